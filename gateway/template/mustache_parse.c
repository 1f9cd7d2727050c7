/*
 * mustache_parse.c - a template's text into nodes.
 *
 * The hard part is white space: a line on which a tag stands alone (section,
 * comment, partial, set delimiters) vanishes with its line end, while a
 * variable keeps its line; a partial's indentation belongs before each of
 * the partial's lines. So text is cut at line ends, and each line that has
 * something on it begins with an INDENT node, which costs nothing outside
 * partials.
 */
#include "template/mustache.h"

/* Sections within sections; nobody's mail needs more. */
#define SECTIONS_MAX  32
#define NAME_SIZE_MAX 200
#define DELIMITER_MAX 8

struct parser {
	const char *file;
	struct slice text;
	struct arena *arena;
	struct mustache *out;
	struct error *err;
	size_t pos;
	int line;	 /* of POS */
	bool line_begun; /* the present line has its INDENT already */
	char open[DELIMITER_MAX + 1], close[DELIMITER_MAX + 1];
	size_t sections[SECTIONS_MAX]; /* nodes that wait for their end */
	size_t depth;
};

/* One tag, from the first byte of its opening delimiter to the last of its
 * closing one. */
struct tag {
	size_t start, end;
	char kind; /* one of # ^ / ! > = { & or 0 for a variable */
	struct slice content;
	bool alone; /* nothing else but blanks on its line(s) */
	size_t line_start, line_end; /* the blanks around it, if alone */
	int line;
};

static bool
parser_fail(struct parser *parser, int line, const char *text)
{
	return error_set(parser->err, ERROR_CONFIG, "%s:%d: %s", parser->file,
			 line, text);
}

static size_t
parser_push(struct parser *parser, struct mustache_node node)
{
	struct mustache *out = parser->out;

	ARENA_PUSH(parser->arena, out->nodes, out->count, node);
	return out->count - 1;
}

/* Marks that something of the present line comes now. */
static void
parser_begin_line(struct parser *parser)
{
	struct mustache_node node = { .type = MUSTACHE_INDENT };

	if (!parser->line_begun)
		parser_push(parser, node);
	parser->line_begun = true;
}

/* Adds the text up to END, line by line. */
static void
parser_add_text(struct parser *parser, size_t end)
{
	while (parser->pos < end) {
		const char *start = parser->text.data + parser->pos;
		const char *lf = memchr(start, '\n', end - parser->pos);
		size_t size = lf ? (size_t)(lf - start) + 1 : end - parser->pos;
		struct mustache_node node = { .type = MUSTACHE_TEXT,
					      .text = slice_of(start, size),
					      .line = parser->line };
		bool blank = start[0] == '\n' ||
			     (size > 1 && start[0] == '\r' && lf == start + 1);

		if (!blank)
			parser_begin_line(parser);
		parser_push(parser, node);
		parser->pos += size;
		if (lf) {
			parser->line++;
			parser->line_begun = false;
		}
	}
}

/* Moves to END without adding anything. */
static void
parser_skip(struct parser *parser, size_t end)
{
	for (; parser->pos < end; parser->pos++)
		if (parser->text.data[parser->pos] == '\n') {
			parser->line++;
			parser->line_begun = false;
		}
}

/* Tags */

static char
parser_char(const struct parser *parser, size_t pos)
{
	return pos < parser->text.size ? parser->text.data[pos] : '\0';
}

/* Where the tag's closing delimiter begins, or (size_t)-1. */
static size_t
tag_find_close(const struct parser *parser, const struct tag *tag, size_t from)
{
	char with_mark[DELIMITER_MAX + 2] = { tag->kind == '{' ? '}' : '=' };

	memcpy(with_mark + 1, parser->close, sizeof(parser->close));
	return slice_find(parser->text,
			  tag->kind == '{' || tag->kind == '=' ? with_mark
							       : parser->close,
			  from);
}

/* Whether only blanks stand before and after the tag on its lines; sets the
 * borders of what vanishes with it. */
