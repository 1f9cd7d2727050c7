/*
 * literals.c - a small reader of regular expressions.
 *
 * Each piece of an expression is summed up as a struct piece (see
 * literal_piece.h); this file knows the grammar. It is bounded on purpose: a
 * missing literal only costs time, a wrong one loses mail. The generated test
 * against plain PCRE2 (test_prefilter.c) guards it.
 */
#include "rules/literals.h"

#include "base/buf.h"
#include "rules/literal_reader.h"

#define DEPTH_MAX 250 /* PCRE2's own default */

static struct piece
read_alternatives(struct reader *reader);

/* --- groups ------------------------------------------------------------- */

static struct piece
read_group_body(struct reader *reader)
{
	struct piece piece;

	if (++reader->depth > DEPTH_MAX)
		return reader_give_up(reader);
	piece = read_alternatives(reader);
	reader->depth--;
	if (*reader->at != ')')
		return reader_give_up(reader);
	reader->at++;
	return piece;
}

/* A look around: its effort counts, its words do not. */
static struct piece
read_look(struct reader *reader, size_t skip)
{
	struct piece piece, empty = piece_empty(reader->arena);

	reader->at += skip;
	piece = read_group_body(reader);
	empty.degree = piece.degree;
	empty.factor = piece.factor;
	return empty;
}

/* "(?i)" and "(?i:...)": flags that change no literal (texts are folded) nor
 * the grammar. AT is on the first flag. */
static struct piece
read_flags(struct reader *reader)
{
	reader->at += strspn(reader->at, "imsUJ-");
	if (*reader->at == ')') {
		reader->at++;
		return piece_empty(reader->arena);
	}
	if (*reader->at != ':')
		return reader_give_up(reader);
	reader->at++;
	return read_group_body(reader);
}

/* Behind "(?". */
static struct piece
read_special_group(struct reader *reader)
{
	static const char *const looks[] = { "=", "!", "<=", "<!" };
	const char *end;
	size_t i;

	for (i = 0; i < sizeof(looks) / sizeof(*looks); i++)
		if (strncmp(reader->at, looks[i], strlen(looks[i])) == 0)
			return read_look(reader, strlen(looks[i]));
	switch (*reader->at) {
	case ':':
	case '>':
	case '|':
		reader->at++;
		return read_group_body(reader);
	case '#':
		(void)read_until(reader, ')');
		return piece_empty(reader->arena);
	case 'P':
		if (reader->at[1] != '<')
			return reader_give_up(reader);
		reader->at++; /* fall through */
	case '<':
	case '\'':
		end = strchr(reader->at + 1, *reader->at == '<' ? '>' : '\'');
		if (!end)
			return reader_give_up(reader);
		reader->at = end + 1;
		return read_group_body(reader);
	default:
		return read_flags(reader);
	}
}

/* --- repetition --------------------------------------------------------- */

static unsigned
read_number(struct reader *reader)
{
	unsigned value = 0;

	for (; *reader->at >= '0' && *reader->at <= '9'; reader->at++)
		if (value < 100000)
			value = value * 10 + (unsigned)(*reader->at - '0');
	return value;
}

/* "{n}", "{n,}", "{n,m}"; anything else stays, and is text. */
static bool
read_braces(struct reader *reader, unsigned *min, unsigned *max)
{
	const char *start = reader->at++;

	if (*reader->at >= '0' && *reader->at <= '9') {
		*max = *min = read_number(reader);
		if (*reader->at == ',') {
			reader->at++;
			*max = *reader->at == '}' ? UINT32_MAX
						  : read_number(reader);
		}
		if (*reader->at == '}' && reader->at[-1] != '{') {
			reader->at++;
			return true;
		}
	}
	reader->at = start;
	return false;
}

static bool
read_quantifier(struct reader *reader, unsigned *min, unsigned *max)
{
	switch (*reader->at) {
	case '?':
		*min = 0;
		*max = 1;
		break;
	case '*':
		*min = 0;
		*max = UINT32_MAX;
		break;
	case '+':
		*min = 1;
		*max = UINT32_MAX;
		break;
	case '{':
		if (!read_braces(reader, min, max))
			return false;
		reader->at--;
		break;
	default:
		return false;
	}
	reader->at++;
	if (*reader->at == '?' || *reader->at == '+')
		reader->at++;
	return true;
}

/* --- rows and alternatives ---------------------------------------------- */

