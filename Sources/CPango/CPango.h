#ifndef COMPTOIR_CPANGO_H
#define COMPTOIR_CPANGO_H
#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>
#endif
