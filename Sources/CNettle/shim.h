#ifndef COMPTOIR_CNETTLE_H
#define COMPTOIR_CNETTLE_H
#include <nettle/sha2.h>
#endif
