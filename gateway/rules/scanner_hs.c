/*
 * scanner_hs.c - literals in libhs, with a cache of the compiled database.
 *
 * Only literals are given to it: they compile in tenths of a second where
 * thousands of regular expressions take minutes, and PCRE2 confirms anyway.
 * The cache is a file that anybody may have damaged: it carries the hash of
 * what it was made from and of its own bytes, and whatever does not fit is
 * compiled anew.
 */
#include "rules/scanner_hs.h"

#ifdef HAVE_HYPERSCAN

#include <hs/hs.h>

#include "base/hash.h"
#include "base/io.h"

#define CACHE_MAX ((size_t)256 * 1024 * 1024)

/* In front of the serialised database. */
struct cache_head {
	char made_from[HASH_SHA256_HEX];
	char bytes[HASH_SHA256_HEX];
};

struct scanner_hs {
	hs_database_t *database;
	hs_scratch_t *scratch;
};

bool
scanner_hs_available(void)
{
	return hs_valid_platform() == HS_SUCCESS;
}

void
scanner_hs_free(struct scanner_hs *hs)
{
	if (!hs)
		return;
	hs_free_scratch(hs->scratch);
	hs_free_database(hs->database);
	free(hs);
}

static void
cache_identify(const struct scanner_literal *literals, size_t count,
	       char out[static HASH_SHA256_HEX])
{
	struct hash *hash = hash_new();
	size_t i;

	hash_add(hash, hs_version(), strlen(hs_version()));
	for (i = 0; i < count; i++) {
		hash_add(hash, literals[i].whole ? "w" : "a", 1);
		hash_add(hash, literals[i].text, literals[i].size + 1);
	}
	hash_finish(hash, out);
}

static bool
cache_load(struct scanner_hs *hs, const char *path, const char *made_from)
{
	struct arena *arena = arena_new();
	struct cache_head head;
	struct slice all = { NULL, 0 };
	char bytes[HASH_SHA256_HEX];
	bool loaded = false;

	if (io_read_file(path, CACHE_MAX, arena, &all, NULL) &&
	    all.size > sizeof(head)) {
		const char *data = all.data + sizeof(head);
		size_t size = all.size - sizeof(head);

		memcpy(&head, all.data, sizeof(head));
		hash_sha256(data, size, bytes);
		loaded = memcmp(head.made_from, made_from, HASH_SHA256_HEX) ==
				 0 &&
			 memcmp(head.bytes, bytes, HASH_SHA256_HEX) == 0 &&
			 hs_deserialize_database(data, size, &hs->database) ==
				 HS_SUCCESS;
	}
	arena_free(arena);
	return loaded;
}

static void
cache_save(const struct scanner_hs *hs, const char *path, const char *made_from)
{
	struct cache_head head;
	struct buf out;
	char *data = NULL;
	size_t size = 0;

	if (hs_serialize_database(hs->database, &data, &size) != HS_SUCCESS)
		return;
	memcpy(head.made_from, made_from, HASH_SHA256_HEX);
	hash_sha256(data, size, head.bytes);
	buf_init(&out, NULL);
	buf_add(&out, &head, sizeof(head));
	buf_add(&out, data, size);
	(void)io_write_file_atomic(path, out.data, out.size, 0600, NULL);
	buf_clear(&out);
	free(data);
}

static bool
hs_compile_literals(struct scanner_hs *hs,
		    const struct scanner_literal *literals, size_t count,
		    struct error *err)
{
	const char **texts = reallocarray(NULL, count, sizeof(*texts));
	size_t *sizes = reallocarray(NULL, count, sizeof(*sizes));
	unsigned *flags = reallocarray(NULL, count, sizeof(*flags));
	unsigned *ids = reallocarray(NULL, count, sizeof(*ids));
	hs_compile_error_t *failure = NULL;
	hs_error_t result;
	size_t i;

	if (!texts || !sizes || !flags || !ids)
		abort();
	for (i = 0; i < count; i++) {
		texts[i] = literals[i].text;
		sizes[i] = literals[i].size;
		flags[i] = literals[i].whole ? 0 : HS_FLAG_SINGLEMATCH;
		ids[i] = (unsigned)i;
	}
	result = hs_compile_lit_multi(texts, flags, ids, sizes, (unsigned)count,
				      HS_MODE_BLOCK, NULL, &hs->database,
				      &failure);
	if (result != HS_SUCCESS)
		error_set(err, ERROR_CONFIG,
			  "libhs cannot compile the rules' words: %s; use the "
			  "built-in prefilter instead",
			  failure ? failure->message : "no reason given");
	hs_free_compile_error(failure);
	free(texts);
	free(sizes);
	free(flags);
	free(ids);
	return result == HS_SUCCESS;
}

struct scanner_hs *
scanner_hs_new(const struct scanner_literal *literals, size_t count,
	       const char *cache_path, struct error *err)
{
	struct scanner_hs *hs = calloc(1, sizeof(*hs));
	char made_from[HASH_SHA256_HEX];

	if (!hs)
		abort();
	if (!scanner_hs_available()) {
		error_set(err, ERROR_CONFIG,
			  "libhs does not run on this processor; use the "
			  "built-in prefilter instead");
		goto fail;
	}
	cache_identify(literals, count, made_from);
	if (!cache_path || !cache_load(hs, cache_path, made_from)) {
		if (!hs_compile_literals(hs, literals, count, err))
			goto fail;
		if (cache_path)
			cache_save(hs, cache_path, made_from);
	}
	if (hs_alloc_scratch(hs->database, &hs->scratch) == HS_SUCCESS)
		return hs;
	error_set(err, ERROR_RETRY, "libhs has no memory to scan with");
fail:
	scanner_hs_free(hs);
	return NULL;
}

struct hs_call {
	void (*hit)(void *data, size_t literal, size_t end);
	void *data;
};

static int
hs_on_match(unsigned id, unsigned long long from, unsigned long long to,
	    unsigned flags, void *data)
{
	const struct hs_call *call = data;

	(void)from;
	(void)flags;
	call->hit(call->data, id, (size_t)to);
	return 0;
}

bool
scanner_hs_scan(struct scanner_hs *hs, const char *text, size_t size,
		void (*hit)(void *data, size_t literal, size_t end), void *data)
{
	struct hs_call call = { hit, data };

	return hs_scan(hs->database, text, (unsigned)size, 0, hs->scratch,
		       hs_on_match, &call) == HS_SUCCESS;
}

#else /* HAVE_HYPERSCAN */

bool
scanner_hs_available(void)
{
	return false;
}

struct scanner_hs *
scanner_hs_new(const struct scanner_literal *literals, size_t count,
	       const char *cache_path, struct error *err)
{
	(void)literals;
	(void)count;
	(void)cache_path;
	error_set(err, ERROR_CONFIG,
		  "this build has no libhs; use the built-in prefilter, or "
		  "configure again with libhs (Debian: libhyperscan-dev)");
	return NULL;
}

void
scanner_hs_free(struct scanner_hs *hs)
{
	(void)hs;
}

bool
scanner_hs_scan(struct scanner_hs *hs, const char *text, size_t size,
		void (*hit)(void *data, size_t literal, size_t end), void *data)
{
	(void)hs;
	(void)text;
	(void)size;
	(void)hit;
	(void)data;
	return false;
}

#endif
