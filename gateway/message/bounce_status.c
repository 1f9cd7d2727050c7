/*
 * bounce_status.c - the status of a failed delivery, out of free text.
 *
 * A server's refusal holds an enhanced code (RFC 3463), a reply code (RFC
 * 5321) or only words. Version numbers, IP addresses and sizes look like
 * codes, so both kinds of code must stand alone, and reply codes must be
 * ones that exist. The phrases are those that servers really use; each is
 * long enough not to appear in other prose.
 */
#include "message/bounce.h"

struct status_phrase {
	const char *text;
	const char *status;
};

/* First hit wins: the special before the general. */
/* clang-format off */
static const struct status_phrase phrases[] = {
	/* mailbox full, before "mailbox unavailable" and the like */
	{ "mailbox full",			"5.2.2" },
	{ "mailbox is full",			"5.2.2" },
	{ "mail box full",			"5.2.2" },
	{ "full mailbox",			"5.2.2" },
	{ "mail box space not enough",		"5.2.2" },
	{ "inbox is full",			"5.2.2" },
	{ "over quota",				"5.2.2" },
	{ "overquota",				"5.2.2" },
	{ "over disk quota",			"5.2.2" },
	{ "over the allowed quota",		"5.2.2" },
	{ "quota exceed",			"5.2.2" },
	{ "exceeded quota",			"5.2.2" },
	{ "exceeded his quota",			"5.2.2" },
	{ "exceeded storage",			"5.2.2" },
	{ "exceeds allowed size",		"5.2.2" },
	{ "exceeded the space",			"5.2.2" },
	{ "exceed the quota",			"5.2.2" },
	{ "exceeded the local limit",		"5.2.2" },
	{ "exceeded its quota",			"5.2.2" },
	{ "exceeded their",			"5.2.2" },
	{ "exceeded its storage",		"5.2.2" },
	{ "too many messages",			"5.2.2" },
	{ "exceeded mailbox",			"5.2.2" },
	{ "mailbox size limit",			"5.2.2" },
	{ "mailbox has exceeded",		"5.2.2" },
	{ "quota violation",			"5.2.2" },
	{ "disk quota",				"5.2.2" },
	{ "not enough storage",			"5.2.2" },
	{ "no space left in the mailbox",	"5.2.2" },
	{ "out of storage space",		"5.2.2" },
	{ "maildir over",			"5.2.2" },
	{ "insufficient disk space",		"4.3.1" },
	{ "insufficient system storage",	"4.3.1" },
	{ "no space left on device",		"4.3.1" },
	/* message too large */
	{ "message too big",			"5.3.4" },
	{ "message too large",			"5.3.4" },
	{ "message is too large",		"5.3.4" },
	{ "message size exceeds",		"5.3.4" },
	{ "exceeds maximum message size",	"5.3.4" },
	{ "exceeds the maximum",		"5.3.4" },
	{ "maximum message size",		"5.3.4" },
	{ "too much mail data",			"5.3.4" },
	{ "file too big",			"5.3.4" },
	{ "mail size limit",			"5.3.4" },
	{ "larger than the",			"5.3.4" },
	{ "size limit exceeded",		"5.3.4" },
	{ "exceeded maximum allowable size",	"5.3.4" },
	/* policy and spam */
	{ "spf check",				"5.7.23" },
	{ "failed spf",				"5.7.23" },
	{ "dmarc",				"5.7.26" },
	{ "dkim",				"5.7.20" },
	{ "relay access denied",		"5.7.1" },
	{ "relaying denied",			"5.7.1" },
	{ "relay not permitted",		"5.7.1" },
	{ "unable to relay",			"5.7.1" },
	{ "not permitted to relay",		"5.7.1" },
	{ "does not allow relay",		"5.7.1" },
	{ "listed at",				"5.7.1" },
	{ "blocked using",			"5.7.1" },
	{ "blacklist",				"5.7.1" },
	{ "blocklist",				"5.7.1" },
	{ "block list",				"5.7.1" },
	{ "spamhaus",				"5.7.1" },
	{ "considered spam",			"5.7.1" },
	{ "identified as spam",			"5.7.1" },
	{ "detected as spam",			"5.7.1" },
	{ "looks like spam",			"5.7.1" },
	{ "rejected as spam",			"5.7.1" },
	{ "spam message",			"5.7.1" },
	{ "spam score",				"5.7.1" },
	{ "unsolicited",			"5.7.1" },
	{ "message content rejected",		"5.7.1" },
	{ "content filter",			"5.7.1" },
	{ "virus",				"5.7.1" },
	{ "access denied",			"5.7.1" },
	{ "not authorized",			"5.7.1" },
	{ "not authorised",			"5.7.1" },
	{ "permission denied",			"5.7.1" },
	{ "policy violation",			"5.7.1" },
	{ "policy reasons",			"5.7.1" },
	{ "prohibited by administrator",	"5.7.1" },
	{ "administrative prohibition",		"5.7.1" },
	{ "sender address rejected",		"5.1.8" },
	{ "sender rejected",			"5.7.1" },
	{ "sender domain",			"5.1.8" },
	/* disabled mailboxes */
	{ "mailbox disabled",			"5.2.1" },
	{ "mailbox is disabled",		"5.2.1" },
	{ "mailbox is inactive",		"5.2.1" },
	{ "mailbox inactive",			"5.2.1" },
	{ "account is disabled",		"5.2.1" },
	{ "account disabled",			"5.2.1" },
	{ "account has been disabled",		"5.2.1" },
	{ "account is inactive",		"5.2.1" },
	{ "account inactive",			"5.2.1" },
	{ "account is locked",			"5.2.1" },
	{ "account expired",			"5.2.1" },
	{ "account is expired",			"5.2.1" },
	{ "account suspended",			"5.2.1" },
	{ "account has been suspended",		"5.2.1" },
	{ "not accepting mail",			"5.2.1" },
	{ "no longer in use",			"5.1.6" },
	{ "no longer valid",			"5.1.6" },
	{ "has moved",				"5.1.6" },
	{ "user has moved",			"5.1.6" },
	/* hosts and routes */
	{ "host unknown",			"5.1.2" },
	{ "unknown host",			"5.1.2" },
	{ "host not found",			"5.1.2" },
	{ "domain not found",			"5.1.2" },
	{ "domain does not exist",		"5.1.2" },
	{ "no such domain",			"5.1.2" },
	{ "name service error",			"5.1.2" },
	{ "couldn't find any host",		"5.1.2" },
	{ "unrouteable mail domain",		"5.1.2" },
	{ "unrouteable address",		"5.1.2" },
	{ "unroutable address",			"5.1.2" },
	{ "unrouteable",			"5.1.2" },
	{ "dns error",				"5.1.2" },
	{ "no mx",				"5.1.2" },
	{ "too many hops",			"5.4.6" },
	{ "mail loop",				"5.4.6" },
	{ "loops back to myself",		"5.4.6" },
	{ "routing loop",			"5.4.6" },
	{ "system not capable",			"5.3.3" },
	/* the mailbox does not exist */
	{ "user unknown",			"5.1.1" },
	{ "unknown user",			"5.1.1" },
	{ "unknown local user",			"5.1.1" },
	{ "unknown local part",			"5.1.1" },
	{ "unknown local-part",			"5.1.1" },
	{ "unknown account",			"5.1.1" },
	{ "unknown address",			"5.1.1" },
	{ "unknown recipient",			"5.1.1" },
	{ "recipient unknown",			"5.1.1" },
	{ "unknown or illegal alias",		"5.1.1" },
	{ "no such user",			"5.1.1" },
	{ "no such mailbox",			"5.1.1" },
	{ "no such recipient",			"5.1.1" },
	{ "no such account",			"5.1.1" },
	{ "no such address",			"5.1.1" },
	{ "no such person",			"5.1.1" },
	{ "no mailbox here",			"5.1.1" },
	{ "does not have a final email",	"5.1.1" },
	{ "no mailbox by that name",		"5.1.1" },
	{ "mailbox not found",			"5.1.1" },
	{ "mailbox unavailable",		"5.1.1" },
	{ "mailbox not available",		"5.1.1" },
	{ "user not found",			"5.1.1" },
	{ "recipient not found",		"5.1.1" },
	{ "address not found",			"5.1.1" },
	{ "account not found",			"5.1.1" },
	{ "does not exist",			"5.1.1" },
	{ "doesn't exist",			"5.1.1" },
	{ "doesn't have a",			"5.1.1" },
	{ "not a valid mailbox",		"5.1.1" },
	{ "not a valid recipient",		"5.1.1" },
	{ "not a valid user",			"5.1.1" },
	{ "not listed in",			"5.1.1" },
	{ "invalid recipient",			"5.1.1" },
	{ "invalid mailbox",			"5.1.1" },
	{ "invalid user",			"5.1.1" },
	{ "invalid address",			"5.1.1" },
	{ "bad address",			"5.1.3" },
	{ "bad recipient",			"5.1.1" },
	{ "is not recognized",			"5.1.1" },
	{ "recipient rejected",			"5.1.1" },
	{ "recipient address rejected",		"5.1.1" },
	{ "rejected recipient",			"5.1.1" },
	{ "address rejected",			"5.1.1" },
	{ "user doesn",				"5.1.1" },
	{ "no valid recipients",		"5.1.1" },
	{ "recipient name is not",		"5.1.1" },
	{ "couldn't be found",			"5.1.1" },
	{ "wasn't found",			"5.1.1" },
	{ "could not be found",			"5.1.1" },
	{ "recipnotfound",			"5.1.1" },
	{ "userid",				"5.1.1" },
	{ "malformed recipient address",	"5.1.3" },
	{ "bad destination",			"5.1.3" },
	{ "illegal alias",			"5.1.3" },
	{ "missing or malformed local part",	"5.1.3" },
	{ "存在しない",				"5.1.1" },
	{ "存在しません",			"5.1.1" },
	{ "一杯のため",				"5.2.2" },
	{ "いっぱい",				"5.2.2" },
	{ "用户不存在",				"5.1.1" },
	{ "見つかりません",			"5.1.1" },
	{ "不存在",				"5.1.1" },
	{ "邮箱已满",				"5.2.2" },
	{ "n'existe pas",			"5.1.1" },
	{ "existiert nicht",			"5.1.1" },
	{ "no existe",				"5.1.1" },
	{ "non esiste",				"5.1.1" },
	{ "não existe",				"5.1.1" },
	{ "не существует",			"5.1.1" },
	/* not today */
	{ "greylist",				"4.7.1" },
	{ "graylist",				"4.7.1" },
	{ "too many connections",		"4.7.0" },
	{ "too many concurrent",		"4.7.0" },
	{ "rate limit",				"4.7.0" },
	{ "try again later",			"4.2.0" },
	{ "temporarily deferred",		"4.7.0" },
	{ "temporarily rejected",		"4.7.0" },
	{ "temporarily unavailable",		"4.3.2" },
	{ "temporary failure",			"4.0.0" },
	{ "host name lookup failure",		"4.4.3" },
	{ "name server timeout",		"4.4.3" },
	{ "connection timed out",		"4.4.1" },
	{ "operation timed out",		"4.4.1" },
	{ "connection refused",			"4.4.1" },
	{ "connection reset",			"4.4.2" },
	{ "lost connection",			"4.4.2" },
	{ "connection was dropped",		"4.4.2" },
	{ "remote host closed",			"4.4.2" },
	{ "no route to host",			"4.4.1" },
	{ "network is unreachable",		"4.4.1" },
	{ "network unreachable",		"4.4.1" },
	{ "host is unreachable",		"4.4.1" },
	{ "host not reachable",			"4.4.1" },
	{ "couldn't connect",			"4.4.1" },
	{ "could not connect",			"4.4.1" },
	{ "unable to establish an smtp",	"4.4.1" },
	{ "wasn't able to establish",		"4.4.1" },
	{ "all hosts have been failing",	"4.4.1" },
	{ "hosts for this domain",		"4.4.1" },
	{ "retry timeout exceeded",		"4.4.7" },
	{ "retry time not reached",		"4.4.7" },
	{ "in the queue too long",		"4.4.7" },
	{ "been in the queue",			"4.4.7" },
	{ "delivery time expired",		"4.4.7" },
	{ "message expired",			"4.4.7" },
	{ "has expired",			"4.4.7" },
	{ "cannot send message for",		"4.4.7" },
	{ "could not be delivered for",		"4.4.7" },
	{ "unable to deliver this message after", "4.4.7" },
	{ "undeliverable for",			"4.4.7" },
	{ "deferred",				"4.0.0" },
};
/* clang-format on */

