/*
 * marks.c - what is remembered about addresses and codes: suppressed after a
 * permanent failure, used up.
 */
#include "store/outbox.h"

#include "store/private.h"

bool
address_suppress(struct store *store, const char *email, const char *reason,
		 int64_t now, struct error *err)
{
	return statement_run(store,
			     "INSERT OR IGNORE INTO suppressed (email_key,"
			     " email, reason, at) VALUES (?1, ?2, ?3, ?4)",
			     BIND(bind_text(email_key(store, email)),
				  bind_text(email), bind_text(reason),
				  bind_int(now)),
			     err);
}

bool
address_clear(struct store *store, const char *email, bool *was,
	      struct error *err)
{
	if (!statement_run(store, "DELETE FROM suppressed WHERE email_key = ?1",
			   BIND(bind_text(email_key(store, email))), err))
		return false;
	*was = statement_changes(store) > 0;
	return true;
}

bool
address_is_suppressed(struct store *store, const char *email, bool *is,
		      struct error *err)
{
	return statement_exists(
		store, "SELECT 1 FROM suppressed WHERE email_key = ?1",
		BIND(bind_text(email_key(store, email))), is, err);
}

bool
code_use(struct store *store, const char *code, int64_t now, bool *first,
	 struct error *err)
{
	if (!statement_run(store,
			   "INSERT OR IGNORE INTO used_codes (code, at)"
			   " VALUES (?1, ?2)",
			   BIND(bind_text(code), bind_int(now)), err))
		return false;
	*first = statement_changes(store) > 0;
	return true;
}

bool
code_used(struct store *store, const char *code, bool *used, struct error *err)
{
	return statement_exists(store,
				"SELECT 1 FROM used_codes WHERE code = ?1",
				BIND(bind_text(code)), used, err);
}
