/*
 * bounce_prose.c - failed recipients out of notices that no program was
 * meant to read.
 *
 * There are many forms and one idea: the address that failed stands at the
 * start of a line, or behind a label that says so, or in the transcript of
 * the session, or in the sentence that regrets. Each line gives candidates
 * with a level; those of the highest level that is there are taken. What can
 * go wrong is taking the sender, a postmaster to ask, or a message id for a
 * recipient; hence the lists of words that forbid a line or an address.
 */
#include "message/bounce.h"

#include "base/buf.h"
#include "base/utf8.h"

enum level {
	LEVEL_NONE,
	LEVEL_NAMED,	  /* anywhere, but the returned mail was sent to it */
	LEVEL_SENTENCE,	  /* in a line that speaks of delivery */
	LEVEL_TRANSCRIPT, /* RCPT TO:<a@b>, or "550 <a@b>... unknown" */
	LEVEL_LABEL,	  /* begins a line, or stands behind "Recipient:" */
	LEVEL_HEADER	  /* X-Failed-Recipients */
};

struct candidate {
	const char *address;
	enum level level;
	size_t start, end; /* of its line, in the notice */
	bool own;	   /* the address that the bounce was sent to */
};

struct scan {
	struct slice notice;
	const struct bounce_hints *hints;
	struct arena *arena;
	struct candidate *items;
	size_t count;
};

/* Candidates beyond this are dropped; the list is searched for each. */
#define CANDIDATES_MAX 1000

/* A label or a line with one of these words is about a recipient... */
static const char *const recipient_words[] = {
	"recipient", "deliver",	    "mailbox",	 "unknown",   "rcpt",
	"address",   "user",	    "fail",	 "reach",     "reject",
	"account",   "destination", "your mail", "message",   "not exist",
	"generated", "quota",	    "sent to",	 "unable",    "invalid",
	"zustell",   "empfänger",   "remis",	 "destinata", "entreg",
	"consegn",   "bezorg",	    "адрес",	 "достав",    "得意先",
	"宛",	     "送信",	    "送达",	 "投递",      "收件人",
	"收信人",    "传递",	    "地址",	 "수신",      "邮箱",
	"error-for",
};

/* ...unless one of these stands there too. */
static const char *const other_words[] = {
	"message-id",	  "message id",	   "references:",    "in-reply-to",
	"mail from:",	  "mail from :",   "sender:",	     "original sender",
	"from:",	  "reply-to",	   "envelope-from",  "envelope sender",
	"return-path",	  "contact",	   "subject:",	     "cc:",
	"sender address", "reply to this", "for assistance", "for help",
	"send mail to",	  "e-mail to",	   "helo ",	     "queue-id",
	"x-mailer",	  "postmaster",	   "report this",    "unlock",
	"mailto:",
};

/* Nobody's request goes to these; they are named for asking. */
static const char *const helper_names[] = {
	"postmaster@", "mailer-daemon@", "abuse@",	"support@",
	"helpdesk@",   "noc@",		 "hostmaster@", "unblock@",
};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static bool
has_word(struct slice s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (slice_find_nocase(s, words[i], 0) != (size_t)-1)
			return true;
	return false;
}

static bool
list_has(const struct string_list *list, const char *address)
{
	for (size_t i = 0; list && i < list->count; i++)
		if (ascii_casecmp(list->items[i], address) == 0)
			return true;
	return false;
}

static bool
is_own(const struct bounce_hints *hints, const char *address)
{
	for (size_t i = 0; hints->own && i < hints->own->count; i++)
		if (ascii_casecmp(hints->own->items[i].email, address) == 0)
			return true;
	return false;
}

static bool
is_helper(const char *address)
{
	for (size_t i = 0; i < COUNT(helper_names); i++)
		if (slice_starts_nocase(slice_from(address), helper_names[i]))
			return true;
	return false;
}

static void
candidate_add(struct scan *scan, const char *address, enum level level,
	      struct slice line)
{
	struct candidate item = { .address = address, .level = level };

	if (scan->count >= CANDIDATES_MAX)
		return;
	item.own = is_own(scan->hints, address) || is_helper(address);
	item.start = (size_t)(line.data - scan->notice.data);
	item.end = item.start + line.size;
	ARENA_PUSH(scan->arena, scan->items, scan->count, item);
}

/* Without bullets, quote marks, arrows of a transcript and numbering. */
static struct slice
line_bare(struct slice line)
{
	line = slice_trim(line);
	while (line.size && strchr("*-+>|#\"'`([", line.data[0]))
		line = slice_trim(slice_sub(line, 1, line.size));
	if (line.size > 3 && (unsigned char)line.data[0] == 0xE2 &&
	    (unsigned char)line.data[1] == 0x80) /* U+2022 and its kin */
		line = slice_trim(slice_sub(line, 3, line.size));
	return line;
}

