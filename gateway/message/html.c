/*
 * html.c - HTML to text, by libxml2's push SAX parser: no tree is built, no
 * file or network is touched, errors are silent.
 *
 * The page is not laid out; the text is what a reader would copy by hand.
 * Quotes become "> " lines whichever element carries them, so that
 * quote_split() reads HTML and plain replies alike. What goes wrong: hidden
 * previews and pixels (html_style.c), tables for layout, which most mail is
 * made of, and hostile size (html_feed.c).
 */
#include "message/html.h"

#include <libxml/HTMLparser.h>

#include "base/utf8.h"
#include "message/html_element.h"
#include "message/html_feed.h"
#include "message/html_link.h"
#include "message/html_style.h"
#include "message/html_writer.h"

/* Numbers of list items beyond this are no numbers. */
#define ITEM_MAX 99999

/* An open element and what to undo when it ends. */
struct frame {
	const xmlChar *name; /* in the parser's dictionary */
	const struct html_element *element;
	bool hidden, tiny, pre;
	int space; /* BLOCK or PARAGRAPH: the lines around it */
	int quote, indent;
	bool in_gmail_quote;
	bool data_table; /* of a table: with borders or heads */
	size_t cells;	 /* of a row */
	size_t lines;	 /* written when the cell began */
	int item;	 /* of a list: the last number */
	char letter;	 /* of a list that counts a, b, c: the first */
};

struct reader {
	struct html_writer writer;
	struct arena *arena;
	const struct html_images *images;
	struct frame *frames;
	size_t count;
	htmlParserCtxtPtr parser;
	const char *href; /* of the open link; NULL outside */
	size_t href_from; /* where its text begins in the output */
	bool href_image;  /* an image stands in it */
};

static const char *
attribute(const xmlChar **attributes, const char *name)
{
	for (size_t i = 0; attributes && attributes[i]; i += 2)
		if (!strcmp((const char *)attributes[i], name))
			return attributes[i + 1]
				       ? (const char *)attributes[i + 1]
				       : "";
	return NULL;
}

static bool
attribute_has(const xmlChar **attributes, const char *name, const char *part)
{
	const char *value = attribute(attributes, name);

	return value &&
	       slice_find_nocase(slice_from(value), part, 0) != (size_t)-1;
}

static struct frame *
frame_find(struct reader *r, enum html_id id)
{
	for (size_t i = r->count; i-- > 0;)
		if (r->frames[i].element->id == id)
			return &r->frames[i];
	return NULL;
}

/* The frame of the nearest list. */
static struct frame *
list_find(struct reader *r)
{
	for (size_t i = r->count; i-- > 0;)
		if (r->frames[i].element->id == ID_UL ||
		    r->frames[i].element->id == ID_OL)
			return &r->frames[i];
	return NULL;
}

static void
link_begin(struct reader *r, const xmlChar **attributes)
{
	const char *href = attribute(attributes, "href");

	r->href = href ? html_link_clean(href, r->arena) : NULL;
	r->href_from = r->writer.out.size;
	r->href_image = false;
}

static void
link_end(struct reader *r)
{
	const struct buf *out = &r->writer.out;
	struct slice text = slice_sub(buf_slice(out), r->href_from, out->size);
	const char *href = r->href;

	r->href = NULL;
	if (!href)
		return;
	text = slice_trim(text);
	if (text.size == 0 && !r->href_image)
		return; /* nothing to click at */
	if (!html_link_says_more(text, href))
		return;
	href = arena_printf(r->arena, "<%s>", href);
	if (text.size == 0)
		writer_literal(&r->writer, href);
	else
		writer_append(&r->writer, href);
}

static const char *
image_name(const struct reader *r, const char *cid)
{
	const struct html_images *images = r->images;
	const char *at;

	for (size_t i = 0; images && i < images->cids.count; i++)
		if (!ascii_casecmp(images->cids.items[i], cid))
			return images->names.items[i];
	/* Outlook: image001.png@01D9ABCD.12345678 */
	at = strchr(cid, '@');
	return at ? arena_memdup(r->arena, cid, (size_t)(at - cid)) : cid;
}

/* An emoji is drawn as an image with itself as the other text. */
static bool
is_emoji(const char *alt)
{
	size_t n = strlen(alt);

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)alt[i] < 0x80)
			return false;
	return n > 0 && n <= 32;
}

static void
image(struct reader *r, const xmlChar **attributes,
      const struct html_style *style)
{
	const char *src = attribute(attributes, "src");
	const char *alt = attribute(attributes, "alt");

	r->href_image = true;
	if (!src || style->no_size ||
	    html_is_tiny(attribute(attributes, "width")) ||
	    html_is_tiny(attribute(attributes, "height")))
		return;
	if (alt && is_emoji(alt)) {
		writer_literal(&r->writer, alt);
	} else if (slice_starts_nocase(slice_from(src), "cid:")) {
		writer_text(&r->writer,
			    slice_from(arena_printf(r->arena, "[image: %s]",
						    image_name(r, src + 4))));
	} else if (alt && *alt) {
		writer_text(
			&r->writer,
			slice_from(r->href ? alt
					   : arena_printf(r->arena,
							  "[image: %s]", alt)));
	}
}

