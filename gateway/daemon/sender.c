/*
 * sender.c - the role that hands the outbox to SMTP.
 *
 * A mail is leased in one short transaction, sent with none open, recorded in
 * another. Where a crash would bite: between the server's answer and the
 * record; the lease then runs out and the mail goes out again with the same
 * Message-ID: better twice than never.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/utf8.h"
#include "daemon/login.h"
#include "daemon/role.h"
#include "daemon/webhooks.h"
#include "desk/desk.h"
#include "net/smtp.h"
#include "store/outbox.h"
#include "store/webhooks.h"

/* Longer than a send takes, but for huge mails over slow lines, or servers that
 * need minutes for each answer. Those a second sender, if there is one, might
 * send once more: better than mails that wait for hours because the machine
 * that leased them has another name now. */
#define LEASE_S	       600
#define POLL_MS	       1000 /* for mails of `deliver`, which cannot wake us */
#define RETRY_MAX_S    3600
#define CONFIG_RETRY_S 60 /* a person has to act; look again now and then */

struct sender {
	const struct role_start *start;
	struct desk *desk;
	const struct smtp_config *config;
	struct smtp_session *session;
	char owner[256];     /* of our leases: this machine */
	int lock;	     /* held while we live; -1: another sender has it */
	struct arena *arena; /* of the present mail */
	struct arena *life;  /* of the role: the password */
	int64_t seen_version; /* of the database, when nothing was due */
	int64_t next_due;     /* 0: nothing queued */
	int64_t next_webhook; /* the same for webhooks */
	bool trouble;	      /* for the exit status of `run --once` */
};

/* How long to wait after attempt number ATTEMPTS: smtp.retry after the first,
 * doubling to an hour, give or take a quarter, so that mails that failed
 * together do not come back together. */
static int64_t
retry_delay(const struct sender *s, int attempts)
{
	int64_t delay = s->config->retry;
	uint32_t random;

	for (int i = 1; i < attempts && delay < RETRY_MAX_S; i++)
		delay *= 2;
	if (delay > RETRY_MAX_S)
		delay = RETRY_MAX_S;
	hash_random(&random, sizeof(random));
	return delay + delay / 2 * (int64_t)(random % 1000) / 1000 - delay / 4;
}

/* Whether a refusal is about the address, and not about this mail: status
 * 5.1.x (RFC 3463), or without one the codes that mean the same. */
static bool
address_is_at_fault(const struct smtp_result *result)
{
	const char *text = result->text;

	if (strncmp(text, "5.", 2) == 0)
		return strncmp(text, "5.1.", 4) == 0;
	return result->code == 550 || result->code == 551 ||
	       result->code == 553;
}

static bool
record_sent(struct sender *s, const struct outbox_mail *mail,
	    const struct smtp_result *result, struct error *err)
{
	struct store *store = s->desk->store;

	fault_point("sender.sent");
	if (store_begin(store, err) &&
	    outbox_sent(store, mail->id, result->text, clock_now(), err) &&
	    store_commit(store, err)) {
		fault_point("sender.recorded");
		log_info("ticket %lld: %s sent to %s", (long long)mail->ticket,
			 mail->template, mail->recipient);
		return true;
	}
	store_rollback(store);
	return false;
}

static bool
record_failed(struct sender *s, const struct outbox_mail *mail,
	      const char *answer, bool suppress, struct error *err)
{
	log_warn("ticket %lld: %s to %s failed for good: %s",
		 (long long)mail->ticket, mail->template, mail->recipient,
		 answer);
	return desk_send_failed(s->desk, mail->id, mail->ticket,
				mail->recipient, answer, suppress, clock_now(),
				err);
}

