/*
 * smtp.c - handing mail to an SMTP server.
 *
 * libcurl speaks the protocol; what it does not protect from is done here:
 * line ends in addresses, addresses that the server cannot take, bare line
 * ends in the mail, a kept connection that the server has closed meanwhile.
 */
#include "net/smtp.h"

#include <sys/socket.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "net/smtp_body.h"
#include "net/smtp_watch.h"
#include "net/transport.h"

/* RFC 5321 section 4.5.3.1: 64 and 255 octets and the @. */
#define ADDRESS_MAX 320

/* For how long an EHLO answer is taken as the server's present word. */
#define OFFERS_FRESH_MS 10000

/* Bytes a second below which a transfer is given up. */
#define SLOWEST 8192

struct smtp_session {
	struct smtp_options options;
	struct transport transport;
	struct smtp_watch watch;
	struct smtp_body body;
	bool greeted;	    /* there was an EHLO answer */
	int64_t last_spoke; /* monotonic ms of the last good exchange */
};

static size_t
read_body(char *out, size_t size, size_t count, void *context)
{
	struct smtp_session *session = context;

	return smtp_body_read(&session->body, out, size * count);
}

static size_t
drop(char *data, size_t size, size_t count, void *context)
{
	(void)data;
	(void)context;
	return size * count;
}

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
	CURL *easy;

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
	if (!transport_init(&session->transport, &options->server, "smtp", helo,
			    err)) {
		free(session);
		return false;
	}
	easy = session->transport.easy;
	curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, smtp_watch_callback);
	curl_easy_setopt(easy, CURLOPT_DEBUGDATA, &session->watch);
	curl_easy_setopt(easy, CURLOPT_READFUNCTION, read_body);
	curl_easy_setopt(easy, CURLOPT_READDATA, session);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop);
	curl_easy_setopt(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT,
			 (long)options->server.timeout_s);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME,
			 (long)options->server.timeout_s);
	*out = session;
	return true;
}

/* libcurl says QUIT and would wait two minutes for the answer; with our side
 * of the socket closed for reading it does not wait at all. */
void
smtp_close(struct smtp_session *session)
{
	curl_socket_t fd = CURL_SOCKET_BAD;

	if (!session)
		return;
	if (curl_easy_getinfo(session->transport.easy, CURLINFO_ACTIVESOCKET,
			      &fd) == CURLE_OK &&
	    fd != CURL_SOCKET_BAD)
		shutdown(fd, SHUT_RD);
	transport_clear(&session->transport);
	free(session);
}

/* One exchange of any kind; BYTES is what is sent. */
static CURLcode
perform(struct smtp_session *session, size_t bytes)
{
	long timeout_s = (long)session->options.server.timeout_s;
	CURLcode result;

	/* greeting, EHLO, login and the mail itself, each with its answer */
	curl_easy_setopt(session->transport.easy, CURLOPT_TIMEOUT,
			 timeout_s * 4 + (long)(bytes / SLOWEST));
	smtp_watch_begin(&session->watch);
	session->transport.detail[0] = '\0';
	result = curl_easy_perform(session->transport.easy);
	if (result == CURLE_OK) {
		session->greeted = true;
		session->last_spoke = clock_monotonic_ms();
	}
	return result;
}

/* --- what the server offers -------------------------------------------- */

static CURLcode
perform_noop(struct smtp_session *session)
{
	CURL *easy = session->transport.easy;

	curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, NULL);
	curl_easy_setopt(easy, CURLOPT_UPLOAD, 0L);
	curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
	curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "NOOP");
	return perform(session, 0);
}

bool
smtp_offers(struct smtp_session *session, struct smtp_offers *offers,
	    struct error *err)
{
	const struct net_server *server = &session->options.server;
	int64_t age = clock_monotonic_ms() - session->last_spoke;
	const struct smtp_watch *watch = &session->watch;
	CURLcode result = CURLE_OK;

