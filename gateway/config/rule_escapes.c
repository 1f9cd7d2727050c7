/*
 * rule_escapes.c - "\b" in quotes, which changes its meaning with libconfig.
 *
 * Up to libconfig 1.7 it reaches a pattern as \b, a word border; from 1.8 on
 * as a backspace. Once parsed the two ways to write it cannot be told apart,
 * so that the text itself is looked at.
 */
#include "config/rule_loader.h"

struct scan {
	struct slice text;
	size_t at;
	int line;
};

static bool
scan_is(const struct scan *scan, const char *what)
{
	size_t size = strlen(what);

	return scan->text.size - scan->at >= size &&
	       memcmp(scan->text.data + scan->at, what, size) == 0;
}

/* Moves to END, or to the end of the text. */
static void
scan_skip(struct scan *scan, const char *end)
{
	while (scan->at < scan->text.size && !scan_is(scan, end)) {
		scan->line += scan->text.data[scan->at] == '\n';
		scan->at++;
	}
}

/* From behind an opening quote to behind the closing one. */
static void
scan_string(struct rule_loader *loader, struct scan *scan)
{
	for (; scan->at < scan->text.size; scan->at++) {
		char c = scan->text.data[scan->at];

		scan->line += c == '\n';
		if (c == '"')
			break;
		if (c != '\\' || ++scan->at == scan->text.size)
			continue;
		c = scan->text.data[scan->at];
		if (c == 'a' || c == 'b' || c == 'v')
			complaints_add(loader->complaints, true, loader->file,
				       scan->line, "",
				       "\\%c in quotes is a control character "
				       "to libconfig 1.8 and later; write "
				       "\\\\%c",
				       c, c);
	}
	scan->at++;
}

void
loader_check_escapes(struct rule_loader *loader, struct slice text)
{
	struct scan scan = { text, 0, 1 };

	while (scan.at < text.size) {
		if (scan_is(&scan, "#") || scan_is(&scan, "//"))
			scan_skip(&scan, "\n");
		else if (scan_is(&scan, "/*"))
			scan_skip(&scan, "*/");
		if (scan.at >= text.size)
			break;
		if (text.data[scan.at] == '"') {
			scan.at++;
			scan_string(loader, &scan);
			continue;
		}
		scan.line += text.data[scan.at] == '\n';
		scan.at++;
	}
}
