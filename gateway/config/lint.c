/*
 * lint.c - one pass over a libconfig text, by token.
 *
 * What goes wrong without it: the library says "syntax error" one line too
 * late, opens what @include names by itself, turns 3000000000 into a
 * negative number, joins two strings that lack a comma between them, and
 * stops at a NUL. The pass knows just enough of the grammar to tell these;
 * whatever it does not know it leaves to the library.
 */
#include "config/lint.h"

#include <stdint.h>

#include "base/utf8.h"

/* Brackets in brackets. Nobody writes more than six; the library frees its
 * tree by recursion. */
#define NESTING_MAX 32

enum token {
	TOKEN_END,
	TOKEN_NAME,
	TOKEN_STRING,
	TOKEN_NUMBER,
	TOKEN_OPEN,  /* ( [ { */
	TOKEN_CLOSE, /* ) ] } */
	TOKEN_COMMA,
	TOKEN_ASSIGN, /* = : */
	TOKEN_OTHER
};

struct bracket {
	char open;
	int line;
};

struct lint {
	const char *file;
	struct slice text;
	struct complaints *complaints;
	size_t pos;
	int line; /* of POS */
	bool fatal;
	struct bracket stack[NESTING_MAX];
	size_t depth;
	enum token last; /* the token before, and its line */
	char last_char;
	int last_line;
};

#define lint_add(lint, line, ...)                                              \
	complaints_add((lint)->complaints, false, (lint)->file, (line), NULL,  \
		       __VA_ARGS__)

/* Character classes, whatever the locale. */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '*';
}

static bool
is_name(char c)
{
	return is_letter(c) || is_digit(c) || c == '-' || c == '_';
}

static char
lint_peek(const struct lint *lint, size_t ahead)
{
	size_t pos = lint->pos + ahead;

	return pos < lint->text.size ? lint->text.data[pos] : '\0';
}

static void
lint_skip(struct lint *lint)
{
	if (lint->text.data[lint->pos++] == '\n')
		lint->line++;
}

/* Bytes that may be nowhere in the file, in comments neither. */

static void
lint_bytes(struct lint *lint)
{
	int line = 1;

	if (lint->text.size >= 3 &&
	    memcmp(lint->text.data, "\xEF\xBB\xBF", 3) == 0) {
		lint_add(lint, 1,
			 "the file begins with a byte-order mark; save it as "
			 "UTF-8 without one (\"UTF-8\", not \"UTF-8 with "
			 "BOM\")");
		lint->fatal = true;
	}
	if (utf8_is_utf16(lint->text)) {
		lint_add(lint, 1,
			 "the file is UTF-16 (\"Unicode\" to some editors); "
			 "save it as UTF-8");
		lint->fatal = true;
		return;
	}
	for (size_t i = 0; i < lint->text.size; i++) {
		unsigned char c = (unsigned char)lint->text.data[i];

		if (c == '\n')
			line++;
		if ((c >= ' ' && c != 0x7F) || c == '\t' || c == '\n' ||
		    c == '\r')
			continue;
		lint_add(lint, line,
			 "the line holds the control byte 0x%02x; delete it "
			 "(in a pattern, write \\\\x%02x)",
			 c, c);
		lint->fatal = true;
		return;
	}
}

static void
lint_encoding(struct lint *lint)
{
	struct slice rest = lint->text, line;

	for (int number = 1; slice_next_line(&rest, &line); number++) {
		if (utf8_valid(line))
			continue;
		lint_add(lint, number,
			 "the line is not valid UTF-8; save the file as "
			 "UTF-8");
		return;
	}
}

/* Skips blanks and comments; false at the end. */

static void
lint_line_comment(struct lint *lint)
{
	while (lint->pos < lint->text.size && lint_peek(lint, 0) != '\n')
		lint->pos++;
}

static void
lint_block_comment(struct lint *lint)
{
	int start = lint->line;

	lint->pos += 2;
	while (lint->pos < lint->text.size) {
		if (lint_peek(lint, 0) == '*' && lint_peek(lint, 1) == '/') {
			lint->pos += 2;
			return;
		}
		lint_skip(lint);
	}
	lint_add(lint, start,
		 "the comment that begins here is never closed; "
		 "add */ at its end");
}

