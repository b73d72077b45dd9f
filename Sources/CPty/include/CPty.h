#ifndef COMPTOIR_CPTY_H
#define COMPTOIR_CPTY_H
#include <sys/types.h>

/* Runs PATH on a new pseudo-terminal of ROWS x COLUMNS and returns its process id, or -1.
   The near end of the terminal goes to MASTER, non-blocking and close-on-exec.
   fork and exec stay in C: between the two no Swift code may run. */
pid_t cpty_spawn(const char *path, char *const arguments[], char *const environment[],
                 const int size[2], int *master);

/* Tells the terminal its new size; the program gets SIGWINCH. */
int cpty_resize(int master, int rows, int columns);

/* 1 when the terminal's modes echo and interpret signals, as a shell needs them; 0 when not; -1 on error. */
int cpty_is_cooked(int master);

/* Columns of one scalar, as the C library counts them in a UTF-8 locale. */
int cpty_width(unsigned int scalar);
#endif