static struct piece
read_one(struct reader *reader)
{
	switch (*reader->at) {
	case '\\':
		reader->at++;
		return read_escape(reader);
	case '[':
		reader->at++;
		return read_class(reader);
	case '(':
		reader->at++;
		if (*reader->at == '*')
			return reader_give_up(reader);
		if (*reader->at != '?')
			return read_group_body(reader);
		reader->at++;
		return read_special_group(reader);
	case '^':
	case '$':
		reader->at++;
		return piece_empty(reader->arena);
	case '.':
		reader->at++;
		return piece_any();
	case '{': /* text to one release of PCRE2, "{,3}" to the next */
		return reader_give_up(reader);
	default:
		return piece_char(reader, read_char(reader));
	}
}

/* Pieces in a row: neighbouring exact ones grow together in RUN; the best of
 * what is closed off is kept. */
static struct piece
read_row(struct reader *reader)
{
	struct piece row = piece_empty(reader->arena);
	struct string_list run = row.set, best = { NULL, 0 };

	while (*reader->at && *reader->at != '|' && *reader->at != ')') {
		struct piece next = read_one(reader);
		unsigned min, max;

		while (read_quantifier(reader, &min, &max))
			piece_repeat(reader->arena, &next, min, max);
		piece_add_effort(&row, &next);
		if (next.exact &&
		    set_product(reader->arena, run, next.set, &run))
			continue;
		row.exact = false;
		set_keep_better(&best, &run);
		if (!next.exact)
			set_keep_better(&best, &next.set);
		run = next.exact ? next.set : set_of(reader->arena, "");
	}
	set_keep_better(&best, &run);
	row.set = row.exact ? run : best;
	row.zero_width = row.exact && run.count == 1 && !run.items[0][0];
	return row;
}

static struct piece
read_alternatives(struct reader *reader)
{
	struct piece all = read_row(reader);

	while (*reader->at == '|') {
		struct piece next;

		reader->at++;
		next = read_row(reader);
		all.factor += next.factor;
		all.loose |= next.loose;
		all.endless |= next.endless;
		all.may_be_empty |= next.may_be_empty;
		if (next.degree > all.degree)
			all.degree = next.degree;
		all.exact = all.exact && next.exact;
		if (all.set.count == 0 || next.set.count == 0 ||
		    all.set.count + next.set.count > LITERAL_SET_MAX) {
			all.exact = false;
			all.set = (struct string_list){ NULL, 0 };
			continue;
		}
		all.set = set_union(reader->arena, all.set, next.set);
		all.zero_width = all.zero_width && next.zero_width;
	}
	return all;
}

static struct piece
read_expression(const char *expression, struct folder *folder,
		struct arena *arena)
{
	struct reader reader = { .arena = arena,
				 .folder = folder,
				 .at = expression };
	struct piece piece = read_alternatives(&reader);

	if (*reader.at)
		reader.lost = true;
	if (reader.lost)
		return (struct piece){ .degree = LITERALS_DEGREE_MAX,
				       .factor = 1 };
	return piece;
}

/* Blanks in a row are one in a folded text, and those at the ends may be
 * folded together with their neighbours: only what is between is sure. */
static const char *
literal_finish(struct arena *arena, const char *text)
{
	struct slice s = slice_trim(slice_from(text));
	struct buf out;
	size_t i;

	buf_init(&out, arena);
	for (i = 0; i < s.size; i++)
		if (s.data[i] != ' ' || s.data[i - 1] != ' ')
			buf_add_char(&out, s.data[i]);
	return out.data;
}

bool
literals_required(const char *expression, struct folder *folder,
		  struct arena *arena, struct string_list *literals)
{
	struct arena *scratch = arena_new();
	struct piece piece = read_expression(expression, folder, scratch);
	struct string_list found = { NULL, 0 };
	size_t i;

	for (i = 0; i < piece.set.count; i++)
		ARENA_PUSH(arena, found.items, found.count,
			   literal_finish(arena, piece.set.items[i]));
	arena_free(scratch);
	if (set_worth(&found) == 0)
		return false;
	*literals = found;
	return true;
}

bool
literals_is_endless(const char *expression)
{
	struct arena *arena = arena_new();
	struct piece piece = read_expression(expression, NULL, arena);

	arena_free(arena);
	return piece.endless;
}

unsigned
literals_effort(const char *expression, double *factor)
{
	struct arena *arena = arena_new();
	struct piece piece = read_expression(expression, NULL, arena);

	arena_free(arena);
	*factor = piece.factor;
	return piece.degree + 1;
}