/* Reply codes of RFC 5321, 4954, 7504 and those that providers made up. */
static const short reply_codes[] = {
	421, 422, 431, 432, 441, 442, 446, 447, 449, 450, 451, 452, 453,
	454, 455, 458, 459, 471, 472, 475, 500, 501, 502, 503, 504, 505,
	510, 511, 512, 513, 515, 517, 520, 521, 522, 523, 530, 531, 532,
	533, 534, 535, 538, 540, 541, 542, 543, 544, 545, 546, 547, 550,
	551, 552, 553, 554, 555, 556, 557, 560, 561, 570, 571, 572, 573,
	574, 577, 578, 579, 580, 591, 592, 593, 598, 599,
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_word(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool
bounce_status_parse(struct slice text, size_t *length)
{
	size_t i = 1;

	if (text.size < 5 || !strchr("245", text.data[0]) || !text.data[0])
		return false;
	for (int part = 0; part < 2; part++) {
		size_t digits = 0;

		if (i >= text.size || text.data[i++] != '.')
			return false;
		while (i < text.size && digits < 4 && is_digit(text.data[i]))
			i++, digits++;
		if (digits < 1 || digits > 3)
			return false;
	}
	*length = i;
	return true;
}

/* An enhanced code stands alone: 5.5.1960.3 is a version, 5.2.1.7 an
 * address, v4.1.8-GA a release. */
static bool
enhanced_at(struct slice text, size_t pos, size_t *length)
{
	struct slice rest = slice_sub(text, pos, text.size);
	char before = pos ? text.data[pos - 1] : ' ';
	char after;

	if (is_word(before) || before == '.' || before == '/' ||
	    !bounce_status_parse(rest, length))
		return false;
	if (*length == rest.size)
		return true;
	after = rest.data[*length];
	if (after == '.' && *length + 1 < rest.size)
		return !is_word(rest.data[*length + 1]);
	return !is_word(after) && after != '-' && after != '/';
}

/* A reply code stands alone and is no decimal, time, size or address. */
static int
reply_at(struct slice text, size_t pos)
{
	char before = pos ? text.data[pos - 1] : ' ';
	int code = 0;

	if (pos + 3 > text.size || is_word(before) || strchr(".-/@+_,", before))
		return 0;
	if (before == ':' && pos > 1 && is_digit(text.data[pos - 2]))
		return 0;
	for (size_t i = pos; i < pos + 3; i++) {
		if (!is_digit(text.data[i]))
			return 0;
		code = code * 10 + (text.data[i] - '0');
	}
	if (pos + 3 < text.size) {
		char after = text.data[pos + 3];
		char next = pos + 4 < text.size ? text.data[pos + 4] : ' ';

		if (is_word(after) || after == '@' || after == '_' ||
		    (strchr(".:/,", after) && is_digit(next)))
			return 0;
		/* "550-5.1.1" and "550-text" are replies, "404-1234" is not */
		if (after == '-' && is_digit(next) &&
		    !(pos + 5 < text.size && text.data[pos + 5] == '.'))
			return 0;
	}
	for (size_t i = 0; i < sizeof(reply_codes) / sizeof(*reply_codes); i++)
		if (reply_codes[i] == code)
			return code;
	return 0;
}

static const char *
phrase_status(struct slice text)
{
	for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases); i++)
		if (slice_find_nocase(text, phrases[i].text, 0) != (size_t)-1)
			return phrases[i].status;
	return NULL;
}

