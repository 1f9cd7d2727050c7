/*
 * content.c - attachments' bytes, once per content.
 */
#include "store/messages.h"

#include "store/private.h"

/* Looks first: a conflicting insert would copy the whole blob. */
bool
content_add(struct store *store, const char *sha256, struct slice data,
	    struct error *err)
{
	bool there;

	if (!statement_exists(store, "SELECT 1 FROM contents WHERE sha256 = ?1",
			      BIND(bind_text(sha256)), &there, err))
		return false;
	return there ||
	       statement_run(store,
			     "INSERT INTO contents (sha256, data)"
			     " VALUES (?1, ?2)",
			     BIND(bind_text(sha256), bind_blob(data)), err);
}

bool
content_get(struct store *store, const char *sha256, struct arena *arena,
	    struct slice *data, bool *found, struct error *err)
{
	struct slice bytes = { 0 };
	struct cursor row;
	bool there;

	if (!cursor_open(&row, store,
			 "SELECT data FROM contents WHERE sha256 = ?1",
			 BIND(bind_text(sha256)), err))
		return false;
	there = cursor_next(&row);
	if (there)
		bytes = cursor_blob(&row, arena);
	if (!cursor_close(&row))
		return false;
	*found = there;
	*data = bytes;
	return true;
}