/* What may follow an address that begins a line: the end, punctuation, a
 * date as Exchange writes it, or words about its failure. */
static bool
tail_fits(struct slice tail)
{
	tail = slice_trim(tail);
	while (tail.size && strchr(">\"')", tail.data[0]))
		tail = slice_trim(slice_sub(tail, 1, tail.size));
	return !tail.size || strchr(":;,.([-=|", tail.data[0]) ||
	       slice_starts_nocase(tail, "on ") ||
	       has_word(tail, recipient_words, COUNT(recipient_words));
}

static bool
starts_digits(struct slice s)
{
	return s.size > 3 && s.data[0] >= '2' && s.data[0] <= '5' &&
	       s.data[1] >= '0' && s.data[1] <= '9' && s.data[2] >= '0' &&
	       s.data[2] <= '9' && (s.data[3] == ' ' || s.data[3] == '-');
}

/* "550 5.1.1 <a@b>... User unknown" */
static bool
is_transcript(struct slice line, size_t start)
{
	if (slice_find_nocase(line, "rcpt to", 0) < start)
		return true;
	return starts_digits(line) && start < 24;
}

/* The level of an address at START to END of LINE. */
static enum level
address_level(const struct scan *scan, struct slice line, size_t start,
	      size_t end, const char *address)
{
	struct slice before = slice_trim(slice_sub(line, 0, start));
	struct slice after = slice_sub(line, end, line.size);
	bool about, other;

	while (before.size && strchr("<\"'([", before.data[before.size - 1]))
		before = slice_trim(slice_sub(before, 0, before.size - 1));
	if (!before.size && tail_fits(after))
		return LEVEL_LABEL;
	about = has_word(before, recipient_words, COUNT(recipient_words));
	other = has_word(before, other_words, COUNT(other_words));
	if (other)
		return LEVEL_NONE;
	if (is_transcript(line, start))
		return LEVEL_TRANSCRIPT;
	if (about && before.data[before.size - 1] == ':' && before.size < 64 &&
	    !memchr(before.data, '@', before.size))
		return LEVEL_LABEL;
	if (about || has_word(after, recipient_words, COUNT(recipient_words)))
		return LEVEL_SENTENCE;
	return list_has(scan->hints->original_to, address) ? LEVEL_NAMED
							   : LEVEL_NONE;
}

/* Bytes of a line that are looked at: servers wrap, attackers do not. */
#define LINE_MAX_LOOK 2000

static void
scan_line(struct scan *scan, struct slice line, bool transcript)
{
	struct slice bare = line_bare(utf8_cut(line, LINE_MAX_LOOK));
	size_t pos = 0, start, end;
	int found = 0;

	while (found++ < 20 && bounce_next_address(bare, &pos, &start, &end)) {
		const char *address = arena_memdup(
			scan->arena, bare.data + start, end - start);
		enum level level =
			address_level(scan, bare, start, end, address);

		/* a list behind its label or at the line's start */
		if (level < LEVEL_LABEL && found > 1 && scan->count &&
		    scan->items[scan->count - 1].level == LEVEL_LABEL &&
		    scan->items[scan->count - 1].end ==
			    (size_t)(line.data - scan->notice.data) +
				    line.size &&
		    bare.data[start - 1] != '<' &&
		    strchr(", ;", bare.data[start - 1]))
			level = LEVEL_LABEL;
		if (transcript && level == LEVEL_LABEL)
			level = LEVEL_TRANSCRIPT;
		if (level != LEVEL_NONE)
			candidate_add(scan, address, level, line);
	}
}

/* The block "Your message / To: ... / Subject: ..." tells of the message. */
static bool
line_is_original_to(struct slice line)
{
	line = slice_trim(line);
	return slice_starts_nocase(line, "to:") ||
	       slice_starts_nocase(line, "cc:") ||
	       slice_starts_nocase(line, "from:") ||
	       slice_starts_nocase(line, "sent:");
}

static void
scan_notice(struct scan *scan)
{
	struct slice rest = scan->notice, line;
	bool transcript = false;

	while (slice_next_line(&rest, &line)) {
		if (slice_find_nocase(line, "transcript of session", 0) !=
		    (size_t)-1)
			transcript = true;
		if (!memchr(line.data, '@', line.size))
			continue;
		if (line_is_original_to(line)) {
			size_t pos = 0, start, end;

			if (bounce_next_address(line, &pos, &start, &end))
				candidate_add(scan,
					      arena_memdup(scan->arena,
							   line.data + start,
							   end - start),
					      LEVEL_NAMED, line);
			continue;
		}
		scan_line(scan, line, transcript);
	}
}