static bool
record_retry(struct sender *s, const struct outbox_mail *mail,
	     const char *answer, int64_t delay, struct error *err)
{
	struct store *store = s->desk->store;
	int64_t now = clock_now();

	s->trouble = true;
	if (now - mail->created >= s->config->give_up)
		return record_failed(s, mail, answer, false, err);
	log_warn("ticket %lld: %s to %s: %s; trying again in %lld s",
		 (long long)mail->ticket, mail->template, mail->recipient,
		 answer, (long long)delay);
	if (store_begin(store, err) &&
	    outbox_retry(store, mail->id, answer, now + delay, err) &&
	    store_commit(store, err))
		return true;
	store_rollback(store);
	return false;
}

/* The server's answer as people know it, with its code. */
static const char *
answer_in_words(const struct sender *s, const struct smtp_result *result)
{
	if (result->outcome == SMTP_UNKNOWN)
		return arena_printf(s->arena,
				    "whether the server took it is unknown: %s",
				    result->text);
	if (result->code >= 400)
		return arena_printf(s->arena, "%d %s", result->code,
				    result->text);
	return result->text;
}

static bool
record(struct sender *s, const struct outbox_mail *mail,
       const struct smtp_result *result, struct error *err)
{
	const char *answer = answer_in_words(s, result);

	switch (result->outcome) {
	case SMTP_ACCEPTED:
		return record_sent(s, mail, result, err);
	case SMTP_REFUSED:
		return record_failed(s, mail, answer,
				     address_is_at_fault(result), err);
	case SMTP_RETRY:
	case SMTP_UNKNOWN:
	case SMTP_MISFIT:
		return record_retry(s, mail, answer,
				    retry_delay(s, mail->attempts), err);
	case SMTP_CONFIG:
		log_error("smtp: %s", answer);
		return record_retry(s, mail, answer, CONFIG_RETRY_S, err);
	}
	return error_set(err, ERROR_BUG, "no such outcome");
}

/* An answer of our own; the text is cut. */
static void
answer_ourselves(struct smtp_result *result, enum smtp_outcome outcome,
		 const char *text)
{
	struct slice cut = utf8_cut(slice_from(text), sizeof(result->text) - 1);

	result->outcome = outcome;
	snprintf(result->text, sizeof(result->text), "%.*s", (int)cut.size,
		 cut.data);
}

/* Composes for what the server offers now, and sends. */
static void
compose_and_send(struct sender *s, const struct outbox_mail *mail,
		 struct smtp_result *result)
{
	struct smtp_offers offers;
	struct error err = { 0 };
	struct buf bytes;

	memset(result, 0, sizeof(*result));
	if (!smtp_offers(s->session, &offers, &err)) {
		answer_ourselves(result,
				 err.class == ERROR_CONFIG ? SMTP_CONFIG
							   : SMTP_RETRY,
				 err.text);
		return;
	}
	buf_init(&bytes, NULL);
	if (draft_compose(
		    mail->draft,
		    (struct draft_transport){ offers.eightbit, offers.utf8 },
		    &bytes, &err)) {
		smtp_send(s->session, mail->sender, mail->recipient,
			  buf_slice(&bytes), result);
	} else {
		answer_ourselves(result, SMTP_REFUSED, err.text);
	}
	buf_clear(&bytes);
}

/* A kept connection may die between asking for the offers and sending, and
 * the server behind the next one offer less: then once more, for that one. */
static void
transmit(struct sender *s, const struct outbox_mail *mail,
	 struct smtp_result *result)
{
	compose_and_send(s, mail, result);
	if (result->outcome == SMTP_MISFIT)
		compose_and_send(s, mail, result);
}

/* Sends everything that is due. */
static bool
send_due(struct sender *s, struct error *err)
{
	bool found = true;

	while (found && !role_ending()) {
		struct outbox_mail mail;
		struct smtp_result result;

		arena_reset(s->arena);
		if (!store_data_version(s->desk->store, &s->seen_version,
					err) ||
		    !outbox_lease(s->desk->store, s->owner, clock_now(),
				  LEASE_S, s->arena, &mail, &found,
				  &s->next_due, err))
			return false;
		if (!found)
			break;
		fault_point("sender.leased");
		transmit(s, &mail, &result);
		if (!record(s, &mail, &result, err))
			return false;
	}
	return true;
}

