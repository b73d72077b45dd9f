#ifndef COMPTOIR_CNCURSES_H
#define COMPTOIR_CNCURSES_H
/* Before the first include: without these three the wide functions stay hidden and the
   macros hide the real functions from Swift. */
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <stdint.h>
#include <langinfo.h>
#include <locale.h>
#include <wchar.h>
#include <curses.h>

/* Not visible through Swift's Glibc module; the very function ncurses uses for its own columns. */
extern int wcwidth(wchar_t);

/* Swift 6 refuses C globals; functions it accepts. */
static inline WINDOW *nc_stdscr(void) { return stdscr; }
static inline WINDOW *nc_curscr(void) { return curscr; }
static inline int nc_colors(void) { return COLORS; }
static inline int nc_color_pairs(void) { return COLOR_PAIRS; }
static inline const char *nc_codeset(void) { return nl_langinfo(CODESET); }

/* Macros made of casts and shifts, which Swift cannot import. */
static const uint32_t NC_BOLD = A_BOLD;
static const uint32_t NC_DIM = A_DIM;
static const uint32_t NC_REVERSE = A_REVERSE;
static const uint32_t NC_UNDERLINE = A_UNDERLINE;
static const uint32_t NC_PRESS = BUTTON1_PRESSED;
static const uint32_t NC_WHEEL_UP = BUTTON4_PRESSED;
static const uint32_t NC_WHEEL_DOWN = BUTTON5_PRESSED;
static inline int nc_key_f(int n) { return KEY_F(n); }

/* Fills one cell. The pair travels through the last pointer, so that pairs above 255 work. */
static inline int nc_set_cell(cchar_t *cell, const wchar_t *text, uint32_t attributes, int pair) {
  int wide = pair;
  return setcchar(cell, text, (attr_t)attributes, (short)pair, &wide);
}

/* tigetstr answers (char *)-1 for "not a string": here that is simply absent. */
static inline const char *nc_capability(const char *name) {
  const char *text = tigetstr(name);
  return text == (const char *)-1 ? 0 : text;
}
#endif