static void
cell_begin(struct reader *r, bool head)
{
	struct frame *row = frame_find(r, ID_ROW);
	struct frame *table = frame_find(r, ID_TABLE);

	if (table && head)
		table->data_table = true;
	if (row && row->cells++)
		writer_next_cell(&r->writer,
				 table && table->data_table ? " | " : "  ",
				 row->lines);
	else
		writer_block(&r->writer);
	if (row)
		row->lines = writer_next_line(&r->writer);
}

/* The number in attribute NAME, or OTHERWISE. */
static int
number_of(const xmlChar **attributes, const char *name, int otherwise)
{
	const char *value = attribute(attributes, name);
	long number;
	char *end;

	if (!value)
		return otherwise;
	number = strtol(value, &end, 10);
	return end == value || number < 0 || number > ITEM_MAX ? otherwise
							       : (int)number;
}

static void
item_begin(struct reader *r, const xmlChar **attributes)
{
	struct frame *list = list_find(r);
	struct html_writer *w = &r->writer;
	bool ordered = list && list->element->id == ID_OL;

	if (ordered)
		list->item = number_of(attributes, "value", list->item + 1);
	if (ordered && list->letter && list->item >= 1 && list->item <= 26)
		snprintf(w->marker, sizeof(w->marker), "%c. ",
			 list->letter + list->item - 1);
	else if (ordered)
		snprintf(w->marker, sizeof(w->marker), "%d. ", list->item);
	else
		snprintf(w->marker, sizeof(w->marker), "* ");
}

/*
 * A quote, or only an indent: Gmail's replies stand in a division
 * "gmail_quote", and its button for indents makes bare block quotes of the
 * same class, or without a border. Those are the sender's own words.
 */
static bool
is_indent(const struct frame *frame, const xmlChar **attributes,
	  const struct html_style *style)
{
	if (attribute(attributes, "type") || attribute(attributes, "cite") ||
	    frame->quote > 0)
		return false;
	if (style->border_none)
		return true;
	return attribute_has(attributes, "class", "gmail_quote") &&
	       !frame->in_gmail_quote;
}

/* Sets what FRAME changes; it holds what its parent has. */
static void
frame_fill(struct frame *frame, const struct html_element *e,
	   const xmlChar **attributes, const struct html_style *style)
{
	frame->element = e;
	frame->hidden |= style->hidden || (e->flags & SKIP) ||
			 attribute(attributes, "hidden");
	if (style->font_set)
		frame->tiny = style->font_tiny;
	frame->pre |= style->pre || (e->flags & PRE);
	frame->indent += (e->flags & INDENT) != 0;
	if (e->id == ID_UL || e->id == ID_OL)
		frame->indent++;
	if (e->id == ID_DIV &&
	    attribute_has(attributes, "class", "gmail_quote"))
		frame->in_gmail_quote = true;
	if (e->id == ID_BLOCKQUOTE) {
		if (is_indent(frame, attributes, style))
			frame->indent += 2;
		else
			frame->quote++;
	}
	frame->cells = 0;
	frame->item = 0;
	frame->letter = 0;
	if (e->id == ID_OL) {
		const char *type = attribute(attributes, "type");

		frame->item = number_of(attributes, "start", 1) - 1;
		if (type && (!strcmp(type, "a") || !strcmp(type, "A")))
			frame->letter = *type;
	}
	frame->data_table = false;
	if (e->id == ID_TABLE) {
		const char *border = attribute(attributes, "border");

		frame->data_table =
			(border && *border && *border != '0') ||
			attribute_has(attributes, "class", "MsoTableGrid");
	}
}

static void
writer_follow(struct reader *r)
{
	const struct frame *top = r->count ? &r->frames[r->count - 1] : NULL;
	const struct frame *list = list_find(r);

	r->writer.quote = top ? top->quote : 0;
	r->writer.pre = top && top->pre;
	r->writer.indent = top ? top->indent : 0;
	/* the first list's marks stand at the margin */
	if (list && r->writer.indent > 0)
		r->writer.indent--;
}

static int
element_space(const struct html_element *e, const xmlChar **attributes,
	      bool in_list)
{
	/* Outlook's paragraphs have no margins; empty ones make space */
	if (e->id == ID_P && attribute_has(attributes, "class", "Mso"))
		return BLOCK;
	if (in_list && (e->id == ID_UL || e->id == ID_OL))
		return BLOCK;
	return e->flags & PARAGRAPH ? PARAGRAPH : e->flags & BLOCK;
}

static void
add_space(struct html_writer *w, int space)
{
	if (space == PARAGRAPH)
		writer_paragraph(w);
	else if (space == BLOCK)
		writer_block(w);
}

