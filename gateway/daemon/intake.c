/*
 * intake.c - the role of one mailbox: fetches what is new, stores it, has it
 * decided, and only then marks, moves or deletes it on the server.
 *
 * Where a crash would bite: before the mails are stored they are still on the
 * server and fetched again; after that they are pending receipts, decided at
 * the next start; after the decision only the mailbox action is left, which
 * may be done twice without harm. \Seen is never trusted: what counts is
 * (mailbox, UIDVALIDITY, UID) in the store.
 */
#include <sysexits.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "daemon/handle.h"
#include "daemon/login.h"
#include "daemon/role.h"
#include "net/imap.h"

#define FETCH_COUNT	50	    /* mails in a commit; more gain little */
#define FETCH_BYTES	(16u << 20) /* ... or fewer, if they are large */
#define RECONNECT_MIN_S 2
#define RECONNECT_MAX_S 60

struct intake {
	const struct role_start *start;
	const struct mailbox_config *mailbox;
	struct desk *desk;
	struct handler handler;
	struct imap *imap;
	struct arena *session; /* of one connection: its password */
	uint32_t uidvalidity;
	/* mails fetched and not stored yet */
	struct arena *arena;
	struct imap_mail *fetched;
	size_t fetched_count, fetched_bytes;
};

/* Rules whose patterns ran into their deadline: for the admin to mend. */
static void
log_gave_up(const struct desk_result *result, const char *from)
{
	const struct verdict *verdict = result->verdict;

	for (size_t i = 0; verdict && i < verdict->gave_up_count; i++)
		log_warn("%s:%d: rule '%s' gave up on a mail from %s: its "
			 "pattern took too long, so that it was not applied",
			 verdict->gave_up[i].file, verdict->gave_up[i].line,
			 verdict->gave_up[i].rule, from);
}

static void
log_result(const struct receipt *receipt, const struct facts *facts,
	   const struct desk_result *result)
{
	const char *from = facts ? facts_sender(facts).email : "?";

	if (result->ticket != 0)
		log_info("ticket %lld %s by mail from %s (uid %lld): %s",
			 (long long)result->ticket,
			 outcome_name(result->outcome), from,
			 (long long)receipt->key.uid, result->why);
	else
		log_info("mail from %s (uid %lld) %s: %s", from,
			 (long long)receipt->key.uid,
			 outcome_name(result->outcome), result->why);
	log_gave_up(result, from);
	if (result->mails > 0)
		role_wake_sender();
}

/* Ids of receipts that were just stored, and are decided next. */
struct id_list {
	int64_t *items;
	size_t count;
};

static bool
store_one(struct intake *in, const struct imap_mail *mail, struct id_list *ids,
	  struct error *err)
{
	struct receipt_key key = { in->mailbox->name, in->uidvalidity,
				   mail->uid };
	int64_t id;

	if (!receipt_add(in->desk->store, &key, mail->bytes,
			 (int64_t)mail->size, mail->oversized, clock_now(), &id,
			 err))
		return false;
	if (id == 0)
		return true; /* known: another process was here */
	ARENA_PUSH(in->arena, ids->items, ids->count, id);
	return receipt_attempt(in->desk->store, id, err);
}

/* Makes what was fetched durable, then has it decided. */
static bool
store_fetched(struct intake *in, struct error *err)
{
	struct store *store = in->desk->store;
	struct id_list ids = { NULL, 0 };
	bool ok;

	if (in->fetched_count == 0)
		return true;
	fault_point("intake.fetched");
	if (!store_begin(store, err))
		return false;
	for (size_t i = 0; i < in->fetched_count; i++)
		if (!store_one(in, &in->fetched[i], &ids, err))
			goto fail;
	if (!store_commit(store, err))
		goto fail;
	fault_point("intake.stored");
	ok = handle_receipts(&in->handler, ids.items, ids.count, err);
	arena_reset(in->arena);
	in->fetched = NULL;
	in->fetched_count = in->fetched_bytes = 0;
	return ok;
fail:
	store_rollback(store);
	return false;
}

static bool
on_mail(const struct imap_mail *mail, void *context, struct error *err)
{
	struct intake *in = context;
	struct imap_mail copy = *mail;

	copy.bytes.data =
		arena_memdup(in->arena, mail->bytes.data, mail->bytes.size);
	ARENA_PUSH(in->arena, in->fetched, in->fetched_count, copy);
	in->fetched_bytes += copy.bytes.size;
	if (in->fetched_bytes < FETCH_BYTES)
		return true;
	return store_fetched(in, err);
}

