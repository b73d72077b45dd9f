#ifndef COMPTOIR_CPTY_H
#define COMPTOIR_CPTY_H
#include <pty.h>
#endif
