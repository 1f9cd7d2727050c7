/*
 * html_element.c - the table of HTML elements.
 */
#include "message/html_element.h"

#include <stdlib.h>
#include <string.h>

/* Sorted by name for bsearch(); the others are inline. */
static const struct html_element elements[] = {
	{ "a", 0, ID_A },
	{ "address", BLOCK, ID_OTHER },
	{ "applet", SKIP, ID_OTHER },
	{ "article", BLOCK, ID_OTHER },
	{ "audio", SKIP, ID_OTHER },
	{ "base", SKIP, ID_OTHER },
	{ "blockquote", PARAGRAPH, ID_BLOCKQUOTE },
	{ "body", BLOCK, ID_OTHER },
	{ "br", 0, ID_BR },
	{ "caption", BLOCK, ID_OTHER },
	{ "center", BLOCK, ID_OTHER },
	{ "dd", BLOCK | INDENT, ID_OTHER },
	{ "details", BLOCK, ID_OTHER },
	{ "dir", BLOCK, ID_UL },
	{ "div", BLOCK, ID_DIV },
	{ "dl", PARAGRAPH, ID_OTHER },
	{ "dt", BLOCK, ID_OTHER },
	{ "fieldset", BLOCK, ID_OTHER },
	{ "figcaption", BLOCK, ID_OTHER },
	{ "figure", PARAGRAPH, ID_OTHER },
	{ "footer", BLOCK, ID_OTHER },
	{ "form", BLOCK, ID_OTHER },
	{ "h1", PARAGRAPH, ID_OTHER },
	{ "h2", PARAGRAPH, ID_OTHER },
	{ "h3", PARAGRAPH, ID_OTHER },
	{ "h4", PARAGRAPH, ID_OTHER },
	{ "h5", PARAGRAPH, ID_OTHER },
	{ "h6", PARAGRAPH, ID_OTHER },
	{ "header", BLOCK, ID_OTHER },
	{ "hr", BLOCK, ID_HR },
	{ "iframe", SKIP, ID_OTHER },
	{ "img", 0, ID_IMG },
	{ "li", BLOCK, ID_LI },
	{ "link", SKIP, ID_OTHER },
	{ "listing", PARAGRAPH | PRE, ID_OTHER },
	{ "main", BLOCK, ID_OTHER },
	{ "map", SKIP, ID_OTHER },
	{ "menu", BLOCK, ID_UL },
	{ "meta", SKIP, ID_OTHER },
	{ "nav", BLOCK, ID_OTHER },
	{ "object", SKIP, ID_OTHER },
	{ "ol", PARAGRAPH, ID_OL },
	{ "option", BLOCK, ID_OTHER },
	{ "p", PARAGRAPH, ID_P },
	{ "plaintext", PARAGRAPH | PRE, ID_OTHER },
	{ "pre", PARAGRAPH | PRE, ID_OTHER },
	{ "script", SKIP, ID_OTHER },
	{ "section", BLOCK, ID_OTHER },
	{ "style", SKIP, ID_OTHER },
	{ "summary", BLOCK, ID_OTHER },
	{ "svg", SKIP, ID_OTHER },
	{ "table", PARAGRAPH, ID_TABLE },
	{ "td", 0, ID_CELL },
	{ "template", SKIP, ID_OTHER },
	{ "textarea", BLOCK | PRE, ID_OTHER },
	{ "th", 0, ID_CELL },
	{ "title", SKIP, ID_OTHER },
	{ "tr", BLOCK, ID_ROW },
	{ "ul", PARAGRAPH, ID_UL },
	{ "video", SKIP, ID_OTHER },
	{ "xmp", PARAGRAPH | PRE, ID_OTHER },
};

static const struct html_element inline_element = { "", 0, ID_OTHER };

static int
element_compare(const void *name, const void *element)
{
	return strcmp(name, ((const struct html_element *)element)->name);
}

const struct html_element *
html_element_find(const char *name)
{
	const struct html_element *e =
		bsearch(name, elements, sizeof(elements) / sizeof(*elements),
			sizeof(*elements), element_compare);

	return e ? e : &inline_element;
}