static bool
lint_blanks(struct lint *lint)
{
	while (lint->pos < lint->text.size) {
		char c = lint_peek(lint, 0), next = lint_peek(lint, 1);

		if (c == '#' || (c == '/' && next == '/'))
			lint_line_comment(lint);
		else if (c == '/' && next == '*')
			lint_block_comment(lint);
		else if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
			lint_skip(lint);
		else
			return true;
	}
	return false;
}

/* Tokens */

static enum token
lint_string(struct lint *lint)
{
	int start = lint->line;

	lint->pos++;
	while (lint->pos < lint->text.size) {
		char c = lint_peek(lint, 0);

		if (c == '\\' && lint->pos + 1 < lint->text.size)
			lint_skip(lint);
		else if (c == '"') {
			lint->pos++;
			return TOKEN_STRING;
		}
		lint_skip(lint);
	}
	lint_add(lint, start,
		 "the quote that opens here is never closed; add "
		 "\" at the end of the text");
	lint->fatal = true; /* the library could only say it again */
	return TOKEN_STRING;
}

/* A plain number must fit 32 bits: the library would wrap it silently. */
static void
lint_number_fits(struct lint *lint, struct slice digits)
{
	uint64_t value = 0;

	for (size_t i = 0; i < digits.size && value <= INT32_MAX; i++)
		value = value * 10 + (uint64_t)(digits.data[i] - '0');
	if (value > INT32_MAX)
		lint_add(lint, lint->line,
			 "the number %.*s is too large; write a size or "
			 "duration with its unit in quotes, such as \"25M\" "
			 "or \"5d\"",
			 (int)(digits.size < 40 ? digits.size : 40),
			 digits.data);
}

static enum token
lint_number(struct lint *lint)
{
	size_t start = lint->pos, digits;
	char c = lint_peek(lint, 0);

	if (c == '-' || c == '+')
		lint->pos++;
	digits = lint->pos;
	while (is_digit(lint_peek(lint, 0)))
		lint->pos++;
	c = lint_peek(lint, 0);
	if (c == '.' || ascii_lower(c) == 'x' || ascii_lower(c) == 'e') {
		while (is_name(lint_peek(lint, 0)) || lint_peek(lint, 0) == '.')
			lint->pos++;
		return TOKEN_NUMBER;
	}
	if (c != 'L')
		lint_number_fits(lint,
				 slice_sub(lint->text, digits, lint->pos));
	while (lint_peek(lint, 0) == 'L')
		lint->pos++;
	if (!is_name(lint_peek(lint, 0)))
		return TOKEN_NUMBER;
	while (is_name(lint_peek(lint, 0)))
		lint->pos++;
	lint_add(lint, lint->line, "%.*s needs quotes: write \"%.*s\"",
		 (int)(lint->pos - start), lint->text.data + start,
		 (int)(lint->pos - start), lint->text.data + start);
	return TOKEN_NUMBER;
}

static enum token
lint_name(struct lint *lint)
{
	size_t start = lint->pos;
	struct slice name;

	while (is_name(lint_peek(lint, 0)))
		lint->pos++;
	name = slice_sub(lint->text, start, lint->pos);
	if (lint->last != TOKEN_ASSIGN || slice_equal_nocase(name, "true") ||
	    slice_equal_nocase(name, "false"))
		return TOKEN_NAME;
	lint_add(lint, lint->line, "%.*s needs quotes: write \"%.*s\"",
		 (int)(name.size < 80 ? name.size : 80), name.data,
		 (int)(name.size < 80 ? name.size : 80), name.data);
	return TOKEN_STRING;
}

static enum token
lint_open(struct lint *lint, char c)
{
	lint->pos++;
	if (lint->depth < NESTING_MAX) {
		lint->stack[lint->depth] = (struct bracket){ c, lint->line };
		lint->depth++;
		return TOKEN_OPEN;
	}
	lint_add(lint, lint->line,
		 "brackets are nested deeper than %d; close some", NESTING_MAX);
	return TOKEN_END;
}

static char
bracket_partner(char c)
{
	switch (c) {
	case '(':
		return ')';
	case '[':
		return ']';
	default:
		return '}';
	}
}

