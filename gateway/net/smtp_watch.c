/*
 * smtp_watch.c - follows the dialogue with an SMTP server.
 *
 * libcurl's own result says too little: a refused sender and a refused
 * recipient look alike, temporary or not, and a missing reply to the final
 * dot is just a timeout. The replies themselves tell (RFC 5321 section 4.2).
 */
#include "net/smtp_watch.h"

#include "base/slice.h"
#include "base/utf8.h"
#include "net/transport.h"

/* Replies to MAIL, RCPT or DATA that are about our settings, not about the
 * mail (RFC 4954 section 6, RFC 3207). */
static const int config_codes[] = { 530, 534, 535, 538 };

static const struct {
	const char *command;
	enum smtp_phase phase;
} phases[] = {
	{ "MAIL FROM", PHASE_MAIL },
	{ "RCPT TO", PHASE_RCPT },
	{ "DATA", PHASE_DATA },
};

void
smtp_watch_begin(struct smtp_watch *watch)
{
	watch->phase = PHASE_BEFORE;
	watch->code = 0;
	watch->text[0] = '\0';
	watch->in_reply = false;
	watch->leaving = false;
}

static void
see_command(struct smtp_watch *watch, struct slice line)
{
	size_t i;

	if (slice_starts_nocase(line, "QUIT"))
		watch->leaving = true;
	watch->in_ehlo = slice_starts_nocase(line, "EHLO");
	if (watch->in_ehlo || slice_starts_nocase(line, "HELO"))
		watch->offers = (struct smtp_offers){ 0 };
	for (i = 0; i < sizeof(phases) / sizeof(phases[0]); i++)
		if (slice_starts_nocase(line, phases[i].command))
			watch->phase = phases[i].phase;
}

static void
see_offer(struct smtp_offers *offers, struct slice line)
{
	if (slice_equal_nocase(line, "SMTPUTF8"))
		offers->utf8 = true;
	else if (slice_equal_nocase(line, "STARTTLS"))
		offers->starttls = true;
	else if (slice_starts_nocase(line, "AUTH"))
		offers->auth = true;
	else if (slice_starts_nocase(line, "SIZE ") && line.size < 32)
		offers->size = strtoull(line.data + 5, NULL, 10);
}

/* Adds a line to the text of the reply, as what may be shown and stored. */
static void
add_text(struct smtp_watch *watch, struct slice line)
{
	struct arena *arena = arena_new();
	size_t used = strlen(watch->text);
	struct buf shown;

	buf_init(&shown, arena);
	if (used)
		buf_add_char(&shown, ' ');
	utf8_add_display(&shown, line, 0);
	line = utf8_cut(buf_slice(&shown), SMTP_TEXT_MAX - 1 - used);
	memcpy(watch->text + used, line.data, line.size);
	watch->text[used + line.size] = '\0';
	arena_free(arena);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "250-SIZE 1000" or "250 OK"; libcurl gives whole lines. */
static void
see_reply(struct smtp_watch *watch, struct slice line)
{
	const char *d = line.data;
	struct slice rest;

	if (line.size < 3 || !is_digit(d[0]) || !is_digit(d[1]) ||
	    !is_digit(d[2]))
		return;
	watch->code = (d[0] - '0') * 100 + (d[1] - '0') * 10 + (d[2] - '0');
	rest = slice_trim(slice_sub(line, 4, line.size));
	if (!watch->in_reply)
		watch->text[0] = '\0';
	add_text(watch, rest);
	if (watch->in_ehlo)
		see_offer(&watch->offers, rest);
	watch->in_reply = line.size > 3 && d[3] == '-';
	if (!watch->in_reply)
		watch->in_ehlo = false;
}

int
smtp_watch_callback(CURL *easy, curl_infotype type, char *data, size_t size,
		    void *context)
{
	struct slice line = slice_trim(slice_of(data, size));
	struct smtp_watch *watch = context;

	(void)easy;
	if (type == CURLINFO_HEADER_OUT)
		see_command(watch, line);
	else if (type == CURLINFO_HEADER_IN && !watch->leaving)
		see_reply(watch, line);
	return 0;
}

static bool
is_config_code(int code)
{
	size_t i;

	for (i = 0; i < sizeof(config_codes) / sizeof(config_codes[0]); i++)
		if (code == config_codes[i])
			return true;
	return false;
}

enum smtp_outcome
smtp_watch_outcome(const struct smtp_watch *watch, CURLcode result,
		   bool body_ended)
{
	int kind = watch->code / 100;

	if (watch->phase == PHASE_BEFORE)
		return transport_is_config(result) && kind != 4 ? SMTP_CONFIG
								: SMTP_RETRY;
	if (is_config_code(watch->code))
		return SMTP_CONFIG;
	if (kind == 4)
		return SMTP_RETRY;
	if (kind == 5)
		return SMTP_REFUSED;
	if (watch->phase != PHASE_DATA || !body_ended)
		return SMTP_RETRY;
	return kind == 2 ? SMTP_ACCEPTED : SMTP_UNKNOWN;
}
