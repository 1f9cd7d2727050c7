/*
 * smtp.c - handing mail to an SMTP server.
 *
 * What goes wrong: line ends in addresses, addresses and bytes that the
 * server cannot take, a kept connection that the server has closed meanwhile,
 * one that comes back with other offers, and every answer that is not plainly
 * a yes or a no.
 */
#include "net/smtp.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/idn.h"
#include "base/utf8.h"
#include "net/smtp_body.h"
#include "net/smtp_link.h"

/* RFC 5321 section 4.5.3.1: 64 and 255 octets and the @. */
#define ADDRESS_MAX 320

/* For how long an EHLO answer is taken as the server's present word. */
#define OFFERS_FRESH_MS 10000

/* How many timeouts the answer to a whole mail may take. The server looks for
 * spam and viruses now, and who leaves too early sends the mail twice: RFC 5321
 * section 4.5.3.2.6 wants patience. */
#define DATA_PATIENCE 5

/* A message goes out in pieces of this size. */
#define PIECE_SIZE (16u * 1024)

/* Replies to MAIL, RCPT or DATA that are about our settings, not about the
 * mail (RFC 4954 section 6, RFC 3207). */
static const int config_codes[] = { 530, 534, 535, 538 };

struct smtp_session {
	struct smtp_options options;
	struct smtp_link link;
	bool amid;	    /* MAIL was said, and its mail is not done */
	int64_t last_spoke; /* monotonic ms of the last good exchange */
};

/* One mail on its way. */
struct parcel {
	const char *from, *to;
	struct slice message;
	struct smtp_body_facts facts;
	bool high_address; /* bytes over 127 in FROM or TO */
	char ascii_from[EMAIL_ASCII_MAX], ascii_to[EMAIL_ASCII_MAX];
	bool taken_up; /* the server answered to MAIL */
	bool dotted;   /* the final dot may have been sent */
};

/* --- the session ------------------------------------------------------- */

