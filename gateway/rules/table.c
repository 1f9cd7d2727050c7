/*
 * table.c - tables that a person keeps in a spreadsheet.
 *
 * Spreadsheets write commas or semicolons after the country's taste, quotes,
 * byte-order marks and empty lines at the end; all of that is read. What is
 * refused is what would silently look up the wrong row: a key twice, a row
 * that is shifted by a cell.
 */
#include "rules/table.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

#define TABLE_ROWS_MAX	  1000000
#define TABLE_COLUMNS_MAX 64

struct csv {
	struct slice text;
	size_t at;
	char separator;
	int line; /* of AT */
	const char *path;
	struct arena *arena;
};

/* What spreadsheets save when they are not asked for CSV. */
static bool
csv_check_kind(struct slice text, const char *path, struct error *err)
{
	if (utf8_is_utf16(text))
		return error_set(err, ERROR_CONFIG,
				 "%s:1: the file is UTF-16; save it as \"CSV "
				 "UTF-8\"",
				 path);
	if (text.size >= 4 && memcmp(text.data, "PK\x03\x04", 4) == 0)
		return error_set(err, ERROR_CONFIG,
				 "%s:1: this is a spreadsheet program's own "
				 "file; save it as CSV",
				 path);
	return true;
}

/* Spreadsheets' plain "CSV" is in the charset of the country: names with
 * letters of it would arrive as rubbish in tickets. */
static bool
csv_check_charset(struct slice text, const char *path, struct error *err)
{
	struct slice rest = text, line;

	for (int number = 1; slice_next_line(&rest, &line); number++)
		if (!utf8_valid(line))
			return error_set(err, ERROR_CONFIG,
					 "%s:%d: the line is not UTF-8; save "
					 "the table as \"CSV UTF-8\"",
					 path, number);
	return true;
}

/* "sep=;" in the first line, which is how some programs are told. */
static void
csv_skip_hint(struct csv *csv)
{
	struct slice rest = slice_sub(csv->text, csv->at, csv->text.size), line;

	if (!slice_starts_nocase(rest, "sep=") ||
	    !slice_next_line(&rest, &line) || line.size != 5)
		return;
	csv->separator = line.data[4];
	csv->at = csv->text.size - rest.size;
	csv->line++;
}

/* The separator is whichever of the three the head has first. */
static char
csv_separator(struct slice text)
{
	size_t i;

	for (i = 0; i < text.size && text.data[i] != '\n'; i++)
		if (strchr(",;\t", text.data[i]) && text.data[i])
			return text.data[i];
	return ',';
}

static bool
csv_quoted(struct csv *csv, struct buf *cell, struct error *err)
{
	int line = csv->line;

	for (csv->at++; csv->at < csv->text.size; csv->at++) {
		char c = csv->text.data[csv->at];

		if (c == '"') {
			csv->at++;
			if (csv->at >= csv->text.size ||
			    csv->text.data[csv->at] != '"')
				return true;
		}
		if (c == '\n')
			csv->line++;
		buf_add_char(cell, c);
	}
	return error_set(err, ERROR_CONFIG,
			 "%s:%d: a quote is opened here and never closed; add "
			 "the closing \" or remove this one",
			 csv->path, line);
}

/* Reads one cell; *LAST tells that its line ends behind it. */
static bool
csv_cell(struct csv *csv, const char **out, bool *last, struct error *err)
{
	struct buf cell;
	char c;

	buf_init(&cell, csv->arena);
	while (csv->at < csv->text.size && csv->text.data[csv->at] == ' ')
		csv->at++;
	if (csv->at < csv->text.size && csv->text.data[csv->at] == '"' &&
	    !csv_quoted(csv, &cell, err))
		return false;
	*last = true;
	while (csv->at < csv->text.size) {
		c = csv->text.data[csv->at++];
		*last = c == '\n';
		if (c == '\n')
			csv->line++;
		if (c == '\n' || c == csv->separator)
			break;
		*last = true; /* when the file ends here */
		buf_add_char(&cell, c);
	}
	*out = utf8_clean(csv->arena, slice_trim(buf_slice(&cell)));
	return true;
}

/* The next line that is not empty; count 0 at the end. */
static bool
csv_row(struct csv *csv, struct string_list *row, int *line, struct error *err)
{
	row->count = 0;
	while (csv->at < csv->text.size && row->count == 0) {
		bool last = false;

		*row = (struct string_list){ NULL, 0 };
		*line = csv->line;
		while (!last) {
			const char *cell;

			if (!csv_cell(csv, &cell, &last, err))
				return false;
			ARENA_PUSH(csv->arena, row->items, row->count, cell);
		}
		if (row->count == 1 && !row->items[0][0])
			row->count = 0;
	}
	return true;
}

