#ifndef COMPTOIR_CPOSTGRESQL_H
#define COMPTOIR_CPOSTGRESQL_H
#include <libpq-fe.h>

/* Character macros, which Swift imports as no type that PQresultErrorField takes. */
static const int CPQ_SQLSTATE = PG_DIAG_SQLSTATE;
static const int CPQ_PRIMARY = PG_DIAG_MESSAGE_PRIMARY;
static const int CPQ_DETAIL = PG_DIAG_MESSAGE_DETAIL;
static const int CPQ_CONSTRAINT = PG_DIAG_CONSTRAINT_NAME;
static const int CPQ_TABLE = PG_DIAG_TABLE_NAME;
static const int CPQ_COLUMN = PG_DIAG_COLUMN_NAME;

/* The usual receiver writes notices on the terminal that the screens own. */
static void cpq_no_notice(void *context, const PGresult *result) {
  (void)context;
  (void)result;
}
static inline void cpq_silence(PGconn *connection) {
  PQsetNoticeReceiver(connection, cpq_no_notice, 0);
}
#endif
