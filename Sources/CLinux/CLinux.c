#define _GNU_SOURCE /* memfd_create */
#include "CLinux.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static struct termios saved_modes;
static int saved_input = -1, saved_output = -1;
static char farewell[256];
static volatile sig_atomic_t farewell_count = 0;
static volatile sig_atomic_t armed = 0;
static int installed = 0;
static char alternate_stack[64 * 1024];

void clinux_rescue_leave(void) {
  if (!armed) return;
  armed = 0;
  size_t done = 0, count = (size_t)farewell_count;
  while (done < count) {
    ssize_t n = write(saved_output, farewell + done, count - done);
    if (n <= 0) break;
    done += (size_t)n;
  }
  /* Independent of the write above: a failed step must not stop the next one. */
  tcsetattr(saved_input, TCSANOW, &saved_modes);
}

static void on_crash(int number) {
  clinux_rescue_leave();
  /* The default action, so that the parent sees the true signal. */
  struct sigaction plain;
  memset(&plain, 0, sizeof plain);
  plain.sa_handler = SIG_DFL;
  sigaction(number, &plain, 0);
  raise(number);
}

int clinux_rescue_prepare(int input, int output) {
  if (tcgetattr(input, &saved_modes) != 0) return -1;
  saved_input = input;
  saved_output = output;
  if (installed) return 0;
  installed = 1;
  stack_t stack;
  memset(&stack, 0, sizeof stack);
  stack.ss_sp = alternate_stack;
  stack.ss_size = sizeof alternate_stack;
  sigaltstack(&stack, 0);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_crash;
  action.sa_flags = SA_ONSTACK;
  static const int crashes[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGQUIT};
  for (size_t i = 0; i < sizeof crashes / sizeof crashes[0]; i++) sigaction(crashes[i], &action, 0);
  atexit(clinux_rescue_leave);
  return 0;
}

void clinux_rescue_arm(const char *bytes, size_t count) {
  if (count > sizeof farewell - 1) count = sizeof farewell - 1;
  memcpy(farewell, bytes, count);
  farewell_count = (sig_atomic_t)count;
  armed = 1;
}

void clinux_rescue_disarm(void) { armed = 0; }

int clinux_window_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return -1;
  if (size.ws_col == 0 || size.ws_row == 0) return -1;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 0;
}

static void loop_signals(sigset_t *set) {
  sigemptyset(set);
  sigaddset(set, SIGWINCH);
  sigaddset(set, SIGTERM);
  sigaddset(set, SIGHUP);
  sigaddset(set, SIGINT);
  sigaddset(set, SIGTSTP);
  sigaddset(set, SIGCONT);
}

int clinux_signal_descriptor(void) {
  sigset_t set;
  loop_signals(&set);
  if (pthread_sigmask(SIG_BLOCK, &set, 0) != 0) return -1;
  return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

int clinux_next_signal(int descriptor) {
  struct signalfd_siginfo event;
  if (read(descriptor, &event, sizeof event) != (ssize_t)sizeof event) return 0;
  return (int)event.ssi_signo;
}

void clinux_stop_here(void) {
  struct sigaction plain, former;
  sigset_t stop, mask;
  memset(&plain, 0, sizeof plain);
  plain.sa_handler = SIG_DFL;
  sigaction(SIGTSTP, &plain, &former);
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  kill(0, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &stop, &mask); /* stops here */
  pthread_sigmask(SIG_SETMASK, &mask, 0);
  sigaction(SIGTSTP, &former, 0);
}

int clinux_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

void clinux_unblock_signals(void) {
  sigset_t set;
  loop_signals(&set);
  pthread_sigmask(SIG_UNBLOCK, &set, 0);
}