	if (!session->greeted || age > OFFERS_FRESH_MS)
		result = perform_noop(session);
	if (result == CURLE_OK) {
		*offers = watch->offers;
		return true;
	}
	return error_set(err,
			 smtp_watch_outcome(watch, result, false) == SMTP_CONFIG
				 ? ERROR_CONFIG
				 : ERROR_RETRY,
			 "cannot speak to the mail server %s port %d: %s%s%s",
			 server->host, server->port,
			 transport_words(&session->transport, result),
			 watch->code >= 400 ? ": " : "",
			 watch->code >= 400 ? watch->text : "");
}

/* --- one mail ---------------------------------------------------------- */

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

/* Whether anything forbids to send this at all. */
static bool
is_refused(struct smtp_session *session, const char *from, const char *to,
	   struct slice message, struct smtp_result *result)
{
	struct smtp_offers offers;
	struct error err;

	if (!is_address(to) || (*from && !is_address(from))) {
		answer(result, SMTP_REFUSED, 0,
		       is_address(to) ? "the sender's address is malformed"
				      : "the recipient's address is malformed");
		return true;
	}
	if (memchr(message.data ? message.data : "", '\0', message.size)) {
		answer(result, SMTP_REFUSED, 0, "the mail holds a NUL byte");
		return true;
	}
	if (is_ascii(to) && is_ascii(from))
		return false;
	if (!smtp_offers(session, &offers, &err)) {
		answer(result,
		       err.class == ERROR_CONFIG ? SMTP_CONFIG : SMTP_RETRY, 0,
		       err.text);
		return true;
	}
	if (!offers.utf8)
		answer(result, SMTP_REFUSED, 0,
		       "the mail server takes no addresses outside ASCII "
		       "(it lacks SMTPUTF8)");
	return !offers.utf8;
}

static CURLcode
perform_mail(struct smtp_session *session, const char *from, const char *to,
	     struct slice message)
{
	struct curl_slist *recipients = curl_slist_append(NULL, to);
	CURL *easy = session->transport.easy;
	size_t size = smtp_body_size(message);
	CURLcode result;

	if (!recipients)
		abort();
	smtp_body_init(&session->body, message);
	curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, NULL);
	curl_easy_setopt(easy, CURLOPT_NOBODY, 0L);
	curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(easy, CURLOPT_MAIL_FROM, from);
	curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, recipients);
	curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)size);
	result = perform(session, size);
	curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(recipients);
	return result;
}

/* Whether a kept connection died before the server took up this mail: no
 * answer to MAIL, or a farewell (421). */
static bool
was_stale(const struct smtp_session *session, CURLcode code)
{
	const struct smtp_watch *watch = &session->watch;
	long connects = 1;

	curl_easy_getinfo(session->transport.easy, CURLINFO_NUM_CONNECTS,
			  &connects);
	return code != CURLE_OK && connects == 0 &&
	       watch->phase <= PHASE_MAIL &&
	       (watch->code == 0 || watch->code == 421);
}

enum smtp_outcome
smtp_send(struct smtp_session *session, const char *envelope_from,
	  const char *recipient, struct slice message,
	  struct smtp_result *result)
{
	const struct smtp_watch *watch = &session->watch;
	CURL *easy = session->transport.easy;
	enum smtp_outcome outcome;
	CURLcode code;

	if (is_refused(session, envelope_from, recipient, message, result))
		return result->outcome;
	code = perform_mail(session, envelope_from, recipient, message);
	if (was_stale(session, code)) {
		curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
		code = perform_mail(session, envelope_from, recipient, message);
		curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 0L);
	}
	outcome = smtp_watch_outcome(watch, code, session->body.ended);
	return answer(result, outcome, watch->code,
		      watch->code >= 400 || outcome == SMTP_ACCEPTED
			      ? watch->text
			      : transport_words(&session->transport, code));
}
