/*
 * subject.c - cuts prefixes, tags and codes off a subject.
 *
 * Prefixes are translated by mail programs and pile up ("AW: Re: [IT #4] Re:
 * printer"), so prefixes and tags are cut in turn until neither is left.
 */
#include "ticket/subject.h"

#include "base/buf.h"
#include "base/slice.h"
#include "ticket/reply_id.h"
#include "ticket/ticket.h"

/* clang-format off */
static const char *const prefixes[] = {
	"re",	"aw",  "antw", "antwort", "fw",	  "fwd",  "wg",	  "tr",
	"rv",	"sv",  "vs",   "res",	  "enc",  "ref",  "vb",	  "doorst",
	"odp",	"pd",  "ynt",  "ilt",	  "回复", "答复", "转发", "回覆",
	"轉寄", "返信", "転送",
};
/* clang-format on */

/* The size of a colon at S, also the wide one; 0 for none. */
static size_t
colon_size(struct slice s)
{
	static const char wide[] = "\xEF\xBC\x9A";

	if (s.size > 0 && s.data[0] == ':')
		return 1;
	return slice_equal(slice_sub(s, 0, 3), slice_from(wide)) ? 3 : 0;
}

/* Skips the count in "Re[2]:" and "Re(3):". */
static size_t
count_size(struct slice s)
{
	size_t i = 1;

	if (s.size < 3 || (s.data[0] != '[' && s.data[0] != '('))
		return 0;
	while (i < s.size && s.data[i] >= '0' && s.data[i] <= '9')
		i++;
	if (i == 1 || i >= s.size || (s.data[i] != ']' && s.data[i] != ')'))
		return 0;
	return i + 1;
}

static bool
cut_prefix(struct slice *s)
{
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		struct slice rest;
		size_t colon;

		if (!slice_starts_nocase(*s, prefixes[i]))
			continue;
		rest = slice_sub(*s, strlen(prefixes[i]), s->size);
		rest = slice_sub(rest, count_size(rest), rest.size);
		rest = slice_trim(rest);
		colon = colon_size(rest);
		if (colon == 0)
			continue;
		*s = slice_trim(slice_sub(rest, colon, rest.size));
		return true;
	}
	return false;
}

/* The subject without our tags, blanks made single. */
static struct slice
without_tags(const char *subject, const char *tag, struct arena *arena)
{
	struct slice s = slice_from(subject);
	size_t pos = 0, from = 0, start;
	struct buf out;
	int64_t id;

	buf_init(&out, arena);
	while (ticket_ref_next(tag, s, &pos, &start, &id)) {
		buf_add_slice(&out, slice_sub(s, from, start));
		buf_add_char(&out, ' ');
		from = pos;
	}
	buf_add_slice(&out, slice_sub(s, from, s.size));
	return buf_slice(&out);
}

static const char *
single_blanks(struct slice s, struct arena *arena)
{
	struct buf out;

	buf_init(&out, arena);
	for (size_t i = 0; i < s.size; i++) {
		bool blank = (unsigned char)s.data[i] <= ' ';

		if (!blank)
			buf_add_char(&out, s.data[i]);
		else if (out.size > 0 && out.data[out.size - 1] != ' ')
			buf_add_char(&out, ' ');
	}
	return buf_dup(&out, arena);
}

static struct slice
without_code(struct slice s, struct arena *arena)
{
	const char *text = arena_memdup(arena, s.data ? s.data : "", s.size);
	const char *code = action_code_find(text, arena);
	size_t at = slice_find(s, code, 0);
	struct buf out;

	if (code[0] == '\0' || at == (size_t)-1)
		return s;
	buf_init(&out, arena);
	buf_add_slice(&out, slice_sub(s, 0, at));
	buf_add_slice(&out, slice_sub(s, at + strlen(code), s.size));
	return buf_slice(&out);
}

const char *
subject_core(const char *subject, const char *tag, struct arena *arena)
{
	struct slice s = without_tags(subject, tag, arena);

	s = slice_trim(without_code(s, arena));
	while (cut_prefix(&s))
		continue;
	s = slice_trim(slice_from(single_blanks(s, arena)));
	return arena_memdup(arena, s.data ? s.data : "", s.size);
}

/* Cuts tags and prefixes off the front, in any order. */
static struct slice
without_front(struct slice s, const char *tag)
{
	bool more = true;

	while (more) {
		size_t pos = 0, start;
		int64_t id;

		s = slice_trim(s);
		more = cut_prefix(&s);
		if (ticket_ref_next(tag, s, &pos, &start, &id) && start == 0) {
			s = slice_sub(s, pos, s.size);
			more = true;
		}
	}
	return s;
}

/* Where the chain of prefixes begins that ends S; its size if none does. */
static size_t
prefixes_at_end(struct slice s)
{
	size_t from = s.size;

	for (;;) {
		struct slice word = slice_trim(slice_sub(s, 0, from));
		size_t start = word.size;

		while (start > 0 && word.data[start - 1] != ' ')
			start--;
		word = slice_sub(word, start, word.size);
		if (!cut_prefix(&word) || word.size > 0)
			return from;
		from = start;
	}
}

/* What stands before the subject that a mail program put there: its last tag
 * with words behind it or "Re:" before it. */
static struct slice
before_old_subject(struct slice s, const char *tag)
{
	size_t pos = 0, start, last = s.size, behind = s.size, from;
	int64_t id;

	while (ticket_ref_next(tag, s, &pos, &start, &id)) {
		last = start;
		behind = pos;
	}
	from = prefixes_at_end(slice_sub(s, 0, last));
	if (slice_trim(slice_sub(s, behind, s.size)).size == 0 && from == last)
		return s;
	return slice_sub(s, 0, from);
}

const char *
subject_command(const char *subject, const char *tag, struct arena *arena)
{
	struct slice s = without_code(slice_from(subject), arena);

	s = without_front(s, tag);
	if (s.size == 0 || s.data[0] != '#')
		return subject_core(subject, tag, arena);
	s = slice_trim(slice_from(single_blanks(s, arena)));
	s = slice_trim(before_old_subject(s, tag));
	return arena_memdup(arena, s.data ? s.data : "", s.size);
}