static bool
table_check_head(const struct string_list *head, const char *path,
		 struct error *err)
{
	size_t i, k;

	if (head->count < 2 || head->count > TABLE_COLUMNS_MAX)
		return error_set(
			err, ERROR_CONFIG,
			"%s:1: the first line must name the columns: "
			"the field to look up, then the fields to set, "
			"as in \"asset,site,queue\"",
			path);
	for (i = 0; i < head->count; i++) {
		if (!rule_is_field_name(head->items[i]))
			return error_set(
				err, ERROR_CONFIG,
				"%s:1: column \"%s\" cannot be a "
				"field; use lower-case letters, digits "
				"and _",
				path, head->items[i]);
		for (k = 0; k < i; k++)
			if (strcmp(head->items[k], head->items[i]) == 0)
				return error_set(err, ERROR_CONFIG,
						 "%s:1: column \"%s\" is there "
						 "twice; remove one",
						 path, head->items[i]);
	}
	return true;
}

static bool
table_check_value(const char *column, const char *value, const char *path,
		  int line, struct error *err)
{
	const char *const *values = rule_field_values(column);
	struct buf known;
	size_t i;

	if (!values || !value[0])
		return true;
	for (i = 0; values[i]; i++)
		if (strcmp(values[i], value) == 0)
			return true;
	buf_init(&known, NULL);
	for (i = 0; values[i]; i++)
		buf_printf(&known, "%s%s", i ? ", " : "", values[i]);
	error_set(err, ERROR_CONFIG,
		  "%s:%d: %s \"%s\" is not known; use one of %s", path, line,
		  column, value, known.data);
	buf_clear(&known);
	return false;
}

static bool
table_check_row(const struct rule_table *table, const struct string_list *row,
		const char *path, int line, struct error *err)
{
	size_t i;

	if (row->count != table->columns.count)
		return error_set(err, ERROR_CONFIG,
				 "%s:%d: this row has %zu cells and the head "
				 "%zu; add or remove separators",
				 path, line, row->count, table->columns.count);
	if (!row->items[0][0])
		return error_set(err, ERROR_CONFIG,
				 "%s:%d: the first cell, which is looked up, "
				 "is empty; fill it in or remove the row",
				 path, line);
	for (i = 1; i < row->count; i++)
		if (!table_check_value(table->columns.items[i], row->items[i],
				       path, line, err))
			return false;
	return true;
}

/* --- keys --------------------------------------------------------------- */

/* A network: 4 or 16 bytes and how many bits of them count. */
struct net {
	unsigned char bytes[16];
	size_t size;
	unsigned bits;
};

static bool
net_parse(const char *text, struct net *net)
{
	char address[INET6_ADDRSTRLEN];
	const char *slash = strchr(text, '/');
	size_t size = slash ? (size_t)(slash - text) : strlen(text);
	char *end = NULL;
	unsigned long bits;

	if (size >= sizeof(address))
		return false;
	memcpy(address, text, size);
	address[size] = '\0';
	if (inet_pton(AF_INET, address, net->bytes) == 1)
		net->size = 4;
	else if (inet_pton(AF_INET6, address, net->bytes) == 1)
		net->size = 16;
	else
		return false;
	bits = slash ? strtoul(slash + 1, &end, 10) : net->size * 8;
	if (slash && (end == slash + 1 || *end || bits > net->size * 8))
		return false;
	net->bits = (unsigned)bits;
	return true;
}

static bool
net_holds(const struct net *net, const struct net *address)
{
	unsigned i;

	if (net->size != address->size)
		return false;
	for (i = 0; i < net->bits; i++)
		if ((net->bytes[i / 8] ^ address->bytes[i / 8]) &
		    0x80u >> i % 8)
			return false;
	return true;
}

/* "10.1.0.0/33": meant as a network, and none. */
static bool
key_is_broken_net(const char *key)
{
	char *address = NULL;
	const char *slash = strchr(key, '/');
	struct net net;
	bool broken;

	if (!slash || net_parse(key, &net))
		return false;
	address = strndup(key, (size_t)(slash - key));
	if (!address)
		abort();
	broken = net_parse(address, &net);
	free(address);
	return broken;
}

static bool
key_is_special(const char *key)
{
	struct net net;

	return strchr(key, '*') || strchr(key, '.') ||
	       (strchr(key, '/') && net_parse(key, &net));
}

static size_t
key_slot(const struct rule_table *table, const char *key)
{
	size_t mask = table->slot_count - 1, at;
	uint64_t hash = 14695981039346656037u;
	const char *byte;

	for (byte = key; *byte; byte++)
		hash = (hash ^ (unsigned char)*byte) * 1099511628211u;
	at = (size_t)(hash ^ hash >> 32) & mask;
	while (table->slots[at] &&
	       strcmp(table->keys[table->slots[at] - 1], key) != 0)
		at = (at + 1) & mask;
	return at;
}

