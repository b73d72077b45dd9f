#define _GNU_SOURCE
#include "CPty.h"
#include <fcntl.h>
#include <locale.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

pid_t cpty_spawn(const char *path, char *const arguments[], char *const environment[],
                 const int size[2], int *master) {
  struct winsize window = {(unsigned short)size[0], (unsigned short)size[1], 0, 0};
  pid_t child = forkpty(master, 0, 0, &window);
  if (child == 0) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, 0);
    execve(path, arguments, environment);
    _exit(127);
  }
  if (child > 0) {
    fcntl(*master, F_SETFL, fcntl(*master, F_GETFL) | O_NONBLOCK);
    fcntl(*master, F_SETFD, FD_CLOEXEC);
  }
  return child;
}

int cpty_resize(int master, int rows, int columns) {
  struct winsize window = {(unsigned short)rows, (unsigned short)columns, 0, 0};
  return ioctl(master, TIOCSWINSZ, &window);
}

int cpty_is_cooked(int master) {
  struct termios modes;
  if (tcgetattr(master, &modes) != 0) return -1;
  return (modes.c_lflag & ECHO) && (modes.c_lflag & ISIG) && (modes.c_lflag & ICANON);
}

int cpty_width(unsigned int scalar) {
  static int ready = 0;
  if (!ready) {
    setlocale(LC_CTYPE, "C.UTF-8");
    ready = 1;
  }
  return wcwidth((wchar_t)scalar);
}
