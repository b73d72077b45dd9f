#ifndef COMPTOIR_CNCURSES_H
#define COMPTOIR_CNCURSES_H
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <stdint.h>
#include <locale.h>
#include <wchar.h>
#include <curses.h>
#endif