/* Mails go first: they are looked at again after each webhook, which may
 * have waited for a server. */
static bool
work(struct sender *s, struct error *err)
{
	bool called = true;

	while (called && !role_ending())
		if (!send_due(s, err) ||
		    !webhooks_call_next(s->desk, s->owner, s->arena, &called,
					&s->next_webhook, err))
			return false;
	return true;
}

static void
drain_wake(void)
{
	char bytes[256];

	while (read(ROLE_FD_WAKE, bytes, sizeof(bytes)) ==
	       (ssize_t)sizeof(bytes))
		continue;
}

static bool
is_due(int64_t when)
{
	return when != 0 && when <= clock_now();
}

/* Sleeps until there may be something to send. False when asked to end. */
static bool
wait_for_work(struct sender *s, struct error *err)
{
	for (;;) {
		int64_t version = s->seen_version;

		switch (role_wait(POLL_MS, ROLE_FD_WAKE)) {
		case ROLE_WAIT_ENDING:
			return false;
		case ROLE_WAIT_READABLE:
			drain_wake();
			return true;
		case ROLE_WAIT_TIMEOUT:
			break;
		}
		if (is_due(s->next_due) || is_due(s->next_webhook))
			return true;
		if (!store_data_version(s->desk->store, &version, err) ||
		    version != s->seen_version)
			return true;
	}
}

static bool
sender_loop(struct sender *s, struct error *err)
{
	do {
		if (!work(s, err))
			return false;
	} while (!s->start->once && wait_for_work(s, err));
	return true;
}

static bool
session_open(struct sender *s, struct error *err)
{
	struct smtp_options options = { .helo = s->config->helo };

	return login_read(&s->config->server, "smtp", s->life, &options.server,
			  err) &&
	       smtp_open(&options, &s->session, err);
}

/*
 * A lease outlives a sender that dies. Its successor need not wait for the
 * end of it when nobody else can be sending: when it gets the lock that a
 * living sender on this machine holds.
 */
static bool
reclaim_leases(struct sender *s, struct error *err)
{
	struct store *store = s->desk->store;
	const char *path =
		arena_printf(s->life, "%s-sender", s->desk->config->database);

	gethostname(s->owner, sizeof(s->owner) - 1);
	s->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (s->lock < 0)
		return error_set(err, ERROR_RETRY, "%s: %s", path,
				 strerror(errno));
	if (flock(s->lock, LOCK_EX | LOCK_NB) < 0) {
		log_warn("another sender is at work on %s",
			 s->desk->config->database);
		return true;
	}
	if (store_begin(store, err) &&
	    outbox_reclaim(store, s->owner, clock_now(), err) &&
	    webhook_reclaim(store, s->owner, clock_now(), err) &&
	    store_commit(store, err))
		return true;
	store_rollback(store);
	return false;
}

int
sender_main(const struct role_start *start)
{
	struct role_files files;
	struct desk desk = { 0 };
	struct error err = { 0 };
	struct sender s = { .start = start, .desk = &desk, .lock = -1 };
	bool ok;

	role_signals_init();
	s.arena = arena_new();
	s.life = arena_new();
	ok = role_files_open(&files, start->config_path, &err) &&
	     desk_open(&desk, files.config, files.sources, STORE_WRITE, &err);
	if (ok) {
		s.config = &files.config->smtp;
		ok = reclaim_leases(&s, &err) && session_open(&s, &err) &&
		     sender_loop(&s, &err);
	}
	if (!ok)
		log_error("%s", err.text);
	smtp_close(s.session);
	arena_free(s.arena);
	arena_free(s.life);
	desk_close(&desk);
	role_files_close(&files);
	if (ok && s.trouble && start->once)
		return EX_TEMPFAIL;
	return ok ? 0 : error_exit_status(err.class);
}