static void
tag_look_around(const struct parser *parser, struct tag *tag)
{
	size_t start = tag->start, end = tag->end;

	while (start > 0 && (parser_char(parser, start - 1) == ' ' ||
			     parser_char(parser, start - 1) == '\t'))
		start--;
	while (parser_char(parser, end) == ' ' ||
	       parser_char(parser, end) == '\t')
		end++;
	if (parser_char(parser, end) == '\r' &&
	    parser_char(parser, end + 1) == '\n')
		end++;
	if (start > 0 && parser_char(parser, start - 1) != '\n')
		return;
	if (end < parser->text.size && parser_char(parser, end) != '\n')
		return;
	tag->alone = true;
	tag->line_start = start;
	tag->line_end = end < parser->text.size ? end + 1 : end;
}

/* Reads the tag that begins at START. */
static bool
tag_read(struct parser *parser, size_t start, struct tag *tag)
{
	size_t content = start + strlen(parser->open), close;
	char mark = parser_char(parser, content);

	*tag = (struct tag){ .start = start, .line = parser->line };
	for (size_t i = parser->pos; i < start; i++)
		tag->line += parser_char(parser, i) == '\n';
	if (mark && strchr("#^/!>={&$<", mark)) {
		tag->kind = mark;
		content++;
	}
	close = tag_find_close(parser, tag, content);
	if (close == (size_t)-1)
		return parser_fail(parser, tag->line,
				   "the tag that begins here never ends; "
				   "close it, usually with }}");
	tag->content = slice_trim(slice_sub(parser->text, content, close));
	tag->end = close + strlen(parser->close) +
		   (tag->kind == '{' || tag->kind == '=');
	if (tag->kind && strchr("#^/!>=", tag->kind))
		tag_look_around(parser, tag);
	return true;
}

/* Names */

static bool
name_is_sound(struct slice name)
{
	if (name.size == 0 || name.size > NAME_SIZE_MAX)
		return false;
	for (size_t i = 0; i < name.size; i++)
		if ((unsigned char)name.data[i] <= ' ' || name.data[i] == 0x7F)
			return false;
	return true;
}

/* "a.b.c" into its parts; "." has none. False for empty parts. */
static bool
name_split(struct parser *parser, struct mustache_node *node)
{
	const char *part = node->name;

	if (strcmp(part, ".") == 0)
		return true;
	for (;;) {
		size_t size = strcspn(part, ".");
		const char *copy = arena_memdup(parser->arena, part, size);

		if (size == 0)
			return false;
		ARENA_PUSH(parser->arena, node->path, node->path_count, copy);
		if (!part[size])
			return true;
		part += size + 1;
	}
}

static bool
tag_name(struct parser *parser, const struct tag *tag,
	 struct mustache_node *node)
{
	node->line = tag->line;
	if (name_is_sound(tag->content)) {
		node->name = arena_memdup(parser->arena, tag->content.data,
					  tag->content.size);
		if (node->type == MUSTACHE_PARTIAL || name_split(parser, node))
			return true;
	}
	return parser_fail(parser, tag->line,
			   "this tag holds no name; write one word such as "
			   "{{ticket.ref}}, without blanks in it");
}

/* What each kind of tag does */

static bool
parse_name_tag(struct parser *parser, const struct tag *tag,
	       enum mustache_type type)
{
	struct mustache_node node = { .type = type };

	if (!tag_name(parser, tag, &node))
		return false;
	if (type == MUSTACHE_PARTIAL && tag->alone)
		node.indent =
			slice_sub(parser->text, tag->line_start, tag->start);
	parser_push(parser, node);
	return true;
}

static bool
parse_section(struct parser *parser, const struct tag *tag)
{
	struct mustache_node node = { .type = tag->kind == '#'
						      ? MUSTACHE_SECTION
						      : MUSTACHE_INVERTED };

	if (parser->depth == SECTIONS_MAX)
		return parser_fail(parser, tag->line,
				   "sections are nested too deep; close some");
	if (!tag_name(parser, tag, &node))
		return false;
	parser->sections[parser->depth++] = parser_push(parser, node);
	return true;
}

