/*
 * scanner.c - the trie, and the choice of engine.
 *
 * Edges live in one hash table, keyed by node and byte. Most places of a text
 * are dismissed without touching it: a bitmap tells whether any literal begins
 * with the next three bytes, and whole words are only looked for where a word
 * can begin. A walk is no longer than the longest literal, so that the work
 * is linear in the text whatever the text is.
 */
#include "rules/scanner.h"

#include "rules/scanner_hs.h"

enum { ROOT_WHOLE, ROOT_ANYWHERE, ROOTS };

struct edge {
	uint32_t key; /* node << 8 | byte, plus 1; 0: free */
	uint32_t child;
};

struct node {
	uint32_t literal; /* number plus 1; 0: none ends here */
};

struct root {
	size_t literals;
	bool begins_short[256]; /* first bytes of literals under 3 bytes */
	unsigned char begins[65536 / 8]; /* hashes of first three bytes */
};

struct scanner {
	struct edge *edges;
	size_t edge_count, edge_size; /* size is a power of two */
	struct node *nodes;
	size_t node_count, node_size;
	struct scanner_literal *literals;
	size_t literal_count, literal_size;
	struct root roots[ROOTS];
	uint64_t *seen;	       /* bit a literal, for the scan under way */
	struct scanner_hs *hs; /* NULL: the trie */
};

static void *
scanner_grow(void *items, size_t count, size_t *capacity, size_t size)
{
	size_t more = *capacity;

	if (count < *capacity)
		return items;
	more = more ? more * 2 : 64;
	items = reallocarray(items, more, size);
	if (!items)
		abort();
	memset((char *)items + *capacity * size, 0, (more - *capacity) * size);
	*capacity = more;
	return items;
}

static uint32_t
scanner_add_node(struct scanner *scanner)
{
	scanner->nodes =
		scanner_grow(scanner->nodes, scanner->node_count,
			     &scanner->node_size, sizeof(*scanner->nodes));
	if (scanner->node_count >= 1u << 24)
		abort(); /* rulefile.c bounds the size of rule files */
	return (uint32_t)scanner->node_count++;
}

bool
scanner_has_hyperscan(void)
{
	return scanner_hs_available();
}

struct scanner *
scanner_new(void)
{
	struct scanner *scanner = calloc(1, sizeof(*scanner));
	int i;

	if (!scanner)
		abort();
	scanner->edge_size = 256;
	scanner->edges = calloc(scanner->edge_size, sizeof(struct edge));
	if (!scanner->edges)
		abort();
	for (i = 0; i < ROOTS; i++)
		(void)scanner_add_node(scanner);
	return scanner;
}

void
scanner_free(struct scanner *scanner)
{
	size_t i;

	if (!scanner)
		return;
	for (i = 0; i < scanner->literal_count; i++)
		free(scanner->literals[i].text);
	free(scanner->literals);
	free(scanner->nodes);
	free(scanner->edges);
	free(scanner->seen);
	scanner_hs_free(scanner->hs);
	free(scanner);
}

static uint32_t
edge_hash(uint32_t key)
{
	key ^= key >> 15;
	key *= 0x2C1B3C6Du;
	key ^= key >> 12;
	return key * 0x297A2D39u >> 4;
}

/* The edge with KEY, or the free place where it would be. */
static struct edge *
edge_find(const struct scanner *scanner, uint32_t key)
{
	size_t mask = scanner->edge_size - 1;
	size_t at = edge_hash(key) & mask;

	while (scanner->edges[at].key && scanner->edges[at].key != key + 1)
		at = (at + 1) & mask;
	return &scanner->edges[at];
}

static void
edges_grow(struct scanner *scanner)
{
	struct edge *old = scanner->edges;
	size_t old_size = scanner->edge_size, i;

	scanner->edge_size *= 2;
	scanner->edges = calloc(scanner->edge_size, sizeof(struct edge));
	if (!scanner->edges)
		abort();
	for (i = 0; i < old_size; i++)
		if (old[i].key)
			*edge_find(scanner, old[i].key - 1) = old[i];
	free(old);
}

static uint32_t
edge_follow_or_add(struct scanner *scanner, uint32_t node, unsigned char byte)
{
	uint32_t key = node << 8 | byte;
	struct edge *edge = edge_find(scanner, key);

	if (edge->key)
		return edge->child;
	if (++scanner->edge_count * 2 > scanner->edge_size) {
		edges_grow(scanner);
		edge = edge_find(scanner, key);
	}
	*edge = (struct edge){ key + 1, scanner_add_node(scanner) };
	return edge->child;
}

