/*
 * sender.c - daemons, robots and nobody, told by the sender's name.
 *
 * Local parts are compared whole, with their tags ("noreply+x", "bounce-7")
 * cut off, so that a person called Noreply Smith or a domain called
 * mailer.example stays a person.
 */
#include "message/sender.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

/* Letters only: "Mail.Delivery.System", "post_master". */
static const char *const mailers[] = {
	"mailerdaemon",
	"maildaemon",
	"maildeliverysystem",
	"maildeliverysubsystem",
	"daemon",
	"mdaemon",
	"mailer",
	"doublebounce",
	"bounce",
	"bounces",
	"maildelivery",
	"deliverysubsystem",
	"mailrouter",
	"smtpgateway",
	"mailsystem",
	"microsoftexchange",
	"internetmaildelivery",
	"mailgateway",
	"smtpmailservice",
	"ndr",
};

static const char *const postmasters[] = { "postmaster", "root" };

static const char *const administrators[] = {
	"mailadmin",  "mailadministrator", "systemadministrator",
	"emailadmin", "interscan",	   "sysadmin",
};

/* Names that mail systems put beside the address. */
static const char *const daemon_names[] = {
	"mail delivery",
	"mailer-daemon",
	"mailer daemon",
	"mail deliver system",
	"internet mail delivery",
	"postmaster",
	"system administrator",
	"mail administrator",
	"microsoft outlook",
	"microsoft exchange",
	"content-filter at",
	"mail system",
	"email delivery",
	"e-mail delivery",
	"message delivery",
	"pmdf e-mail",
	"delivery subsystem",
	"mail router",
	"mail daemon",
	"mta ",
	"interscan",
	"mailmarshal",
	"smtp gateway",
	"mail gateway",
	"symantec mail",
	"jetmail system",
	"lsmtp for",
	"double-bounce",
};

/* Whole local parts in letters and digits. */
static const char *const robots[] = {
	"noreply",	  "noreplies",
	"donotreply",	  "donotanswer",
	"dontreply",	  "noanswer",
	"noresponse",	  "noreponse",
	"norepondez",	  "nepasrepondre",
	"pasdereponse",	  "keineantwort",
	"nichtantworten", "bittenichtantworten",
	"noresponder",	  "norespondas",
	"naoresponda",	  "naoresponder",
	"nonrispondere",  "nietbeantwoorden",
	"nieodpowiadaj",  "neotvechat",
	"inteesvara",	  "ingensvar",
	"autoreply",	  "autoresponder",
	"autoresponse",	  "unattended",
	"unmonitored",	  "notmonitored",
	"system",	  "robot",
	"automailer",	  "automated",
	"nobody",
};

/* Amid a local part in letters: what gateways call themselves at length. */
static const char *const gateway_words[] = {
	"smtpgateway",	    "smtpmailservice", "mailerdaemon",
	"antivirusforsmtp", "mailscanner",
};

/* The letters and digits of a local part, lower case, to the tag. */
static size_t
local_letters(const char *email, char out[static 64])
{
	size_t n = 0;

	for (; *email && *email != '@' && *email != '+' && n < 63; email++) {
		char c = ascii_lower(*email);

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			out[n++] = c;
	}
	out[n] = '\0';
	return n;
}

static bool
local_is(const char *email, const char *const *names, size_t count)
{
	char letters[64];

	if (!local_letters(email, letters))
		return false;
	for (size_t i = 0; i < count; i++)
		if (strcmp(letters, names[i]) == 0)
			return true;
	return false;
}

static bool
local_has(const char *email, const char *const *words, size_t count)
{
	char letters[64];

	if (!local_letters(email, letters))
		return false;
	for (size_t i = 0; i < count; i++)
		if (strstr(letters, words[i]))
			return true;
	return false;
}

static bool
name_is_daemon(const char *name)
{
	struct slice s = slice_trim(slice_from(name));

	while (s.size && strchr("\"'<(", s.data[0]))
		s = slice_sub(s, 1, s.size);
	for (size_t i = 0; i < COUNT(daemon_names); i++)
		if (slice_starts_nocase(s, daemon_names[i]))
			return true;
	return false;
}

bool
sender_is_mailer(const struct facts *facts)
{
	struct address sender = facts_sender(facts);
	const char *from = facts_header(facts, "From");

	if (local_is(sender.email, mailers, COUNT(mailers)))
		return true;
	return from && slice_starts_nocase(slice_trim(slice_from(from)),
					   "mailer-daemon");
}

bool
sender_is_postmaster(const struct facts *facts)
{
	struct address sender = facts_sender(facts);

	return sender_is_mailer(facts) ||
	       local_is(sender.email, postmasters, COUNT(postmasters));
}

bool
sender_is_daemon(const struct facts *facts)
{
	struct address sender = facts_sender(facts);
	const char *from = facts_header(facts, "From");

	if (sender_is_postmaster(facts) ||
	    local_is(sender.email, administrators, COUNT(administrators)) ||
	    local_has(sender.email, gateway_words, COUNT(gateway_words)))
		return true;
	return name_is_daemon(sender.name) || (from && name_is_daemon(from));
}

bool
sender_is_robot(const struct facts *facts)
{
	struct address sender = facts_sender(facts);

	return local_is(sender.email, robots, COUNT(robots));
}

static bool
is_empty_path(const char *value)
{
	struct slice s = slice_trim(slice_from(value));

	return s.size == 0 || slice_equal_nocase(s, "<>");
}

/* "Mail System <>" */
static bool
ends_empty(const char *from)
{
	struct slice s = slice_trim(slice_from(from));

	return s.size > 2 && !memcmp(s.data + s.size - 2, "<>", 2);
}

bool
sender_is_null(const struct facts *facts)
{
	const char *path = facts_header(facts, "Return-Path");
	const char *from = facts_header(facts, "From");

	if (from && slice_trim(slice_from(from)).size &&
	    (is_empty_path(from) || ends_empty(from)))
		return true;
	return path &&
	       (is_empty_path(path) ||
		slice_find_nocase(slice_from(path), "mailer-daemon", 0) < 2);
}