/* What `after` says; but of a mail over max_message the store has the header
 * only, so that the mailbox keeps the mail. */
static bool
mailbox_action(struct intake *in, const uint32_t *uids, size_t count,
	       bool oversized, struct error *err)
{
	if (oversized && in->mailbox->after == AFTER_DELETE)
		return imap_store_seen(in->imap, uids, count, err);
	switch (in->mailbox->after) {
	case AFTER_SEEN:
		return imap_store_seen(in->imap, uids, count, err);
	case AFTER_MOVE:
		return imap_move(in->imap, uids, count, in->mailbox->move_to,
				 err);
	case AFTER_DELETE:
		return imap_delete(in->imap, uids, count, err);
	}
	return error_set(err, ERROR_BUG, "no such action");
}

/* Of the mails that are decided and not yet marked, the OVERSIZED ones or the
 * others. */
static bool
run_some_actions(struct intake *in, bool oversized, struct error *err)
{
	struct store *store = in->desk->store;
	struct arena *arena = arena_new();
	uint32_t *uids;
	size_t count;
	bool ok;

	ok = receipt_actions(store, in->mailbox->name, in->uidvalidity,
			     oversized, arena, &uids, &count, err);
	if (ok && count > 0) {
		fault_point("intake.action-before");
		ok = mailbox_action(in, uids, count, oversized, err);
		fault_point("intake.action-after");
		ok = ok && store_begin(store, err) &&
		     receipt_action_done(store, in->mailbox->name,
					 in->uidvalidity, uids, count, err) &&
		     store_commit(store, err);
		fault_point("intake.action-recorded");
		store_rollback(store);
		if (ok)
			log_debug("%zu mails marked, moved or deleted", count);
	}
	arena_free(arena);
	return ok;
}

static bool
run_actions(struct intake *in, struct error *err)
{
	return run_some_actions(in, false, err) &&
	       run_some_actions(in, true, err);
}

/* The UIDs in the folder that the store does not know, from FROM on. */
static bool
unknown_uids(struct intake *in, uint32_t from, struct arena *arena,
	     uint32_t **uids, size_t *count, struct error *err)
{
	size_t all, kept = 0;

	if (!imap_uids(in->imap, from, arena, uids, &all, err) ||
	    !receipt_drop_known(in->desk->store, in->mailbox->name,
				in->uidvalidity, *uids, all, err))
		return false;
	for (size_t i = 0; i < all; i++)
		if ((*uids)[i] != 0)
			(*uids)[kept++] = (*uids)[i];
	*count = kept;
	log_debug("%zu mails from uid %u on, %zu of them new", all, from, kept);
	return true;
}

/* Fetches, stores and decides everything new; FROM as in unknown_uids(). */
static bool
fetch_new(struct intake *in, uint32_t from, struct error *err)
{
	struct arena *arena = arena_new();
	uint32_t *uids = NULL;
	size_t count = 0;
	bool ok = unknown_uids(in, from, arena, &uids, &count, err);

	for (size_t i = 0; ok && i < count && !role_ending();
	     i += FETCH_COUNT) {
		size_t n = count - i < FETCH_COUNT ? count - i : FETCH_COUNT;

		ok = imap_fetch(in->imap, uids + i, n, on_mail, in, err) &&
		     store_fetched(in, err) && run_actions(in, err);
	}
	arena_free(arena);
	return ok;
}

static bool
connect_mailbox(struct intake *in, struct error *err)
{
	struct imap_options options = {
		.folder = in->mailbox->folder,
		.max_message = (size_t)in->mailbox->max_message,
	};

	if (!login_read(&in->mailbox->server, in->mailbox->name, in->session,
			&options.server, err) ||
	    !imap_open(&options, &in->imap, err))
		return false;
	in->uidvalidity = imap_folder(in->imap)->uidvalidity;
	log_info("connected to %s, folder %s, uidvalidity %u, %u mails%s",
		 options.server.host, in->mailbox->folder, in->uidvalidity,
		 imap_folder(in->imap)->exists,
		 imap_folder(in->imap)->can_idle ? ", IDLE" : "");
	return true;
}

