/*
 * signature.c - where the words of the sender end.
 *
 * What goes wrong: cutting what was meant. A greeting and a name ("Thanks,
 * Alex") are kept, since they may be all that tells who wrote, and so is any
 * block that is not clearly at the end, or too long for a signature, or
 * without a telling mark. Several kinds stack (name block, phone, disclaimer),
 * so each look cuts from the end and the next one looks again.
 */
#include "message/signature.h"

#include "base/buf.h"
#include "message/farewell.h"
#include "message/quote_words.h"

#define SIGNATURE_LINES_MAX  15 /* after "--" without its blank */
#define NAME_BLOCK_LINES_MAX 14
#define NAME_BLOCK_LINE_MAX  90 /* bytes: longer ones are sentences */
#define FOOTER_LINES_MAX     8
#define MOBILE_SIZE_MAX	     120 /* bytes without the link */
#define MOBILE_WORDS_MAX     6
#define DISCLAIMER_SIZE_MIN  60 /* bytes of a paragraph */
#define DISCLAIMER_LINES_MAX 25

/* Stacked kinds: each round takes off one. */
#define ROUNDS_MAX 6

/* clang-format off */
static const char *const devices[] = {
	"iphone", "ipad", "ipod", "ios", "android", "samsung", "galaxy",
	"huawei", "xiaomi", "nokia", "lumia", "htc", "blackberry", "handy",
	"smartphone", "phone", "mobil", "mobile", "mobiltelefon", "tablet",
	"outlook", "windows", "mail", "yahoo", "gmail", "proton", "protonmail",
	"aol", "bluemail", "typeapp", "k-9", "telefon", "teléfono", "móvil",
	"portable", "téléphone", "cellulare", "celular", "телефона",
	"смартфона", "мобильного", "мобильной", "яндекс", "gsm", "sony",
	"xperia", "motorola", "moto", "pixel", "oneplus", "honor", "oppo",
	"wiko", "spark", "mailbox", "airmail", "hotmail", "msn", "puhelimesta",
	"iphonesta", "ipadista", "mobilu", "iphonu", "iphonie", "iphone'a",
	"iphone’a", "iphone’umdan", "ipad’imden",
	"iphone'umdan", "ipad'imden", "telefonu", "手机", "手機", "携帯",
	"スマートフォン", "휴대폰", "스마트폰", "iphone에서", "iphone发送",
	"device", "thunderbird", "bell", NULL
};

/* "Sent from the office" is a sentence. */
static const char *const articles[] = {
	"the", "a", "an", "our", "this", "der", "dem", "einer", "unserem",
	"notre", "votre", "nuestro", "la", "el", "nostro", "onze", NULL
};
/* "Sent from my desk is easier" is one as well. */
static const char *const sentence_words[] = {
	"is", "are", "was", "were", "has", "have", "i", "we", "you", "it",
	"but", "because", "and", "yesterday", "today", "please", "ist", "war",
	"aber", "und", "bitte", "gestern", "heute", "est", "mais", "hier",
	"pero", "ayer", "ma", "ieri", "maar", "gisteren", NULL
};
/* "Please excuse typos" makes no sentence of it. */
static const char *const excuses[] = {
	"typos", "typo", "typoze", "brevity", "on the go",
	"tippfehler", "kürze", NULL
};
/* clang-format on */

/* Whether more than MAX lines of [FROM, TO) are not blank; looks no further
 * than it must. */
static bool
has_more_lines(const struct lines *lines, size_t from, size_t to, size_t max)
{
	size_t n = 0;

	for (size_t i = from; i < to && n <= max; i++)
		n += !lines->items[i].blank;
	return n > max;
}