static enum token
lint_close(struct lint *lint, char c)
{
	const struct bracket *open;

	lint->pos++;
	if (lint->depth == 0) {
		lint_add(lint, lint->line,
			 "this %c closes nothing; delete it or add what it "
			 "should close",
			 c);
		return TOKEN_END;
	}
	open = &lint->stack[lint->depth - 1];
	if (bracket_partner(open->open) != c) {
		lint_add(lint, lint->line,
			 "%c closes the %c of line %d; write %c here, or close "
			 "what is open before it",
			 c, open->open, open->line,
			 bracket_partner(open->open));
		return TOKEN_END;
	}
	if (lint->last == TOKEN_COMMA)
		lint_add(lint, lint->last_line,
			 "the comma before %c is one too many; delete it", c);
	lint->depth--;
	return TOKEN_CLOSE;
}

static enum token
lint_include(struct lint *lint)
{
	lint_add(lint, lint->line,
		 "@include is not supported; rules may be a folder of files, "
		 "and a password can come from password_file");
	lint->fatal = true;
	lint_line_comment(lint);
	return TOKEN_OTHER;
}

static enum token
lint_other(struct lint *lint, char c)
{
	lint->pos++;
	if (c == '\'')
		lint_add(lint, lint->line,
			 "' is no quote here; use \" around text");
	else if ((unsigned char)c >= 0x80)
		lint_add(lint, lint->line,
			 "there is text outside quotes; put it in plain "
			 "double quotes (\"...\", not typographic ones)");
	else
		return TOKEN_OTHER;
	lint->fatal = true;
	lint_line_comment(lint); /* one complaint a line is enough */
	return TOKEN_OTHER;
}

static enum token
lint_token(struct lint *lint)
{
	char c = lint_peek(lint, 0), next = lint_peek(lint, 1);

	if (c == '"')
		return lint_string(lint);
	if (is_digit(c) || ((c == '-' || c == '+') && is_digit(next)))
		return lint_number(lint);
	if (is_letter(c))
		return lint_name(lint);
	if (c == '(' || c == '[' || c == '{')
		return lint_open(lint, c);
	if (c == ')' || c == ']' || c == '}')
		return lint_close(lint, c);
	if (c == '@')
		return lint_include(lint);
	if (c != ',' && c != '=' && c != ':' && c != ';')
		return lint_other(lint, c);
	lint->pos++;
	return c == ',' ? TOKEN_COMMA : c == ';' ? TOKEN_OTHER : TOKEN_ASSIGN;
}

/* Two values side by side in a list: TOKEN starts with C on LINE. */
static void
lint_neighbours(struct lint *lint, enum token token, char c, int line)
{
	char around = lint->depth > 0 ? lint->stack[lint->depth - 1].open : 0;

	if (token == TOKEN_OPEN && lint->depth > 1)
		around = lint->stack[lint->depth - 2].open;
	if (around != '(' && around != '[')
		return;
	if (lint->last == TOKEN_STRING && token == TOKEN_STRING)
		lint_add(lint, line,
			 "there is no comma between this text and the one "
			 "before it; add it (they would become one text)");
	else if (lint->last == TOKEN_CLOSE && token == TOKEN_OPEN)
		lint_add(lint, line,
			 "there is no comma between the %c that ends on line "
			 "%d and this %c; add it",
			 lint->last_char, lint->last_line, c);
}

static void
lint_tokens(struct lint *lint)
{
	while (lint_blanks(lint)) {
		int line = lint->line;
		char c = lint_peek(lint, 0);
		enum token token = lint_token(lint);

		if (token == TOKEN_END) { /* lost: more would only confuse */
			lint->fatal = true;
			return;
		}
		lint_neighbours(lint, token, c, line);
		lint->last = token;
		lint->last_char = c;
		lint->last_line = lint->line;
	}
	for (size_t i = 0; i < lint->depth; i++)
		lint_add(lint, lint->stack[i].line,
			 "the %c that opens here is never closed; add %c",
			 lint->stack[i].open,
			 bracket_partner(lint->stack[i].open));
}

bool
lint_text(const char *file, struct slice text, struct complaints *complaints)
{
	struct lint lint = {
		.file = file, .text = text, .complaints = complaints, .line = 1
	};

	lint_bytes(&lint);
	if (lint.fatal)
		return false;
	lint_encoding(&lint);
	lint_tokens(&lint);
	return !lint.fatal;
}
