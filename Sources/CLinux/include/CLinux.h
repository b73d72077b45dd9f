#ifndef COMPTOIR_CLINUX_H
#define COMPTOIR_CLINUX_H
#include <stddef.h>
#include <termios.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>

/* Rescue of the terminal. Everything a signal handler may touch lives in plain C statics:
   no Swift runtime, no allocation, no lock, no stdio. */

/* Remembers the modes of the terminal on DESCRIPTOR as they are now, and installs once the handlers of
   SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGQUIT on an alternate stack, and an atexit.
   Returns 0, or -1 when DESCRIPTOR is not a terminal. */
int clinux_rescue_prepare(int input, int output);

/* From now on a crash, or an exit, writes BYTES to the output and restores the modes. At most 255 bytes. */
void clinux_rescue_arm(const char *bytes, size_t count);

/* The terminal has been given back in the ordinary way: nothing is left to do. */
void clinux_rescue_disarm(void);

/* Gives the terminal back now. Async-signal-safe; does nothing when not armed. */
void clinux_rescue_leave(void);

/* Columns and rows of the terminal on DESCRIPTOR. Returns 0, or -1. */
int clinux_window_size(int descriptor, int *columns, int *rows);

/* Blocks the signals the loop reads (WINCH TERM HUP INT TSTP CONT) and returns a non-blocking,
   close-on-exec signalfd for them, or -1. Call it before any thread exists. */
int clinux_signal_descriptor(void);

/* The next signal waiting on DESCRIPTOR, or 0. */
int clinux_next_signal(int descriptor);

/* Stops the process group as ^Z would, and returns when it is continued. */
void clinux_stop_here(void);

/* A file that is in memory only and closed in children, or -1. */
int clinux_memory_file(const char *name);

/* Gives a child about to run the signal mask every program expects. */
void clinux_unblock_signals(void);
#endif