/* Without "<link>" and "(link)" at the end, and an end mark. */
static struct slice
without_link(struct slice s)
{
	const char *link;

	while (s.size && strchr("<( ", s.data[0]))
		s = slice_sub(s, 1, s.size);
	link = memchr(s.data, '<', s.size);

	if (!link)
		link = memmem(s.data, s.size, "(http", 5);
	if (!link)
		link = memmem(s.data, s.size, "[http", 5);
	if (!link)
		link = memmem(s.data, s.size, "http", 4);
	if (link)
		s.size = (size_t)(link - s.data);
	while (s.size && strchr(" .!*_)>", s.data[s.size - 1]))
		s.size--;
	while (s.size && strchr(" *_([", s.data[0]))
		s = slice_sub(s, 1, s.size);
	return s;
}

static size_t
count_words(struct slice s)
{
	size_t n = s.size > 0;

	for (size_t i = 0; i < s.size; i++)
		n += s.data[i] == ' ';
	return n;
}

/*
 * ALONE: an empty line or nothing stands above. Else it must begin with a
 * capital, or it may be a sentence that was wrapped.
 */
static bool
is_mobile_line(const struct line *line, bool alone)
{
	struct slice s = without_link(line->folded);
	bool device, starts;

	if (line->is_long || s.size == 0 || s.size > MOBILE_SIZE_MAX ||
	    s.data[s.size - 1] == ':')
		return false;
	if (!alone && slice_trim(line->raw).data[0] == line->folded.data[0] &&
	    (unsigned char)line->folded.data[0] < 0x80)
		return false;
	starts = text_starts_any(s, mobile_starts);
	if (!starts && !text_ends_any(s, mobile_ends))
		return false;
	if (starts && text_has_any(s, excuses))
		return true;
	device = text_has_any(s, devices);
	if ((!device && (!alone || !starts)) || text_has_any(s, sentence_words))
		return false;
	return device || (count_words(s) <= MOBILE_WORDS_MAX &&
			  !text_has_any(s, articles));
}

/* "--" alone; *STRICT: with the blank of RFC 3676 section 4.3 behind it. */
static bool
is_delimiter(struct slice raw, bool *strict)
{
	struct slice s = slice_trim(raw);

	*strict = raw.size >= 3 && !memcmp(raw.data, "-- ", 3);
	while (s.size > 2 && (unsigned char)s.data[s.size - 2] == 0xC2 &&
	       (unsigned char)s.data[s.size - 1] == 0xA0) {
		s.size -= 2; /* HTML's no-break blank */
		*strict = true;
	}
	return s.size == 2 && !memcmp(s.data, "--", 2);
}

static size_t
find_delimiter(const struct lines *lines, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		bool strict;

		if (!is_delimiter(lines->items[i].raw, &strict))
			continue;
		if (strict ||
		    !has_more_lines(lines, i + 1, end, SIGNATURE_LINES_MAX))
			return i;
	}
	return end;
}

/*
 * "Sent from my phone". Phones put it under what was written now, so that in
 * a reply everything below it is the mail that was answered, marked or not.
 * Elsewhere it must be the last line.
 */
static size_t
find_mobile(const struct lines *lines, const struct signature_range *range,
	    size_t end)
{
	bool above = range->text_above;

	for (size_t i = range->first; i < end; i++) {
		const struct line *line = &lines->items[i];
		bool alone = i == range->first || lines->items[i - 1].blank ||
			     line_is_rule(&lines->items[i - 1], 2);

		if (!line->blank && is_mobile_line(line, alone) &&
		    ((above && range->is_reply) ||
		     !has_more_lines(lines, i + 1, end, 1)))
			return i;
		above = above || !line->blank;
	}
	return end;
}

static bool
has_mark(const struct lines *lines, size_t from, size_t to,
	 const char *const marks[])
{
	for (size_t i = from; i < to; i++)
		if (text_has_any(lines->items[i].folded, marks))
			return true;
	return false;
}

/* A rule (or the em dash of ticket systems) over a few last lines that speak
 * of a list or of how to answer. */
static size_t
find_footer(const struct lines *lines, size_t first, size_t end)
{
	size_t seen = 0;

	for (size_t i = end; i-- > first && seen <= FOOTER_LINES_MAX;) {
		const struct line *line = &lines->items[i];
		bool dash = slice_equal(line->folded, slice_from("—"));

		if (!dash && !line_is_rule(line, 2)) {
			seen += !line->blank;
			continue;
		}
		if (has_mark(lines, i + 1, end, footer_marks))
			return i;
		if (!dash)
			break;
	}
	return end;
}

