/*
 * table.c - tables that fit the terminal.
 *
 * Widths are the widest cells'; when the sum is too large, flexible columns
 * give way, the widest first, down to their minimum. What is still too wide
 * loses whole columns, the least important first.
 */
#include "cli/table.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/utf8.h"

#define GAP 2 /* blanks between columns */

struct row {
	const char **cells;
	const char *colour;
};

struct table {
	struct arena *arena;
	const struct table_column *columns;
	size_t column_count;
	struct row *rows;
	size_t row_count;
};

/* Columns of the terminal on standard output; 0 when it is none. COLUMNS in
 * the environment wins. */
static size_t
terminal_width(void)
{
	const char *wish = getenv("COLUMNS");
	struct winsize size;
	long columns = wish ? strtol(wish, NULL, 10) : 0;

	if (!isatty(STDOUT_FILENO))
		return 0;
	if (columns > 0)
		return (size_t)columns;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return 80;
}

bool
terminal_colours(void)
{
	const char *term = getenv("TERM");
	const char *no = getenv("NO_COLOR");

	return isatty(STDOUT_FILENO) && !(no && *no) &&
	       !(term && strcmp(term, "dumb") == 0);
}

struct table *
table_new(const struct table_column *columns, size_t count, struct arena *arena)
{
	struct table *table = arena_alloc(arena, sizeof(*table));

	table->arena = arena;
	table->columns = columns;
	table->column_count = count;
	return table;
}

/* Safe to show, on one line. */
static const char *
safe_cell(const char *text, struct arena *arena)
{
	struct buf cell;

	buf_init(&cell, arena);
	utf8_add_display(&cell, slice_from(text), 0);
	return cell.size > 0 ? cell.data : "";
}

void
table_row(struct table *table, const char *const *cells, const char *colour)
{
	struct row row = { .colour = colour };

	row.cells = arena_calloc(table->arena, table->column_count,
				 sizeof(*row.cells));
	for (size_t i = 0; i < table->column_count; i++)
		row.cells[i] = safe_cell(cells[i], table->arena);
	ARENA_PUSH(table->arena, table->rows, table->row_count, row);
}

static size_t
natural_width(const struct table *table, size_t column)
{
	size_t widest = utf8_width(slice_from(table->columns[column].title));

	for (size_t i = 0; i < table->row_count; i++) {
		size_t w = utf8_width(slice_from(table->rows[i].cells[column]));

		if (w > widest)
			widest = w;
	}
	return widest;
}

/* The flexible column with the most columns over its minimum, or -1. */
static size_t
widest_flexible(const struct table *table, const size_t *widths)
{
	size_t best = (size_t)-1, most = 0;

	for (size_t i = 0; i < table->column_count; i++) {
		const struct table_column *c = &table->columns[i];

		if (c->flexible && widths[i] > c->min && widths[i] > most) {
			best = i;
			most = widths[i];
		}
	}
	return best;
}

/* The least a table can be squeezed to, without the columns of width 0. */
static size_t
least_width(const struct table *table, const size_t *widths)
{
	size_t sum = 0;

	for (size_t i = 0; i < table->column_count; i++) {
		const struct table_column *c = &table->columns[i];
		size_t least =
			c->flexible && widths[i] > c->min ? c->min : widths[i];

		sum += least + (sum > 0 && least > 0 ? GAP : 0);
	}
	return sum;
}

/* Leaves out (width 0) the columns without which the rest fits into ROOM. */
static void
drop_columns(const struct table *table, size_t *widths, size_t room)
{
	for (;;) {
		size_t worst = (size_t)-1;
		unsigned rank = 0;

		if (least_width(table, widths) <= room)
			return;
		for (size_t i = 0; i < table->column_count; i++) {
			if (widths[i] == 0 || table->columns[i].rank <= rank)
				continue;
			worst = i;
			rank = table->columns[i].rank;
		}
		if (worst == (size_t)-1)
			return;
		widths[worst] = 0;
	}
}

static void
fit(const struct table *table, size_t *widths)
{
	size_t room = terminal_width(), sum = 0, i;

	for (i = 0; i < table->column_count; i++)
		widths[i] = natural_width(table, i);
	if (room == 0)
		return;
	drop_columns(table, widths, room);
	for (i = 0; i < table->column_count; i++)
		sum += widths[i] + (sum > 0 && widths[i] > 0 ? GAP : 0);
	while (sum > room &&
	       (i = widest_flexible(table, widths)) != (size_t)-1) {
		widths[i]--;
		sum--;
	}
}

static size_t
last_column(const struct table *table, const size_t *widths)
{
	size_t last = table->column_count - 1;

	while (last > 0 && widths[last] == 0)
		last--;
	return last;
}

static void
add_cell(struct buf *line, const char *text, size_t width, bool right,
	 bool last)
{
	struct buf cell;
	size_t pad;

	buf_init(&cell, NULL);
	utf8_add_display(&cell, slice_from(text), width);
	pad = utf8_width(buf_slice(&cell));
	pad = pad < width ? width - pad : 0;
	if (right)
		buf_printf(line, "%*s", (int)pad, "");
	buf_add_slice(line, buf_slice(&cell));
	if (!right && !last)
		buf_printf(line, "%*s", (int)pad, "");
	if (!last)
		buf_printf(line, "%*s", GAP, "");
	buf_clear(&cell);
}

static void
print_row(const struct table *table, const char *const *cells,
	  const size_t *widths, const char *colour)
{
	size_t last = last_column(table, widths);
	struct buf line;

	buf_init(&line, NULL);
	if (colour != NULL)
		buf_printf(&line, "\033[%sm", colour);
	for (size_t i = 0; i <= last; i++)
		if (widths[i] > 0)
			add_cell(&line, cells[i], widths[i],
				 table->columns[i].right, i == last);
	if (colour != NULL)
		buf_add_str(&line, "\033[0m");
	puts(line.data);
	buf_clear(&line);
}

void
table_print(const struct table *table)
{
	bool colours = terminal_colours();
	size_t *widths = arena_calloc(table->arena, table->column_count,
				      sizeof(*widths));
	const char **titles = arena_calloc(table->arena, table->column_count,
					   sizeof(*titles));

	fit(table, widths);
	for (size_t i = 0; i < table->column_count; i++)
		titles[i] = table->columns[i].title;
	print_row(table, titles, widths, colours ? "1" : NULL);
	for (size_t i = 0; i < table->row_count; i++)
		print_row(table, table->rows[i].cells, widths,
			  colours ? table->rows[i].colour : NULL);
}