static bool
is_helo(const char *name)
{
	return name[strspn(name, "abcdefghijklmnopqrstuvwxyz"
				 "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				 "0123456789.-")] == '\0';
}

bool
smtp_open(const struct smtp_options *options, struct smtp_session **out,
	  struct error *err)
{
	const char *helo = options->helo ? options->helo : "";
	struct smtp_session *session;

	if (!net_server_check(&options->server, err))
		return false;
	if (!is_helo(helo))
		return error_set(err, ERROR_CONFIG,
				 "\"%s\" is no host name to greet %s with",
				 helo, options->server.host);
	session = calloc(1, sizeof(*session));
	if (!session)
		abort();
	session->options = *options;
	session->options.helo = helo;
	*out = session;
	return true;
}

void
smtp_close(struct smtp_session *session)
{
	if (!session)
		return;
	smtp_link_quit(&session->link);
	free(session);
}

/* Makes sure of a connection; *KEPT tells whether there was one. */
static bool
connect_once(struct smtp_session *session, bool *kept, struct error *err)
{
	*kept = session->link.open;
	if (*kept)
		return true;
	session->amid = false;
	if (!smtp_link_open(&session->link, &session->options.server,
			    session->options.helo, err))
		return false;
	session->last_spoke = clock_monotonic_ms();
	return true;
}

/* One command and its reply. False: none came, or a farewell (421); the
 * connection is closed then. */
static bool
ask(struct smtp_session *session, const char *command)
{
	struct smtp_link *link = &session->link;

	if (!smtp_link_ask(link, command) || link->code == 421) {
		smtp_link_close(link);
		return false;
	}
	session->last_spoke = clock_monotonic_ms();
	return true;
}

bool
smtp_offers(struct smtp_session *session, struct smtp_offers *offers,
	    struct error *err)
{
	int64_t age = clock_monotonic_ms() - session->last_spoke;
	bool kept;

	/* a connection that died is closed by this, and made anew below */
	if (session->link.open && age > OFFERS_FRESH_MS)
		ask(session, "NOOP");
	if (!connect_once(session, &kept, err))
		return false;
	*offers = session->link.offers;
	return true;
}

/* --- what may be sent -------------------------------------------------- */

static bool
is_ascii(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

/* What may stand between the angle brackets of MAIL and RCPT. */
static bool
is_address(const char *address)
{
	const char *at = strrchr(address, '@');
	const char *c;

	if (!at || at == address || !at[1] || strlen(address) > ADDRESS_MAX ||
	    !utf8_valid(slice_from(address)))
		return false;
	for (c = address; *c; c++)
		if ((unsigned char)*c <= 0x20 || *c == 0x7F || *c == '<' ||
		    *c == '>')
			return false;
	return true;
}

/* Why no server at all may get this; NULL: nothing forbids it. */
static const char *
forbidden(const struct parcel *parcel)
{
	if (!is_address(parcel->to))
		return "the recipient's address is malformed";
	if (*parcel->from && !is_address(parcel->from))
		return "the sender's address is malformed";
	return parcel->facts.has_nul ? "the mail holds a NUL byte" : NULL;
}

/* An answer of our own, or with the server's CODE. */
static enum smtp_outcome
answer(struct smtp_result *result, enum smtp_outcome outcome, int code,
       const char *text)
{
	struct slice cut = utf8_cut(slice_from(text), SMTP_TEXT_MAX - 1);

	result->outcome = outcome;
	result->code = code;
	memcpy(result->text, cut.data, cut.size);
	result->text[cut.size] = '\0';
	return outcome;
}

/* Both addresses in ASCII for a server without SMTPUTF8, if only domains are
 * not (RFC 6531 section 3.2). */
static void
use_ascii(const struct smtp_offers *offers, struct parcel *parcel)
{
	if (!parcel->high_address || offers->utf8)
		return;
	if (!is_ascii(parcel->from) &&
	    email_to_ascii(parcel->from, parcel->ascii_from))
		parcel->from = parcel->ascii_from;
	if (!is_ascii(parcel->to) &&
	    email_to_ascii(parcel->to, parcel->ascii_to))
		parcel->to = parcel->ascii_to;
	parcel->high_address = !is_ascii(parcel->from) || !is_ascii(parcel->to);
}

/* Whether this server takes such bytes; else RESULT says why not. */
static bool
fits(const struct smtp_offers *offers, const struct parcel *parcel,
     struct smtp_result *result)
{
	const struct smtp_body_facts *facts = &parcel->facts;

	if (parcel->high_address && !offers->utf8)
		answer(result, SMTP_REFUSED, 0,
		       "the mail server takes no addresses outside ASCII "
		       "(it lacks SMTPUTF8)");
	else if (facts->high_header && !offers->utf8)
		answer(result, SMTP_MISFIT, 0,
		       "the mail server takes no headers outside ASCII "
		       "(it lacks SMTPUTF8)");
	else if (facts->high_body && !offers->eightbit)
		answer(result, SMTP_MISFIT, 0,
		       "the mail server takes no text outside ASCII unencoded "
		       "(it lacks 8BITMIME)");
	else
		return true;
	return false;
}

/* --- one transaction --------------------------------------------------- */

/* What the last reply means where one of the class EXPECTED goes on. */
static enum smtp_outcome
outcome_of(int code, int expected, bool dotted)
{
	size_t i;

	if (code / 100 == expected)
		return SMTP_ACCEPTED;
	for (i = 0; i < sizeof(config_codes) / sizeof(config_codes[0]); i++)
		if (code == config_codes[i])
			return SMTP_CONFIG;
	if (code / 100 == 4)
		return SMTP_RETRY;
	if (code / 100 == 5)
		return SMTP_REFUSED;
	return dotted ? SMTP_UNKNOWN : SMTP_RETRY;
}

/* "go on" to RCPT, "done" to DATA: whoever is that wrong about where we are
 * is left. */
static void
leave_when_lost(struct smtp_session *session, int expected)
{
	struct smtp_link *link = &session->link;

	if (link->code / 100 == expected || link->code >= 400)
		return;
	connection_fail(&link->connection, ERROR_RETRY,
			"answers what makes no sense there");
	smtp_link_close(link);
}

/* One command of a mail; SMTP_ACCEPTED: it goes on. */
static enum smtp_outcome
command(struct smtp_session *session, int expected, const char *line)
{
	if (!ask(session, line))
		return SMTP_RETRY;
	leave_when_lost(session, expected);
	return outcome_of(session->link.code, expected, false);
}

/* Has the server forget what a refusal left behind. One that does not say so
 * is left. */
static bool
reset(struct smtp_session *session)
{
	if (session->amid && ask(session, "RSET")) {
		session->amid = session->link.code / 100 != 2;
		if (session->amid)
			smtp_link_close(&session->link);
	}
	return session->link.open;
}

static enum smtp_outcome
say_mail(struct smtp_session *session, struct parcel *parcel)
{
	const struct smtp_offers *offers = &session->link.offers;
	const struct smtp_body_facts *facts = &parcel->facts;
	enum smtp_outcome outcome = SMTP_RETRY;
	struct buf line;

	buf_init(&line, NULL);
	buf_printf(&line, "MAIL FROM:<%s>", parcel->from);
	if (offers->sizes)
		buf_printf(&line, " SIZE=%zu", facts->size);
	if (facts->high_body)
		buf_add_str(&line, " BODY=8BITMIME");
	if (facts->high_header || parcel->high_address)
		buf_add_str(&line, " SMTPUTF8");
	session->amid = true;
	parcel->taken_up = ask(session, line.data);
	if (parcel->taken_up) {
		leave_when_lost(session, 2);
		outcome = outcome_of(session->link.code, 2, false);
	}
	buf_clear(&line);
	return outcome;
}

static enum smtp_outcome
say_recipient(struct smtp_session *session, const struct parcel *parcel)
{
	enum smtp_outcome outcome;
	struct buf line;

	buf_init(&line, NULL);
	buf_printf(&line, "RCPT TO:<%s>", parcel->to);
	outcome = command(session, 2, line.data);
	buf_clear(&line);
	return outcome;
}

static bool
send_pieces(struct smtp_session *session, struct parcel *parcel)
{
	struct connection *connection = &session->link.connection;
	struct smtp_body body;
	char piece[PIECE_SIZE];
	size_t size;

	smtp_body_init(&body, parcel->message);
	while ((size = smtp_body_read(&body, piece, sizeof(piece))) > 0) {
		parcel->dotted = body.ended;
		if (connection_write(connection, piece, size) < 0)
			return false;
	}
	return true;
}

static enum smtp_outcome
send_message(struct smtp_session *session, struct parcel *parcel)
{
	struct smtp_link *link = &session->link;

	if (!smtp_link_begin(link, parcel->facts.size) ||
	    !send_pieces(session, parcel) ||
	    !smtp_link_hear(link, DATA_PATIENCE)) {
		smtp_link_close(link);
		return parcel->dotted ? SMTP_UNKNOWN : SMTP_RETRY;
	}
	session->amid = false;
	session->last_spoke = clock_monotonic_ms();
	leave_when_lost(session, 2);
	if (link->code == 421)
		smtp_link_close(link);
	return outcome_of(link->code, 2, true);
}

static enum smtp_outcome
transact(struct smtp_session *session, struct parcel *parcel)
{
	enum smtp_outcome outcome = SMTP_RETRY;

	if (reset(session))
		outcome = say_mail(session, parcel);
	if (outcome == SMTP_ACCEPTED)
		outcome = say_recipient(session, parcel);
	if (outcome == SMTP_ACCEPTED)
		outcome = command(session, 3, "DATA");
	if (outcome == SMTP_ACCEPTED)
		outcome = send_message(session, parcel);
	return outcome;
}

/* --- one mail ---------------------------------------------------------- */

/* The outcome of a transaction in words: the server's where it gave any. */
static enum smtp_outcome
answer_as_told(struct smtp_session *session, enum smtp_outcome outcome,
	       struct smtp_result *result)
{
	const struct smtp_link *link = &session->link;
	const struct error *err = &link->connection.err;
	bool told = err->class == ERROR_NONE;

	return answer(result, outcome, link->code,
		      told ? link->reply.text : err->text);
}

/* No connection: the reason, and the server's last answer if it refused. */
static enum smtp_outcome
answer_unconnected(const struct smtp_session *session, const struct error *err,
		   struct smtp_result *result)
{
	const struct smtp_link *link = &session->link;

	return answer(
		result, err->class == ERROR_CONFIG ? SMTP_CONFIG : SMTP_RETRY,
		link->code, link->code >= 400 ? link->reply.text : err->text);
}

enum smtp_outcome
smtp_send(struct smtp_session *session, const char *envelope_from,
	  const char *recipient, struct slice message,
	  struct smtp_result *result)
{
	struct parcel parcel = { .from = envelope_from,
				 .to = recipient,
				 .message = message };
	enum smtp_outcome outcome = SMTP_RETRY;
	bool kept = true;

	smtp_body_look(message, &parcel.facts);
	parcel.high_address = !is_ascii(envelope_from) || !is_ascii(recipient);
	if (forbidden(&parcel))
		return answer(result, SMTP_REFUSED, 0, forbidden(&parcel));
	/* a kept connection that dies before the mail is taken up: once more */
	while (kept && !parcel.taken_up) {
		struct error err;

		if (!connect_once(session, &kept, &err))
			return answer_unconnected(session, &err, result);
		use_ascii(&session->link.offers, &parcel);
		if (!fits(&session->link.offers, &parcel, result))
			return result->outcome;
		outcome = transact(session, &parcel);
	}
	return answer_as_told(session, outcome, result);
}
