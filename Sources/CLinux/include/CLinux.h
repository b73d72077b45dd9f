#ifndef COMPTOIR_CLINUX_H
#define COMPTOIR_CLINUX_H
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/inotify.h>
#endif