static uint32_t
begin_hash(const unsigned char *bytes)
{
	uint32_t three = (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 |
			 (uint32_t)bytes[2] << 16;

	return three * 0x9E3779B1u >> 16;
}

static void
root_add(struct root *root, const unsigned char *bytes, size_t size)
{
	uint32_t hash;

	root->literals++;
	if (size < 3) {
		root->begins_short[bytes[0]] = true;
		return;
	}
	hash = begin_hash(bytes);
	root->begins[hash / 8] |= (unsigned char)(1 << hash % 8);
}

size_t
scanner_add(struct scanner *scanner, const char *literal, bool whole)
{
	const unsigned char *bytes = (const unsigned char *)literal;
	uint32_t node = whole ? ROOT_WHOLE : ROOT_ANYWHERE;
	size_t size = strlen(literal), i;
	struct scanner_literal *added;

	for (i = 0; i < size; i++)
		node = edge_follow_or_add(scanner, node, bytes[i]);
	if (scanner->nodes[node].literal)
		return scanner->nodes[node].literal - 1;
	scanner->literals =
		scanner_grow(scanner->literals, scanner->literal_count,
			     &scanner->literal_size, sizeof(*added));
	added = &scanner->literals[scanner->literal_count++];
	*added = (struct scanner_literal){ strdup(literal), size, whole };
	if (!added->text)
		abort();
	scanner->nodes[node].literal = (uint32_t)scanner->literal_count;
	root_add(&scanner->roots[whole ? ROOT_WHOLE : ROOT_ANYWHERE], bytes,
		 size);
	return scanner->literal_count - 1;
}

size_t
scanner_count(const struct scanner *scanner)
{
	return scanner->literal_count;
}

bool
scanner_compile(struct scanner *scanner, enum scanner_engine engine,
		const char *cache_path, struct error *err)
{
	scanner->seen =
		calloc(scanner->literal_count / 64 + 1, sizeof(uint64_t));
	if (!scanner->seen)
		abort();
	if (engine == SCANNER_TRIE || scanner->literal_count == 0)
		return true;
	scanner->hs = scanner_hs_new(scanner->literals, scanner->literal_count,
				     cache_path, err);
	return scanner->hs != NULL;
}

/* One scan's state. */
struct scan {
	struct scanner *scanner;
	const struct folded *text;
	scanner_hit *hit;
	void *data;
};

static void
scan_report(struct scan *scan, size_t literal, size_t start, size_t end)
{
	uint64_t *word = &scan->scanner->seen[literal / 64];
	uint64_t bit = UINT64_C(1) << literal % 64;

	if (*word & bit)
		return;
	if (scan->scanner->literals[literal].whole &&
	    !folded_is_whole(scan->text, start, end))
		return;
	*word |= bit;
	scan->hit(scan->data, literal, start, end);
}

/* All literals below ROOT that begin at START. */
static void
scan_walk(struct scan *scan, uint32_t root, size_t start)
{
	const struct scanner *scanner = scan->scanner;
	const unsigned char *bytes = (const unsigned char *)scan->text->data;
	uint32_t node = root;
	size_t at;

	for (at = start; at < scan->text->size; at++) {
		const struct edge *edge =
			edge_find(scanner, node << 8 | bytes[at]);

		if (!edge->key)
			return;
		node = edge->child;
		if (scanner->nodes[node].literal)
			scan_report(scan, scanner->nodes[node].literal - 1,
				    start, at + 1);
	}
}

/* Whether any literal below ROOT may begin at AT. */
static bool
root_begins(const struct root *root, const struct folded *text, size_t at)
{
	const unsigned char *bytes = (const unsigned char *)text->data + at;
	uint32_t hash;

	if (root->begins_short[bytes[0]])
		return true;
	if (text->size - at < 3)
		return false;
	hash = begin_hash(bytes);
	return root->begins[hash / 8] >> hash % 8 & 1;
}

static bool
word_may_begin(const struct folded *text, size_t at)
{
	unsigned kind = text->kinds[at];

	return kind & FOLDED_START &&
	       (at == 0 || (kind & FOLDED_CLASS) != FOLD_WORD ||
		(text->kinds[at - 1] & FOLDED_CLASS) != FOLD_WORD);
}

static void
scan_trie(struct scan *scan)
{
	const struct root *whole = &scan->scanner->roots[ROOT_WHOLE];
	const struct root *anywhere = &scan->scanner->roots[ROOT_ANYWHERE];
	const struct folded *text = scan->text;
	size_t at;

	if (whole->literals > 0)
		for (at = 0; at < text->size; at++)
			if (word_may_begin(text, at) &&
			    root_begins(whole, text, at))
				scan_walk(scan, ROOT_WHOLE, at);
	if (anywhere->literals > 0)
		for (at = 0; at < text->size; at++)
			if (root_begins(anywhere, text, at))
				scan_walk(scan, ROOT_ANYWHERE, at);
}

static void
scan_hs_hit(void *data, size_t literal, size_t end)
{
	struct scan *scan = data;

	scan_report(scan, literal, end - scan->scanner->literals[literal].size,
		    end);
}

void
scanner_scan(struct scanner *scanner, const struct folded *text,
	     scanner_hit *hit, void *data)
{
	struct scan scan = { scanner, text, hit, data };

	if (scanner->literal_count == 0 || text->size == 0)
		return;
	memset(scanner->seen, 0,
	       (scanner->literal_count / 64 + 1) * sizeof(uint64_t));
	if (!scanner->hs || !scanner_hs_scan(scanner->hs, text->data,
					     text->size, scan_hs_hit, &scan))
		scan_trie(&scan);
}