static void
on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
	struct reader *r = context;
	const struct html_element *e = html_element_find((const char *)name);
	struct html_style style =
		html_style_parse(attribute(attributes, "style"));
	struct frame frame = { 0 };

	if (r->count)
		frame = r->frames[r->count - 1];
	frame.name = name;
	frame_fill(&frame, e, attributes, &style);
	frame.space =
		frame.hidden ? 0 : element_space(e, attributes, list_find(r));
	add_space(&r->writer, frame.space);
	ARENA_PUSH(r->arena, r->frames, r->count, frame);
	writer_follow(r);
	if (frame.hidden)
		return;
	if (e->id == ID_BR)
		writer_break(&r->writer);
	else if (e->id == ID_HR)
		writer_literal(&r->writer, "________________________________");
	else if (e->id == ID_IMG && !frame.tiny)
		image(r, attributes, &style);
	else if (e->id == ID_A)
		link_begin(r, attributes);
	else if (e->id == ID_CELL)
		cell_begin(r, name[1] == 'h');
	else if (e->id == ID_LI)
		item_begin(r, attributes);
}

static void
on_end(void *context, const xmlChar *name)
{
	struct reader *r = context;
	const struct html_element *e;
	struct frame ended;
	size_t at = r->count;

	/* the parser closes what is open, in order; anything else is its bug
	 * and must not unbalance us */
	while (at > 0 && !xmlStrEqual(r->frames[at - 1].name, name))
		at--;
	if (at == 0)
		return;
	ended = r->frames[at - 1];
	e = ended.element;
	if (!ended.hidden) {
		if (e->id == ID_A)
			link_end(r);
		if (e->id == ID_LI)
			r->writer.marker[0] = '\0';
	}
	r->count = at - 1;
	writer_follow(r);
	add_space(&r->writer, ended.space);
}

static void
on_text(void *context, const xmlChar *text, int size)
{
	struct reader *r = context;
	const struct frame *top = r->count ? &r->frames[r->count - 1] : NULL;

	if (top && (top->hidden || top->tiny))
		return;
	writer_text(&r->writer, slice_of((const char *)text, (size_t)size));
}

static void
sink_put(void *context, struct slice html)
{
	struct reader *r = context;

	while (html.size && !r->writer.full) {
		size_t size = html.size < 1 << 20 ? html.size : 1 << 20;

		htmlParseChunk(r->parser, html.data, (int)size, 0);
		html = slice_sub(html, size, html.size);
	}
}

static int
sink_depth(void *context)
{
	struct reader *r = context;

	return r->parser->nameNr;
}

static void
note_caps(const struct reader *r, const struct html_caps *caps,
	  struct string_list *notes)
{
	const char *text = NULL;

	if (!notes)
		return;
	if (caps->attributes) {
		text = "an HTML tag has too many attributes: the rest of them "
		       "was left out";
		ARENA_PUSH(r->arena, notes->items, notes->count, text);
	}
	if (caps->depth) {
		text = "the HTML is nested too deeply: from there on only its "
		       "text was kept";
		ARENA_PUSH(r->arena, notes->items, notes->count, text);
	}
	if (r->writer.full) {
		text = "the text of the HTML is too long: the rest was left "
		       "out";
		ARENA_PUSH(r->arena, notes->items, notes->count, text);
	}
}

/* Plain text that was called HTML has no tag; its lines are lines. */
static bool
has_markup(struct slice html)
{
	for (size_t i = 0; i + 1 < html.size; i++) {
		const char *open =
			memchr(html.data + i, '<', html.size - i - 1);
		char next;

		if (!open)
			return false;
		i = (size_t)(open - html.data);
		next = ascii_lower(open[1]);
		if ((next >= 'a' && next <= 'z') || next == '/' || next == '!')
			return true;
	}
	return false;
}

const char *
html_to_text(struct slice html, const struct html_images *images,
	     struct arena *arena, struct string_list *notes)
{
	struct reader r = { .arena = arena, .images = images };
	struct html_sink sink = { &r, sink_put, sink_depth };
	struct html_caps caps = { false, false };
	htmlSAXHandler sax = { .startElement = on_start,
			       .endElement = on_end,
			       .characters = on_text,
			       .cdataBlock = on_text,
			       .ignorableWhitespace = on_text };

	if (!utf8_valid(html) || memchr(html.data, '\0', html.size))
		html = slice_from(utf8_clean(arena, html));
	writer_init(&r.writer, arena);
	r.parser = htmlCreatePushParserCtxt(&sax, &r, NULL, 0, NULL,
					    XML_CHAR_ENCODING_UTF8);
	if (!r.parser)
		abort(); /* out of memory, as in the arena */
	htmlCtxtUseOptions(r.parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
					     HTML_PARSE_NOWARNING |
					     HTML_PARSE_NONET |
					     HTML_PARSE_IGNORE_ENC);
	if (!has_markup(html))
		htmlParseChunk(r.parser, "<pre>", 5, 0);
	html_feed(html, &sink, &caps);
	htmlParseChunk(r.parser, "", 0, 1);
	htmlFreeParserCtxt(r.parser);
	note_caps(&r, &caps, notes);
	return writer_finish(&r.writer);
}