/* Actions under another UIDVALIDITY can never be done. */
static bool
forget_old_actions(struct intake *in, struct error *err)
{
	struct store *store = in->desk->store;

	if (store_begin(store, err) &&
	    receipt_actions_forget(store, in->mailbox->name, in->uidvalidity,
				   err) &&
	    store_commit(store, err))
		return true;
	store_rollback(store);
	return false;
}

/* The first look after a connect: every UID is compared, not only those over
 * the highest, and what an earlier life left undone is done. */
static bool
first_look(struct intake *in, struct error *err)
{
	return handle_leftovers(&in->handler, in->mailbox->name, err) &&
	       forget_old_actions(in, err) && run_actions(in, err) &&
	       fetch_new(in, 1, err);
}

static bool
next_look(struct intake *in, struct error *err)
{
	int64_t highest;

	return handle_leftovers(&in->handler, in->mailbox->name, err) &&
	       run_actions(in, err) &&
	       receipt_highest_uid(in->desk->store, in->mailbox->name,
				   in->uidvalidity, &highest, err) &&
	       fetch_new(in, (uint32_t)highest + 1, err);
}

/* One connection, from login to its end. True when asked to end. */
static bool
session(struct intake *in, struct error *err)
{
	if (!connect_mailbox(in, err) || !first_look(in, err))
		return false;
	while (!in->start->once && !role_ending()) {
		switch (imap_idle(in->imap, (int)in->mailbox->poll * 1000,
				  role_ending_fd(), err)) {
		case IMAP_IDLE_CHANGED:
		case IMAP_IDLE_TIMEOUT:
			if (!next_look(in, err))
				return false;
			break;
		case IMAP_IDLE_WOKEN:
			break;
		case IMAP_IDLE_FAILED:
			return false;
		}
	}
	return true;
}

/* Sessions one after the other, with pauses that grow while they fail. */
static bool
intake_loop(struct intake *in, struct error *err)
{
	int pause_s = RECONNECT_MIN_S;

	for (;;) {
		int64_t began = clock_monotonic_ms();
		bool ok = session(in, err);

		imap_close(in->imap);
		in->imap = NULL;
		arena_reset(in->session);
		arena_reset(in->arena);
		in->fetched = NULL;
		in->fetched_count = in->fetched_bytes = 0;
		if (ok || in->start->once || err->class == ERROR_BUG)
			return ok;
		if (clock_monotonic_ms() - began > RECONNECT_MAX_S * 1000)
			pause_s = RECONNECT_MIN_S;
		if (err->class == ERROR_CONFIG)
			pause_s = RECONNECT_MAX_S;
		log_warn("%s; trying again in %d s", err->text, pause_s);
		if (role_wait(pause_s * 1000, -1) == ROLE_WAIT_ENDING)
			return true;
		pause_s = pause_s * 2 > RECONNECT_MAX_S ? RECONNECT_MAX_S
							: pause_s * 2;
	}
}

int
intake_main(const struct role_start *start)
{
	struct role_files files;
	struct desk desk = { 0 };
	struct error err = { 0 };
	struct intake in = { .start = start, .desk = &desk };
	bool ok = false;

	role_signals_init();
	if (!role_files_open(&files, start->config_path, &err) ||
	    !desk_open(&desk, files.config, files.sources, STORE_WRITE, &err))
		goto out;
	in.mailbox = config_mailbox(files.config, start->name);
	if (in.mailbox == NULL) {
		error_set(&err, ERROR_CONFIG, "there is no mailbox '%s'",
			  start->name);
		goto out;
	}
	in.arena = arena_new();
	in.session = arena_new();
	in.handler = (struct handler){
		.desk = &desk,
		.reader = reader_new(start->name, start->config_path,
				     ROLE_FD_SOURCES),
		.done = log_result,
	};
	if (reader_prepare(in.handler.reader, &err) != READER_OK)
		log_warn("%s", err.text); /* each mail tries again */
	ok = intake_loop(&in, &err);
out:
	if (!ok)
		log_error("%s", err.text);
	reader_free(in.handler.reader);
	arena_free(in.session);
	arena_free(in.arena);
	desk_close(&desk);
	role_files_close(&files);
	return ok ? 0 : error_exit_status(err.class);
}