static size_t
count_marks(const struct lines *lines, size_t from, size_t to)
{
	size_t n = 0;

	for (size_t m = 0; disclaimer_marks[m] && n < 2; m++)
		for (size_t i = from; i < to; i++)
			if (text_has(lines->items[i].folded,
				     disclaimer_marks[m])) {
				n++;
				break;
			}
	return n;
}

/* The last paragraph, when it is legal text. */
static size_t
find_disclaimer(const struct lines *lines, size_t first, size_t end)
{
	size_t from = end, size = 0;

	while (from > first && !lines->items[from - 1].blank &&
	       end - from < DISCLAIMER_LINES_MAX) {
		from--;
		size += lines->items[from].raw.size;
	}
	if (size < DISCLAIMER_SIZE_MIN || count_marks(lines, from, end) < 2)
		return end;
	return from;
}

/* A phone number, an address or a link: what a name block has and a closing
 * sentence does not. */
static bool
is_contact_line(struct slice s)
{
	size_t digits = 0, others = 0;

	if (memchr(s.data, '@', s.size) || text_has(s, "www") ||
	    memmem(s.data, s.size, "http", 4))
		return true;
	for (size_t i = 0; i < s.size; i++) {
		if (s.data[i] >= '0' && s.data[i] <= '9')
			digits++;
		else if (!strchr(" +-/().:", s.data[i]))
			others++;
	}
	return digits >= 7 && others <= 14;
}

/* "Kind regards, NAME, company, telephone": short lines to the end, one of
 * them with a number or address. */
static size_t
find_name_block(const struct lines *lines, size_t first, size_t end)
{
	size_t seen = 0;
	bool contact = false;

	for (size_t i = end; i-- > first && seen <= NAME_BLOCK_LINES_MAX;) {
		const struct line *line = &lines->items[i];

		if (line->blank)
			continue;
		if (line->raw.size > NAME_BLOCK_LINE_MAX &&
		    !is_contact_line(line->folded))
			return end;
		if (is_farewell(line->folded))
			return contact ? i : end;
		contact = contact || is_contact_line(line->folded);
		seen++;
	}
	return end;
}

/* Off with empty lines, and with the rule over a quote. */
static size_t
trim_end(const struct lines *lines, const struct signature_range *range,
	 size_t end)
{
	while (end > range->first &&
	       (lines->items[end - 1].blank ||
		((range->quote_below || end < range->end) &&
		 line_is_rule(&lines->items[end - 1], 3))))
		end--;
	return end;
}

size_t
signature_find(const struct lines *lines, const struct signature_range *range)
{
	size_t end = trim_end(lines, range, range->end);

	for (int round = 0; round < ROUNDS_MAX; round++) {
		size_t next = find_delimiter(lines, range->first, end);

		if (next == end)
			next = find_mobile(lines, range, end);
		if (next == end)
			next = find_footer(lines, range->first, end);
		if (next == end)
			next = find_disclaimer(lines, range->first, end);
		if (next == end)
			next = find_name_block(lines, range->first, end);
		if (next == end)
			break;
		end = trim_end(lines, range, next);
	}
	return has_more_lines(lines, end, range->end, 0) ? end : range->end;
}

const char *
signature_words(const char *signature, struct arena *arena)
{
	struct slice all;
	struct lines lines;
	struct buf kept;

	buf_init(&kept, arena);
	lines_split(&lines, slice_from(signature), arena);
	for (size_t i = 0; i < lines.count; i++) {
		const struct line *line = &lines.items[i];

		if (line_is_rule(line, 2) || is_mobile_line(line, true))
			continue;
		buf_add_slice(&kept, line->raw);
		buf_add_char(&kept, '\n');
	}
	all = slice_trim(buf_slice(&kept));
	return arena_memdup(arena, all.data ? all.data : "", all.size);
}
