/*
 * scanner.c - the trie, and the choice of engine.
 *
 * Edges live in one hash table, keyed by node and byte; nodes that have but
 * one child, most of them, know it themselves. Most places of a text are
 * dismissed without touching either: a bitmap tells whether any literal
 * begins with the next four bytes, and whole words are only looked for where
 * a word can begin. A walk is no longer than the longest literal, so that the
 * work is linear in the text whatever the text is.
 */
#include "rules/scanner.h"

#include "rules/scanner_hs.h"

enum { ROOT_WHOLE, ROOT_ANYWHERE, ROOTS };

struct edge {
	uint32_t key; /* node << 8 | byte, plus 1; 0: free */
	uint32_t child;
};

struct node {
	uint32_t literal;   /* number plus 1; 0: none ends here */
	uint32_t child;	    /* the only one; 0: none */
	unsigned char byte; /* that leads to it */
	bool many;	    /* children are in the hash table alone */
};

/* What tells that no literal begins at a place. */
struct root {
	size_t literals;
	size_t short_literals;	       /* under 4 bytes */
	bool one[256];		       /* literals of one byte */
	unsigned char two[65536 / 8];  /* first two of 2 or 3 bytes */
	unsigned char four[65536 / 8]; /* hash of the first 4 of longer ones */
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
static inline struct edge *
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
	struct node *parent;

	if (edge->key)
		return edge->child;
	if (++scanner->edge_count * 2 > scanner->edge_size) {
		edges_grow(scanner);
		edge = edge_find(scanner, key);
	}
	*edge = (struct edge){ key + 1, scanner_add_node(scanner) };
	parent = &scanner->nodes[node];
	parent->many = parent->child != 0;
	parent->child = edge->child;
	parent->byte = byte;
	return edge->child;
}

static inline uint32_t
hash_four(const unsigned char *bytes)
{
	uint32_t four;

	memcpy(&four, bytes, sizeof(four));
	return four * 0x9E3779B1u >> 16;
}

static inline uint32_t
join_two(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 8 | bytes[1];
}

static void
bit_set(unsigned char *bits, uint32_t at)
{
	bits[at / 8] |= (unsigned char)(1 << at % 8);
}

static inline bool
bit_get(const unsigned char *bits, uint32_t at)
{
	return bits[at / 8] >> at % 8 & 1;
}

static void
root_add(struct root *root, const unsigned char *bytes, size_t size)
{
	root->literals++;
	root->short_literals += size < 4;
	if (size == 1)
		root->one[bytes[0]] = true;
	else if (size < 4)
		bit_set(root->two, join_two(bytes));
	else
		bit_set(root->four, hash_four(bytes));
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

/* Where BYTE leads from NODE; 0: nowhere. */
static inline uint32_t
node_follow(const struct scanner *scanner, uint32_t node, unsigned char byte)
{
	const struct node *from = &scanner->nodes[node];

	if (from->many)
		return edge_find(scanner, node << 8 | byte)->child;
	return from->byte == byte ? from->child : 0;
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
		node = node_follow(scanner, node, bytes[at]);
		if (node == 0)
			return;
		if (scanner->nodes[node].literal)
			scan_report(scan, scanner->nodes[node].literal - 1,
				    start, at + 1);
	}
}

/* Whether any literal below ROOT may begin at AT. */
static inline bool
root_begins(const struct root *root, const struct folded *text, size_t at)
{
	const unsigned char *bytes = (const unsigned char *)text->data + at;
	size_t left = text->size - at;

	if (root->short_literals > 0 &&
	    (root->one[bytes[0]] ||
	     (left >= 2 && bit_get(root->two, join_two(bytes)))))
		return true;
	return left >= 4 && bit_get(root->four, hash_four(bytes));
}

static inline bool
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