static bool
table_index(struct rule_table *table, const char *path, struct arena *arena,
	    struct error *err)
{
	size_t i;

	for (table->slot_count = 16; table->slot_count < table->row_count * 2;)
		table->slot_count *= 2;
	table->slots = arena_calloc(arena, table->slot_count, sizeof(uint32_t));
	table->keys = arena_calloc(arena, table->row_count, sizeof(char *));
	for (i = 0; i < table->row_count; i++) {
		size_t slot;

		table->keys[i] = utf8_fold(arena, table->rows[i][0]);
		slot = key_slot(table, table->keys[i]);
		if (table->slots[slot])
			return error_set(
				err, ERROR_CONFIG,
				"%s:%d: \"%s\" is in line %d already; remove "
				"one of the two rows",
				path, table->lines[i], table->rows[i][0],
				table->lines[table->slots[slot] - 1]);
		table->slots[slot] = (uint32_t)i + 1;
		if (key_is_broken_net(table->keys[i]))
			return error_set(
				err, ERROR_CONFIG,
				"%s:%d: \"%s\" is no network; write its "
				"address and length, as in \"10.1.0.0/16\"",
				path, table->lines[i], table->rows[i][0]);
		if (key_is_special(table->keys[i]))
			ARENA_PUSH(arena, table->special, table->special_count,
				   (uint32_t)i);
	}
	return true;
}

bool
rule_table_parse(struct slice text, const char *path, struct arena *arena,
		 struct rule_table *out, struct error *err)
{
	struct csv csv = { .text = text,
			   .separator = csv_separator(text),
			   .line = 1,
			   .path = path,
			   .arena = arena };
	struct rule_table table = { .file = path };
	struct string_list row;
	size_t lines = 0;
	int line = 1;

	if (text.size >= 3 && memcmp(text.data, "\xEF\xBB\xBF", 3) == 0)
		csv.at = 3;
	if (!csv_check_kind(text, path, err) ||
	    !csv_check_charset(text, path, err))
		return false;
	csv_skip_hint(&csv);
	if (!csv_row(&csv, &table.columns, &line, err) ||
	    !table_check_head(&table.columns, path, err))
		return false;
	for (;;) {
		if (!csv_row(&csv, &row, &line, err))
			return false;
		if (row.count == 0)
			break;
		if (!table_check_row(&table, &row, path, line, err))
			return false;
		if (table.row_count == TABLE_ROWS_MAX)
			return error_set(err, ERROR_CONFIG,
					 "%s: more than %d rows; split the "
					 "table",
					 path, TABLE_ROWS_MAX);
		ARENA_PUSH(arena, table.lines, lines, line);
		ARENA_PUSH(arena, table.rows, table.row_count, row.items);
	}
	if (!table_index(&table, path, arena, err))
		return false;
	table.place = out->place;
	table.by = out->by;
	if (table.by.count == 0)
		ARENA_PUSH(arena, table.by.items, table.by.count,
			   table.columns.items[0]);
	*out = table;
	return true;
}

/* --- looking up --------------------------------------------------------- */

/* How well a special key fits, 0 for not at all: longer is better within a
 * kind, and nets go before domains before beginnings. */
static size_t
key_fit(const char *key, const char *value)
{
	size_t size = strlen(key), value_size = strlen(value);
	struct net net, address;

	if (net_parse(key, &net))
		return net_parse(value, &address) && net_holds(&net, &address)
			       ? 30000 + net.bits
			       : 0;
	if (strcmp(key, "*") == 0)
		return 1;
	if (size > 1 && key[size - 1] == '*')
		return strncmp(key, value, size - 1) == 0 ? 10000 + size : 0;
	if (strncmp(key, "*.", 2) == 0) {
		key += 2;
		size -= 2;
	}
	if (value_size > size && value[value_size - size - 1] == '.' &&
	    strcmp(value + value_size - size, key) == 0)
		return 20000 + size;
	return 0;
}

const char **
rule_table_find(const struct rule_table *table, const char *value,
		struct arena *arena)
{
	const char *folded = utf8_fold(arena, value);
	size_t slot, best = 0, i;
	const char **row = NULL;

	if (table->row_count == 0)
		return NULL;
	slot = key_slot(table, folded);
	if (table->slots[slot])
		return table->rows[table->slots[slot] - 1];
	for (i = 0; i < table->special_count; i++) {
		size_t fit = key_fit(table->keys[table->special[i]], folded);

		if (fit > best) {
			best = fit;
			row = table->rows[table->special[i]];
		}
	}
	return row;
}
