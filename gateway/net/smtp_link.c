/*
 * smtp_link.c - a connection to an SMTP server.
 *
 * libcurl leads the dialogue up to the login, and we look on for what the
 * server offers; from then on it is ours. What goes wrong: no reply, half a
 * one, what is no reply at all, a reply too many. Each ends the connection,
 * as after any of them nobody knows which answer belongs to which question.
 */
#include "net/smtp_link.h"

#include "base/clock.h"

#define QUIT_MS 1000 /* how long saying QUIT may take */

/* Greeting, EHLO, STARTTLS and EHLO again, login: each may take its time. */
#define LOGIN_ANSWERS 4

/* --- while libcurl speaks ---------------------------------------------- */

static void
see_command(struct smtp_link *link, struct slice line)
{
	link->reads_offers = slice_starts_nocase(line, "EHLO");
	if (link->reads_offers || slice_starts_nocase(line, "HELO"))
		link->offers = (struct smtp_offers){ 0 };
	smtp_reply_begin(&link->reply);
}

static void
see_line(void *context, bool ours, struct slice line)
{
	struct smtp_link *link = context;
	enum smtp_reply_state state;

	if (ours) {
		see_command(link, line);
		return;
	}
	state = smtp_reply_add_line(&link->reply, line);
	if (state == SMTP_REPLY_WHOLE)
		link->code = link->reply.code;
	if (state != SMTP_REPLY_BROKEN && link->reads_offers &&
	    link->reply.lines > 1)
		smtp_offers_add(&link->offers,
				slice_trim(slice_sub(line, 4, line.size)));
}

/* RFC 5321 section 4.2.1: 4yz is a transient refusal. */
static bool
refusal_passes(struct slice line)
{
	return slice_starts_nocase(line, "4");
}

bool
smtp_link_open(struct smtp_link *link, const struct net_server *server,
	       const char *helo, struct error *err)
{
	struct connection_options options = {
		.server = server,
		.scheme = "smtp",
		.path = helo,
		.login_s = server->timeout_s * LOGIN_ANSWERS,
		.passes = refusal_passes,
		.see = see_line,
		.context = link,
	};

	link->offers = (struct smtp_offers){ 0 };
	link->code = 0;
	link->reads_offers = false;
	link->in_pos = link->in_size = 0;
	smtp_reply_begin(&link->reply);
	link->open = connection_open(&link->connection, &options, err);
	return link->open;
}

void
smtp_link_close(struct smtp_link *link)
{
	if (link->open)
		connection_close(&link->connection);
	link->open = false;
}

void
smtp_link_quit(struct smtp_link *link)
{
	if (link->open) {
		link->connection.deadline = clock_monotonic_ms() + QUIT_MS;
		connection_write(&link->connection, "QUIT\r\n", 6);
	}
	smtp_link_close(link);
}

/* --- while we speak ---------------------------------------------------- */

bool
smtp_link_begin(struct smtp_link *link, size_t size)
{
	connection_allow(&link->connection, size, 0);
	smtp_reply_begin(&link->reply);
	if (link->in_pos == link->in_size)
		return true;
	connection_fail(&link->connection, ERROR_RETRY,
			"answers what it was not asked");
	return false;
}

/* Reads on when all that came was looked at. */
static bool
fill(struct smtp_link *link)
{
	ssize_t got;

	if (link->in_pos < link->in_size)
		return true;
	got = connection_read(&link->connection, link->in, sizeof(link->in));
	link->in_pos = 0;
	link->in_size = got > 0 ? (size_t)got : 0;
	return got > 0;
}

bool
smtp_link_hear(struct smtp_link *link, int patience)
{
	struct connection *connection = &link->connection;
	enum smtp_reply_state state = SMTP_REPLY_MORE;

	connection_allow(connection, 0,
			 SMTP_REPLY_BYTES_MAX + sizeof(link->in));
	connection_be_patient(connection, patience * connection->silence);
	while (state == SMTP_REPLY_MORE && fill(link)) {
		size_t used;

		state = smtp_reply_add(&link->reply,
				       slice_of(link->in + link->in_pos,
						link->in_size - link->in_pos),
				       &used);
		link->in_pos += used;
	}
	if (state == SMTP_REPLY_BROKEN)
		connection_fail(connection, ERROR_RETRY,
				"sent what no mail server sends");
	if (state != SMTP_REPLY_WHOLE)
		return false;
	link->code = link->reply.code;
	return true;
}

bool
smtp_link_ask(struct smtp_link *link, const char *command)
{
	bool said;
	struct buf line;

	buf_init(&line, NULL);
	buf_printf(&line, "%s\r\n", command);
	said = smtp_link_begin(link, 0) &&
	       connection_write(&link->connection, line.data, line.size) > 0;
	buf_clear(&line);
	return said && smtp_link_hear(link, 1);
}