/* X-Failed-Recipients: a@b, c@d (Exim, Google). */
static void
scan_failed_header(struct scan *scan)
{
	struct slice value = slice_from(scan->hints->failed_header);
	size_t pos = 0, start, end;

	while (scan->count < CANDIDATES_MAX &&
	       bounce_next_address(value, &pos, &start, &end)) {
		struct candidate item = {
			.address = arena_memdup(scan->arena, value.data + start,
						end - start),
			.level = LEVEL_HEADER,
		};

		ARENA_PUSH(scan->arena, scan->items, scan->count, item);
	}
}

/* Where the words about an address stand: from the first line that names it
 * to the next line that names another of its level. */
static struct slice
candidate_words(const struct scan *scan, const struct candidate *mine)
{
	size_t start = mine->start, end = scan->notice.size;
	bool found = mine->level != LEVEL_HEADER;

	for (size_t i = 0; i < scan->count; i++) {
		const struct candidate *c = &scan->items[i];

		if (c->level == LEVEL_HEADER)
			continue;
		if (ascii_casecmp(c->address, mine->address) == 0) {
			if (!found)
				start = c->start;
			found = true;
		} else if (found && c->start > start && c->start < end &&
			   (c->level >= mine->level ||
			    c->level >= LEVEL_TRANSCRIPT) &&
			   !c->own) {
			end = c->start;
		}
	}
	if (!found)
		return slice_of(NULL, 0);
	return slice_sub(scan->notice, start, end);
}

static const char *
words_short(struct slice words, struct arena *arena)
{
	struct buf out;

	words = utf8_cut(slice_trim(words), BOUNCE_DIAGNOSTIC_MAX);
	buf_init(&out, arena);
	for (size_t i = 0; i < words.size; i++) {
		bool blank = strchr(" \t\r\n", words.data[i]) != NULL;

		if (!blank)
			buf_add_char(&out, words.data[i]);
		else if (out.size && out.data[out.size - 1] != ' ')
			buf_add_char(&out, ' ');
	}
	return buf_dup(&out, arena);
}

/* The status that the notice as a whole tells, once for all recipients. */
static void
notice_status(const struct scan *scan, char out[static BOUNCE_STATUS_MAX])
{
	if (!bounce_status_find(scan->notice, out) &&
	    !bounce_status_find(slice_from(scan->hints->subject), out))
		memcpy(out, "5.0.0", sizeof("5.0.0"));
}

static void
recipient_add(const struct scan *scan, const struct candidate *c, bool delay,
	      const char *otherwise, struct bounce *bounce)
{
	struct bounce_recipient recipient = { .address = c->address };
	struct slice words = candidate_words(scan, c);
	char status[BOUNCE_STATUS_MAX];

	if (!words.data || !bounce_status_find(words, status))
		memcpy(status, otherwise, BOUNCE_STATUS_MAX);
	if (delay)
		status[0] = '4'; /* what is still tried has not failed */
	recipient.status = arena_strdup(scan->arena, status);
	recipient.action = delay ? BOUNCE_DELAYED : BOUNCE_FAILED;
	recipient.diagnostic = words_short(words, scan->arena);
	bounce_add(bounce, scan->arena, recipient);
}

static enum level
best_level(const struct scan *scan, bool own)
{
	enum level best = LEVEL_NONE;

	for (size_t i = 0; i < scan->count; i++)
		if (scan->items[i].level > best && (own || !scan->items[i].own))
			best = scan->items[i].level;
	return best;
}

void
bounce_prose_read(struct slice notice, const struct bounce_hints *hints,
		  struct arena *arena, struct bounce *bounce)
{
	struct scan scan = { .notice = notice, .hints = hints, .arena = arena };
	bool delay = bounce_is_delay(notice, hints->subject), own = false;
	char otherwise[BOUNCE_STATUS_MAX];
	enum level best;

	if (hints->failed_header)
		scan_failed_header(&scan);
	scan_notice(&scan);
	best = best_level(&scan, false);
	if (best == LEVEL_NONE) {
		/* somebody who wrote to themselves */
		own = true;
		best = best_level(&scan, true);
	}
	if (best == LEVEL_NONE)
		return;
	notice_status(&scan, otherwise);
	for (size_t i = 0; i < scan.count; i++)
		if (scan.items[i].level == best &&
		    (own || !scan.items[i].own) &&
		    !bounce_find(bounce, scan.items[i].address))
			recipient_add(&scan, &scan.items[i], delay, otherwise,
				      bounce);
}
