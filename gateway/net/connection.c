/*
 * connection.c - a byte stream to a server, over libcurl's connect-only mode.
 *
 * libcurl connects, verifies, does STARTTLS (dropping what was injected before
 * it) and logs in; then the bytes are ours. What goes wrong: the server
 * closes in the middle (an error here, never an end), sends one byte a second
 * (the overall deadline), sends for ever (the budget). After the first failure
 * everything fails at once, so that a caller deep inside a library gets
 * out.
 */
#include "net/connection.h"

#include <errno.h>
#include <poll.h>

#include "base/clock.h"

#define WAIT_READ 4096 /* bytes taken ahead when waiting */

/* libcurl's CURLOPT_DEBUGFUNCTION: whole lines, without those of TLS. */
static int
look_at_line(CURL *easy, curl_infotype type, char *data, size_t size,
	     void *context)
{
	struct connection *connection = context;
	const struct connection_options *options = &connection->options;
	struct slice line = slice_trim(slice_of(data, size));
	bool ours = type == CURLINFO_HEADER_OUT;

	(void)easy;
	if ((!ours && type != CURLINFO_HEADER_IN) || !line.size)
		return 0;
	if (options->see)
		options->see(options->context, ours, line);
	if (!ours)
		snprintf(connection->last_line, sizeof(connection->last_line),
			 "%.*s", (int)(line.size > 255 ? 255 : line.size),
			 line.data);
	return 0;
}

static bool
login_failed(const struct connection *connection, CURLcode code,
	     struct error *err)
{
	const struct net_server *server = connection->options.server;
	const char *words = connection->last_line;
	enum error_class class = ERROR_RETRY;

	if (transport_is_config(code) &&
	    !connection->options.passes(slice_from(words)))
		class = ERROR_CONFIG;
	if (code == CURLE_LOGIN_DENIED)
		return error_set(
			err, class, "%s port %d refuses the login of %s: %s",
			server->host, server->port, server->user, words);
	return error_set(err, class, "cannot connect to %s port %d: %s%s%s",
			 server->host, server->port,
			 transport_words(&connection->transport, code),
			 words[0] ? "; its last words were: " : "", words);
}

static void
set_login(struct connection *connection)
{
	const struct connection_options *options = &connection->options;
	CURL *easy = connection->transport.easy;

	curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)options->login_s);
	curl_easy_setopt(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT,
			 (long)options->server->timeout_s);
	curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, look_at_line);
	curl_easy_setopt(easy, CURLOPT_DEBUGDATA, connection);
}

bool
connection_open(struct connection *connection,
		const struct connection_options *options, struct error *err)
{
	CURLcode code;
	curl_socket_t fd = CURL_SOCKET_BAD;

	*connection = (struct connection){ .options = *options, .fd = -1 };
	buf_init(&connection->early, NULL);
	if (!transport_init(&connection->transport, options->server,
			    options->scheme, options->path, err))
		return false;
	set_login(connection);
	code = curl_easy_perform(connection->transport.easy);
	if (code == CURLE_OK)
		code = curl_easy_getinfo(connection->transport.easy,
					 CURLINFO_ACTIVESOCKET, &fd);
	if (code != CURLE_OK || fd == CURL_SOCKET_BAD) {
		login_failed(connection, code, err);
		connection_close(connection);
		return false;
	}
	connection->fd = fd;
	connection_allow(connection, 0, 0);
	return true;
}

void
connection_close(struct connection *connection)
{
	if (!connection)
		return;
	transport_clear(&connection->transport);
	buf_clear(&connection->early);
	connection->fd = -1;
}

void
connection_allow(struct connection *connection, uint64_t expected,
		 uint64_t room)
{
	int64_t transfer_ms = (int64_t)(expected / CONNECTION_SLOWEST) * 1000;

	connection->budget = expected + room;
	connection->silence = connection->options.server->timeout_s * 1000;
	connection->deadline =
		clock_monotonic_ms() + connection->silence + transfer_ms;
}

void
connection_be_patient(struct connection *connection, int64_t ms)
{
	connection->silence = ms;
	connection->deadline = clock_monotonic_ms() + ms;
}

void
connection_fail(struct connection *connection, enum error_class class,
		const char *text)
{
	const struct net_server *server = connection->options.server;

	if (connection->err.class == ERROR_NONE)
		error_set(&connection->err, class, "%s port %d %s",
			  server->host, server->port, text);
}

static bool
failed(const struct connection *connection)
{
	return connection->err.class != ERROR_NONE;
}

