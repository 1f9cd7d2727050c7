/*
 * command.c - finds commands in what staff wrote.
 *
 * What goes wrong: a mistyped command is sent to the customer as text. So
 * whatever has the form of a command is one, known or not; the unknown ones
 * are asked about, and so is what looks like one to a person ("# take",
 * "* #take"). The text given to this parser holds only what the sender
 * wrote this time (see reply_clean.h): a quoted "#close" is no command.
 */
#include "ticket/command.h"

#include "base/buf.h"
#include "base/slice.h"
#include "base/utf8.h"
#include "message/lines.h"
#include "ticket/reply_clean.h"
#include "ticket/subject.h"
#include "ticket/ticket.h"
#include "ticket/token.h"

#define BRACKET_MAX 40 /* bytes before the "#" of a reference */
#define NEAR_MAX    80 /* bytes at the start of a line that are looked at */

#define MUSIC_SHARP 0x266F /* in place of "#" on some keyboards */

static bool
is_letter(char c)
{
	c = ascii_lower(c);
	return c >= 'a' && c <= 'z';
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The size of the "#" at POS, also of the wide one of East Asian keyboards;
 * 0 for none. */
static size_t
hash_size(struct slice s, size_t pos)
{
	static const char wide[] = "\xEF\xBC\x83";

	if (pos < s.size && s.data[pos] == '#')
		return 1;
	return slice_equal(slice_sub(s, pos, pos + 3), slice_from(wide)) ? 3
									 : 0;
}

/* The size of "#" if a letter follows: the form of a command. */
static size_t
command_mark(struct slice s, size_t pos)
{
	size_t size = hash_size(s, pos);

	if (size && pos + size < s.size && is_letter(s.data[pos + size]))
		return size;
	return 0;
}

bool
command_hidden_in(const char *text)
{
	struct slice s = slice_from(text);

	for (size_t i = 0; i < s.size; i++)
		if (command_mark(s, i))
			return true;
	return false;
}

size_t
command_behind(const char *subject)
{
	struct slice s = slice_from(subject);

	if (command_mark(s, 0))
		return 0;
	for (size_t i = 1; i < s.size; i++)
		if (is_blank(s.data[i - 1]) && command_mark(s, i))
			return i;
	return 0;
}

/* The command that WORD names in CONTEXT: whole, or by a beginning that fits
 * one only. */
static const struct command_spec *
spec_find(const char *word, unsigned context, struct arena *arena,
	  const struct phrase **problem)
{
	const struct command_spec *found = NULL;
	const struct phrase *several = NULL, *mark;
	size_t count = 0;

	for (size_t i = 0; i < command_count; i++) {
		const struct command_spec *spec = &command_table[i];

		if (!(spec->contexts & context) ||
		    !slice_starts_nocase(slice_from(spec->name), word))
			continue;
		if (strlen(word) == strlen(spec->name))
			return spec;
		mark = phrase_text(arena_printf(arena, "#%s", spec->name),
				   arena);
		several = several ? phrase_of(arena, PHRASE_OR, several, mark)
				  : mark;
		count++;
		found = spec;
	}
	if (count == 1)
		return found;
	*problem = several ? phrase_of(arena, PHRASE_MAY_BE, several)
			   : phrase_fixed(PHRASE_NO_COMMAND);
	return NULL;
}

/* Checks whether an argument is there as the command wants it. */
static const struct phrase *
argument_problem(const struct command_spec *spec, struct slice argument,
		 struct arena *arena)
{
	const struct phrase *help = phrase_fixed(spec->help);

	if (spec->argument == ARGUMENT_NEEDED && argument.size == 0)
		return phrase_of(arena, PHRASE_NEEDS_MORE, help);
	if (spec->argument == ARGUMENT_NONE && argument.size > 0)
		return phrase_of(arena, PHRASE_TAKES_NOTHING, help);
	return NULL;
}

/* LINE with plain blanks for those that mail programs make of them ("#wait" and
 * a no-break blank), and without marks that nobody sees. */
static struct slice
plain_blanks(struct slice line, struct arena *arena)
{
	struct buf out;
	size_t pos = 0;

	buf_init(&out, arena);
	while (pos < line.size) {
		unsigned c = utf8_next(line, &pos);

		if (c == 0xA0 || c == 0x202F || c == 0x3000 ||
		    (c >= 0x2000 && c <= 0x200A))
			buf_add_char(&out, ' ');
		else if (c != 0xFEFF && c != 0x2060 &&
			 !(c >= 0x200B && c <= 0x200F))
			buf_add_utf8(&out, c);
	}
	return buf_slice(&out);
}

/* "word argument", without "#". */
static struct command
parse_words(struct slice line, struct slice words, unsigned context,
	    struct arena *arena)
{
	struct command command = { .argument = "" };
	struct slice word, argument;
	const char *name;
	size_t end = 0;

	while (end < words.size && !is_blank(words.data[end]))
		end++;
	word = slice_sub(words, 0, end);
	argument = slice_trim(slice_sub(words, end, words.size));
	if (word.size > 1 && word.data[word.size - 1] == ':')
		word.size--;
	command.line = arena_memdup(arena, line.data, line.size);
	name = arena_memdup(arena, word.data, word.size);
	command.spec = spec_find(name, context, arena, &command.problem);
	if (argument.size > 0)
		command.argument =
			arena_memdup(arena, argument.data, argument.size);
	if (command.spec)
		command.problem =
			argument_problem(command.spec, argument, arena);
	return command;
}

struct command
command_parse_one(const char *words, struct arena *arena)
{
	struct slice s = slice_trim(slice_from(words));

	return parse_words(s, s, CONTEXT_TICKET, arena);
}

/* "[IT #12] close" without what is before the "#"; lists show tickets so. */
static struct slice
without_bracket(struct slice line)
{
	size_t end = 1;

	if (line.size == 0 || line.data[0] != '[')
		return line;
	while (end < line.size && end < BRACKET_MAX && line.data[end] != '#')
		end++;
	return slice_sub(line, end, line.size);
}

/* A line that begins with a ticket's number: "12 close". */
struct batch {
	int64_t ticket;
	bool bracket;	    /* as a reference: "[IT #12] close" */
	bool hash;	    /* "#12 close", "12 #close" */
	bool stopped;	    /* "12. close", "12: close" */
	struct slice words; /* behind it, without "#" */
};

static bool
batch_split(struct slice line, struct batch *out)
{
	struct slice rest = without_bracket(line);
	struct batch b = { .hash = hash_size(rest, 0) > 0 };
	size_t digits = 0;

	b.bracket = rest.size != line.size;
	rest = slice_sub(rest, hash_size(rest, 0), rest.size);
	while (digits < rest.size && rest.data[digits] >= '0' &&
	       rest.data[digits] <= '9')
		digits++;
	if (!token_number(slice_sub(rest, 0, digits), &b.ticket) ||
	    b.ticket == 0)
		return false;
	rest = slice_sub(rest, digits, rest.size);
	if (b.bracket && (rest.size == 0 || rest.data[0] != ']'))
		return false;
	b.stopped = rest.size > 0 && strchr(":.]", rest.data[0]);
	rest = slice_sub(rest, b.stopped, rest.size);
	if (rest.size == 0 || !is_blank(rest.data[0]))
		return false;
	rest = slice_trim(rest);
	b.hash |= command_mark(rest, 0) > 0;
	b.words = slice_sub(rest, command_mark(rest, 0), rest.size);
	*out = b;
	return b.words.size > 0 && (is_letter(b.words.data[0]) ||
				    (unsigned char)b.words.data[0] >= 0x80);
}

/* "12 close", "#12 close", "12: #close", "[IT #12] close". */
static bool
parse_batch(struct slice line, struct arena *arena, struct command *out)
{
	struct batch batch;

	line = slice_trim(line);
	if (!batch_split(line, &batch))
		return false;
	*out = parse_words(line, batch.words, CONTEXT_LIST, arena);
	out->ticket = batch.ticket;
	return !batch.bracket || out->spec;
}

/* Whether WORD names a command, whole. */
static bool
is_command_name(struct slice word)
{
	for (size_t i = 0; i < command_count; i++)
		if (slice_equal_nocase(word, command_table[i].name))
			return true;
	return false;
}

/* The words behind a "#" that other signs hide: blanks, a list's mark or
 * number, quotation marks, stars for bold, a ticket's reference. The marks of
 * a quote hide nothing: those words are another's. NUMBERS: whether digits may
 * stand before the words. */
static bool
hidden_words(struct slice folded, bool numbers, struct slice *words)
{
	size_t at = 0, next = 0;
	bool hash = false;

	while (next < folded.size) {
		unsigned c = utf8_next(folded, &next);

		if (c == '>' || c == '|')
			return false;
		if (utf8_is_letter(c) || (!numbers && c >= '0' && c <= '9'))
			break;
		hash = hash || c == '#' || c == MUSIC_SHARP;
		at = next;
	}
	*words = slice_sub(folded, at, folded.size);
	return hash;
}

/* What a person takes for a command, and is none: it must not go out as
 * text. */
static bool
parse_near(struct slice line, bool numbers, struct arena *arena,
	   struct command *out)
{
	struct slice words, head = slice_sub(line, 0, NEAR_MAX);
	size_t end = 0;

	if (numbers)
		head = without_bracket(slice_trim(head));
	if (!hidden_words(text_folded(arena, head), numbers, &words))
		return false;
	while (end < words.size && is_letter(words.data[end]))
		end++;
	if (!is_command_name(slice_sub(words, 0, end)))
		return false;
	line = slice_trim(line);
	*out = (struct command){ .line = arena_memdup(arena, line.data,
						      line.size),
				 .argument = "",
				 .problem = phrase_fixed(PHRASE_NOT_QUITE) };
	return true;
}

const char *
command_seen_in(const char *text, struct arena *arena)
{
	struct slice rest = slice_from(text), line;
	struct command command;

	while (slice_next_line(&rest, &line))
		if (parse_near(line, true, arena, &command))
			return command.line;
	return NULL;
}

/* Whether a line "12 close" without signs is one of a list's rather than text:
 * by a command's whole name at the very start; further down, where numbers
 * begin the lines of recipes ("2. Set the clock"), only in its shortest
 * form. */
static bool
is_bare_batch(const struct batch *batch, const struct command *command,
	      bool first)
{
	struct slice words = batch->words;
	size_t end = 0;

	if (!command->spec)
		return false;
	while (end < words.size && !is_blank(words.data[end]))
		end++;
	if (first && end == words.size)
		return true;
	if (!is_command_name(slice_sub(words, 0, end)))
		return false;
	if (first && !batch->stopped)
		return true;
	return !command->problem && !strpbrk(command->argument, " \t");
}

/* "12 close" in answer to a mail about one ticket. With "#" it is asked
 * about whatever follows: no requester knows what "#12" is. */
static bool
parse_numbered(struct slice line, bool first, struct arena *arena,
	       struct command *out)
{
	struct batch batch;

	if (!batch_split(slice_trim(line), &batch) ||
	    !parse_batch(line, arena, out))
		return false;
	if (!batch.hash && !is_bare_batch(&batch, out, first))
		return false;
	out->spec = NULL;
	out->ticket = 0;
	out->problem = phrase_fixed(PHRASE_ONLY_IN_LISTS);
	return true;
}

/* Words that answer a held mail without "#", alone on the first line. */
static bool
parse_bare(struct slice line, bool first, struct arena *arena,
	   struct command *out)
{
	struct slice words = slice_trim(line);

	if (!first || words.size == 0 || !is_letter(words.data[0]))
		return false;
	*out = parse_words(words, words, CONTEXT_HELD, arena);
	return out->spec && out->spec->contexts == CONTEXT_HELD &&
	       out->argument[0] == '\0' &&
	       slice_equal_nocase(words, out->spec->name);
}

/* Where a line stands. */
enum line_place { LINE_SUBJECT, LINE_FIRST, LINE_LATER };

/* A requester chose the subject, which goes to nobody as text: a number in it
 * means nothing. */
static bool
parse_line(struct slice line, enum command_context context,
	   enum line_place place, struct arena *arena, struct command *out)
{
	bool first = place == LINE_FIRST;
	size_t mark;

	line = plain_blanks(line, arena);
	mark = command_mark(line, 0);
	if (context == CONTEXT_LIST && parse_batch(line, arena, out))
		return true;
	if (context == CONTEXT_HELD && parse_bare(line, first, arena, out))
		return true;
	if (!mark)
		return (context == CONTEXT_TICKET && place != LINE_SUBJECT &&
			parse_numbered(line, first, arena, out)) ||
		       parse_near(line, place != LINE_SUBJECT, arena, out);
	*out = parse_words(slice_trim(line), slice_sub(line, mark, line.size),
			   context, arena);
	return true;
}

/* What is beyond the limit is not sent as text, but asked about. */
static void
command_add(struct command_list *out, struct command command,
	    struct arena *arena)
{
	if (out->count > COMMANDS_MAX)
		return;
	if (out->count == COMMANDS_MAX) {
		command.spec = NULL;
		command.problem = phrase_fixed(PHRASE_TOO_MANY);
	}
	ARENA_PUSH(arena, out->items, out->count, command);
}

void
command_parse(const char *subject, const char *text,
	      enum command_context context, struct arena *arena,
	      struct command_list *out)
{
	struct slice head = slice_from(subject), rest = slice_from(text), line;
	enum line_place place = LINE_FIRST;
	struct command command;
	struct buf kept;

	*out = (struct command_list){ .text = "" };
	buf_init(&kept, arena);
	if (slice_next_line(&head, &line) &&
	    parse_line(line, context, LINE_SUBJECT, arena, &command))
		command_add(out, command, arena);
	while (slice_next_line(&rest, &line)) {
		if (parse_line(line, context, place, arena, &command)) {
			command_add(out, command, arena);
		} else {
			buf_add_slice(&kept, line);
			buf_add_char(&kept, '\n');
		}
		if (slice_trim(line).size > 0)
			place = LINE_LATER;
	}
	out->text = text_trimmed(buf_slice(&kept), arena);
}

bool
command_ticket_argument(const struct command *command, const char *tag,
			int64_t *id)
{
	struct slice s = slice_from(command->argument);
	size_t pos = 0, start;

	if (ticket_ref_next(tag, s, &pos, &start, id))
		return start == 0 && pos == s.size;
	return token_number(slice_sub(s, hash_size(s, 0), s.size), id) &&
	       *id > 0;
}

static bool
begins_with_known(struct slice line, struct arena *arena)
{
	size_t mark = command_mark(line, 0);
	struct slice words = slice_sub(line, mark, line.size);

	return mark && (parse_words(line, words, CONTEXT_TICKET, arena).spec ||
			parse_words(line, words, CONTEXT_HELD, arena).spec);
}

bool
command_begins(const struct facts *facts, const struct policy *policy,
	       struct arena *arena)
{
	const char *subject =
		subject_command(facts->subject, policy->tag, arena);
	struct slice rest =
		slice_from(reply_new_text(facts->reply_text, arena));
	struct slice line;

	if (begins_with_known(slice_from(subject), arena))
		return true;
	while (slice_next_line(&rest, &line))
		if (slice_trim(line).size > 0)
			return begins_with_known(line, arena);
	return false;
}
