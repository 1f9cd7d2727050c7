/* fixture.c - see fixture.h. */
#include "fixture.h"

#include <dirent.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

int
fixture_open(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	snprintf(f->folder, sizeof(f->folder), "/tmp/tg-store.XXXXXX");
	if (!mkdtemp(f->folder))
		return -1;
	snprintf(f->path, sizeof(f->path), "%s/desk.db", f->folder);
	f->arena = arena_new();
	f->store = store_open(f->path, STORE_TIMER, &f->err);
	*state = f;
	return f->store ? 0 : -1;
}

int
fixture_close(void **state)
{
	struct fixture *f = *state;
	DIR *folder;
	struct dirent *entry;

	store_close(f->store);
	folder = opendir(f->folder);
	while (folder && (entry = readdir(folder)))
		if (entry->d_name[0] != '.')
			unlink(arena_printf(f->arena, "%s/%s", f->folder,
					    entry->d_name));
	closedir(folder);
	rmdir(f->folder);
	arena_free(f->arena);
	free(f);
	return 0;
}

void
begin(struct fixture *f)
{
	ok(f, store_begin(f->store, &f->err));
}

void
commit(struct fixture *f)
{
	ok(f, store_commit(f->store, &f->err));
}

struct actor
by(const char *who, int64_t seconds)
{
	return (struct actor){ .who = who,
			       .why = "test",
			       .now = NOON + seconds };
}

int64_t
open_ticket(struct fixture *f, const char *subject, const char *email)
{
	struct address requester = { "", email };
	struct actor actor = by("requester", 0);
	int64_t id;

	ok(f, ticket_open(f->store, &actor, subject, &requester, "en", "help",
			  &id, &f->err));
	return id;
}

int64_t
add_receipt(struct fixture *f, const char *mailbox, int64_t uid,
	    const char *raw)
{
	struct receipt_key key = { mailbox, 7, uid };
	int64_t id;

	ok(f, receipt_add(f->store, &key, slice_from(raw), (int64_t)strlen(raw),
			  false, NOON, &id, &f->err));
	return id;
}

struct facts *
make_facts(struct fixture *f, const char *from, const char *subject,
	   const char *text, const char *message_id)
{
	const char *mail = arena_printf(
		f->arena, "From: %s\nTo: help@example.org\nSubject: %s\n", from,
		subject);

	if (*message_id)
		mail = arena_printf(f->arena, "%sMessage-ID: %s\n", mail,
				    message_id);
	mail = arena_printf(f->arena,
			    "%sContent-Type: text/plain; charset=utf-8\n"
			    "Content-Transfer-Encoding: 8bit\n\n%s\n",
			    mail, text);
	return facts_read(slice_from(mail), f->arena);
}

int64_t
add_message(struct fixture *f, int64_t ticket, enum direction direction,
	    const struct facts *facts)
{
	struct actor actor = by("requester", 0);
	int64_t id;

	ok(f, message_add(f->store, &actor, ticket, direction, facts, NULL, &id,
			  &f->err));
	return id;
}

struct ticket *
get_ticket(struct fixture *f, int64_t id)
{
	struct ticket *ticket;

	ok(f, ticket_get(f->store, id, f->arena, &ticket, &f->err));
	assert_non_null(ticket);
	return ticket;
}

const char *
raw_sql(struct fixture *f, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *statement = NULL;
	const char *answer = "";

	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
		answer = arena_strdup(f->arena, sqlite3_errmsg(db));
	else if (sqlite3_step(statement) == SQLITE_ROW)
		answer = arena_strdup(
			f->arena,
			(const char *)sqlite3_column_text(statement, 0));
	else if (sqlite3_errcode(db) != SQLITE_DONE)
		answer = arena_strdup(f->arena, sqlite3_errmsg(db));
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return answer;
}

struct event *
events_of(struct fixture *f, int64_t ticket, size_t *count)
{
	struct event *events;

	ok(f, ticket_events(f->store, ticket, 0, f->arena, &events, count,
			    &f->err));
	return events;
}

struct event
last_event(struct fixture *f, int64_t ticket)
{
	size_t count;
	struct event *events = events_of(f, ticket, &count);

	assert_true(count > 0);
	return events[count - 1];
}

size_t
event_count(struct fixture *f, int64_t ticket)
{
	size_t count;

	events_of(f, ticket, &count);
	return count;
}