/* Waits for EVENTS until the deadline, and no longer than silence is borne;
 * false after failing the connection. */
static bool
wait_for(struct connection *connection, short events)
{
	int64_t silence = connection->silence;

	for (;;) {
		struct pollfd link = { .fd = connection->fd, .events = events };
		int64_t left = connection->deadline - clock_monotonic_ms();
		int ready;

		if (left <= 0)
			break;
		ready = poll(&link, 1, (int)(left < silence ? left : silence));
		if (ready > 0)
			return true;
		if (ready == 0)
			break;
		if (errno != EINTR) {
			connection_fail(connection, ERROR_RETRY,
					"cannot be waited for");
			return false;
		}
	}
	connection_fail(connection, ERROR_RETRY, "did not answer in time");
	return false;
}

/* What is there now: bytes, 0 when there is nothing yet, -1 on failure. */
static ssize_t
receive(struct connection *connection, void *out, size_t size)
{
	CURLcode code;
	size_t got = 0;

	code = curl_easy_recv(connection->transport.easy, out, size, &got);
	if (code == CURLE_AGAIN)
		return 0;
	if (code == CURLE_OK && got > 0)
		return (ssize_t)got;
	connection_fail(connection, ERROR_RETRY,
			"closed the connection in the middle");
	return -1;
}

static ssize_t
take_early(struct connection *connection, void *out, size_t size)
{
	struct buf *early = &connection->early;
	size_t left = early->size - connection->early_used;

	if (size > left)
		size = left;
	memcpy(out, early->data + connection->early_used, size);
	connection->early_used += size;
	if (connection->early_used == early->size) {
		buf_reset(early);
		connection->early_used = 0;
	}
	return (ssize_t)size;
}

ssize_t
connection_read(struct connection *connection, void *out, size_t size)
{
	ssize_t got = 0;

	if (!failed(connection) && connection->early.size)
		return take_early(connection, out, size);
	while (!failed(connection) && got == 0) {
		if (clock_monotonic_ms() > connection->deadline)
			connection_fail(connection, ERROR_RETRY,
					"did not finish its answer in time");
		else
			got = receive(connection, out, size);
		if (got == 0)
			wait_for(connection, POLLIN);
	}
	if (failed(connection))
		return -1;
	if ((uint64_t)got > connection->budget) {
		connection_fail(connection, ERROR_RETRY,
				"sent more than was asked for");
		return -1;
	}
	connection->budget -= (uint64_t)got;
	return got;
}

ssize_t
connection_write(struct connection *connection, const void *data, size_t size)
{
	const char *at = data;
	size_t left = size;

	while (left && !failed(connection)) {
		size_t put = 0;
		CURLcode code = curl_easy_send(connection->transport.easy, at,
					       left, &put);

		if (code == CURLE_AGAIN) {
			wait_for(connection, POLLOUT);
		} else if (code != CURLE_OK) {
			connection_fail(connection, ERROR_RETRY,
					"closed the connection");
		} else {
			at += put;
			left -= put;
		}
	}
	return failed(connection) ? -1 : (ssize_t)size;
}

/* Moves what arrived into EARLY: only a read shows whether TLS has bytes. */
static enum connection_news
look_ahead(struct connection *connection)
{
	char *room = buf_reserve(&connection->early, WAIT_READ);
	ssize_t got = receive(connection, room, WAIT_READ);

	if (got < 0)
		return NEWS_FAILED;
	buf_commit(&connection->early, (size_t)got);
	return got ? NEWS_BYTES : NEWS_TIMEOUT;
}

enum connection_news
connection_wait(struct connection *connection, int64_t timeout_ms, int wake_fd)
{
	int64_t end = clock_monotonic_ms() + timeout_ms;

	while (!failed(connection)) {
		struct pollfd fds[2] = {
			{ .fd = connection->fd, .events = POLLIN },
			{ .fd = wake_fd, .events = POLLIN },
		};
		int64_t left = end - clock_monotonic_ms();
		enum connection_news news = NEWS_BYTES;

		if (!connection->early.size)
			news = look_ahead(connection);
		if (news != NEWS_TIMEOUT)
			return news;
		if (poll(fds, 2, left > 0 ? (int)left : 0) < 0) {
			if (errno != EINTR)
				connection_fail(connection, ERROR_RETRY,
						"cannot be waited for");
			continue;
		}
		if (fds[1].revents)
			return NEWS_WOKEN;
		if (!fds[0].revents && left <= 0)
			return NEWS_TIMEOUT;
	}
	return NEWS_FAILED;
}