static void
status_put(char out[static BOUNCE_STATUS_MAX], char class, const char *rest)
{
	snprintf(out, BOUNCE_STATUS_MAX, "%c%s", class, rest);
}

bool
bounce_status_find(struct slice text, char out[static BOUNCE_STATUS_MAX])
{
	char class = 0;
	const char *phrase;

	out[0] = '\0';
	for (size_t i = 0; i < text.size; i++) {
		size_t length;
		int reply;

		if (text.data[i] != '4' && text.data[i] != '5')
			continue;
		if (enhanced_at(text, i, &length)) {
			if (class && class != text.data[i])
				continue;
			snprintf(out, BOUNCE_STATUS_MAX, "%.*s", (int)length,
				 text.data + i);
			class = text.data[i];
			if (strcmp(out + 1, ".0.0") != 0)
				return true;
		} else if (!class && (reply = reply_at(text, i)) != 0) {
			class = reply >= 500 ? '5' : '4';
		}
	}
	phrase = phrase_status(text);
	/* a trouble that was tried again until time was up was no refusal */
	if (!class &&
	    slice_find_nocase(text, "retry timeout exceeded", 0) != (size_t)-1)
		class = '4';
	if (class)
		status_put(out, class, phrase ? phrase + 1 : ".0.0");
	else if (phrase)
		status_put(out, phrase[0], phrase + 1);
	return out[0] != '\0';
}