static bool
parse_end(struct parser *parser, const struct tag *tag)
{
	struct mustache_node node = { .type = MUSTACHE_END };
	struct mustache_node *begin;
	size_t index;

	if (!tag_name(parser, tag, &node))
		return false;
	if (parser->depth == 0)
		return parser_fail(parser, tag->line,
				   "this tag ends a section that was not "
				   "begun; delete it, or add {{#...}} before");
	node.partner = parser->sections[--parser->depth];
	index = parser_push(parser, node);
	begin = &parser->out->nodes[node.partner];
	begin->partner = index;
	if (strcmp(begin->name, node.name) == 0)
		return true;
	return error_set(parser->err, ERROR_CONFIG,
			 "%s:%d: {{/%s}} ends the section {{#%s}} of line %d; "
			 "write {{/%s}} here",
			 parser->file, tag->line, node.name, begin->name,
			 begin->line, begin->name);
}

/* {{=<% %>=}} */
static bool
parse_delimiters(struct parser *parser, const struct tag *tag)
{
	struct slice both = tag->content, open, close;
	size_t gap = 0;

	while (gap < both.size && !strchr(" \t\r\n", both.data[gap]))
		gap++;
	open = slice_sub(both, 0, gap);
	close = slice_trim(slice_sub(both, gap, both.size));
	if (open.size == 0 || open.size > DELIMITER_MAX || close.size == 0 ||
	    close.size > DELIMITER_MAX || memchr(open.data, '=', open.size) ||
	    !name_is_sound(close) || memchr(close.data, '=', close.size))
		return parser_fail(parser, tag->line,
				   "new delimiters are two short words such "
				   "as {{=<% %>=}}");
	memcpy(parser->open, open.data, open.size);
	parser->open[open.size] = '\0';
	memcpy(parser->close, close.data, close.size);
	parser->close[close.size] = '\0';
	return true;
}

static bool
parse_tag(struct parser *parser, const struct tag *tag)
{
	switch (tag->kind) {
	case '!':
		return true;
	case '=':
		return parse_delimiters(parser, tag);
	case '#':
	case '^':
		return parse_section(parser, tag);
	case '/':
		return parse_end(parser, tag);
	case '>':
		return parse_name_tag(parser, tag, MUSTACHE_PARTIAL);
	case '{':
	case '&':
		return parse_name_tag(parser, tag, MUSTACHE_RAW);
	case '\0':
		return parse_name_tag(parser, tag, MUSTACHE_VARIABLE);
	default:
		return parser_fail(parser, tag->line,
				   "blocks and parents ({{$ and {{<) are not "
				   "supported; use a partial, {{> name}}");
	}
}

/* The text before the tag, the tag, and what vanishes with it. */
static bool
parse_piece(struct parser *parser, const struct tag *tag)
{
	parser_add_text(parser, tag->alone ? tag->line_start : tag->start);
	if (!tag->alone)
		parser_begin_line(parser);
	if (!parse_tag(parser, tag))
		return false;
	parser_skip(parser, tag->alone ? tag->line_end : tag->end);
	return true;
}

bool
mustache_parse(struct slice text, const char *file, int line,
	       struct arena *arena, struct mustache *out, struct error *err)
{
	struct parser parser = { .file = file,
				 .text = text,
				 .arena = arena,
				 .out = out,
				 .err = err,
				 .line = line,
				 .open = "{{",
				 .close = "}}" };
	struct tag tag;
	size_t start;

	*out = (struct mustache){ .file = arena_strdup(arena, file) };
	while ((start = slice_find(text, parser.open, parser.pos)) !=
	       (size_t)-1) {
		if (!tag_read(&parser, start, &tag) ||
		    !parse_piece(&parser, &tag))
			return false;
	}
	parser_add_text(&parser, text.size);
	if (parser.depth == 0)
		return true;
	start = parser.sections[parser.depth - 1];
	return error_set(err, ERROR_CONFIG,
			 "%s:%d: the section {{#%s}} that begins here is never "
			 "ended; add {{/%s}}",
			 file, out->nodes[start].line, out->nodes[start].name,
			 out->nodes[start].name);
}
