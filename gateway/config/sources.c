/*
 * sources.c - files remembered, written to a memfd, and given back.
 *
 * What goes wrong: a file that is edited while we read (the roles must agree
 * on one version: each file is read once), and a memfd that is not what we
 * wrote (a bug or a wrong descriptor: the hash over it must match).
 *
 * Format: MAGIC, then entries (type, path size, path, data size, data; sizes
 * 32 bits in host order, it never leaves the machine), then the SHA-256 of
 * all of that in hex.
 */
#include "config/sources.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/io.h"

#define MAGIC	    "ticketgate sources 1\n"
#define MAGIC_SIZE  (sizeof(MAGIC) - 1)
#define DIGEST_SIZE ((size_t)HASH_SHA256_HEX - 1)

/* Far more than any admin writes; small enough to keep in every process. */
#define FILE_MAX ((size_t)16 << 20)
#define SAVE_MAX ((size_t)64 << 20)
/* A folder with more files than this is a wrong path. */
#define LIST_MAX 4096

enum entry_type {
	ENTRY_FILE = 'F', /* data: its bytes */
	ENTRY_LIST = 'L', /* data: suffix, then the paths, each with its NUL */
	ENTRY_MODE = 'M'  /* data: st_mode, or 0 when there is nothing */
};

struct entry {
	enum entry_type type;
	const char *path;
	struct slice data;
};

struct sources {
	struct arena *arena;
	bool from_disk;
	struct entry *entries;
	size_t count;
};

static struct sources *
sources_make(bool from_disk)
{
	struct arena *arena = arena_new();
	struct sources *sources = arena_alloc(arena, sizeof(*sources));

	sources->arena = arena;
	sources->from_disk = from_disk;
	return sources;
}

struct sources *
sources_new(void)
{
	return sources_make(true);
}

void
sources_free(struct sources *sources)
{
	if (sources)
		arena_free(sources->arena);
}

/* For lists, SUFFIX must be the entry's; else it is NULL. */
static const struct entry *
sources_find(const struct sources *sources, enum entry_type type,
	     const char *path, const char *suffix)
{
	for (size_t i = 0; i < sources->count; i++) {
		const struct entry *entry = &sources->entries[i];

		if (entry->type == type && strcmp(entry->path, path) == 0 &&
		    (!suffix || strcmp(entry->data.data, suffix) == 0))
			return entry;
	}
	return NULL;
}

/* DATA must live in the arena and be followed by a NUL. */
static void
sources_remember(struct sources *sources, enum entry_type type,
		 const char *path, struct slice data)
{
	struct entry entry = { type, arena_strdup(sources->arena, path), data };

	ARENA_PUSH(sources->arena, sources->entries, sources->count, entry);
}

static bool
sources_unknown(const char *path, struct error *err)
{
	return error_set(err, ERROR_CONFIG,
			 "%s was not read when the configuration was checked; "
			 "reload the daemon to take it up",
			 path);
}

bool
sources_read(struct sources *sources, const char *path, struct slice *out,
	     struct error *err)
{
	const struct entry *entry =
		sources_find(sources, ENTRY_FILE, path, NULL);
	struct slice bytes;

	if (entry) {
		*out = entry->data;
		return true;
	}
	if (!sources->from_disk)
		return sources_unknown(path, err);
	if (!io_read_file(path, FILE_MAX, sources->arena, &bytes, err)) {
		if (err && err->class == ERROR_REJECT)
			err->class = ERROR_CONFIG;
		return false;
	}
	sources_remember(sources, ENTRY_FILE, path, bytes);
	*out = bytes;
	return true;
}

unsigned
sources_mode(struct sources *sources, const char *path)
{
	const struct entry *entry =
		sources_find(sources, ENTRY_MODE, path, NULL);
	struct stat st;
	uint32_t mode = 0;

	if (entry) {
		memcpy(&mode, entry->data.data, sizeof(mode));
		return mode;
	}
	if (!sources->from_disk)
		return 0;
	if (stat(path, &st) == 0)
		mode = st.st_mode;
	sources_remember(
		sources, ENTRY_MODE, path,
		slice_of(arena_memdup(sources->arena, &mode, sizeof(mode)),
			 sizeof(mode)));
	return mode;
}

bool
sources_exists(struct sources *sources, const char *path)
{
	return sources_mode(sources, path) != 0;
}

/* Folders */

static int
compare_names(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;

	return strcmp(*left, *right);
}

static bool
name_is_listed(const char *name, const char *suffix)
{
	size_t size = strlen(name), end = strlen(suffix);

	return name[0] != '.' && size > end &&
	       strcmp(name + size - end, suffix) == 0;
}

/* The full paths of the files in the folder PATH, sorted by name. */
static bool
folder_read(struct arena *arena, const char *path, const char *suffix,
	    struct string_list *out, struct error *err)
{
	DIR *dir = opendir(path);
	struct dirent *found;

	*out = (struct string_list){ 0 };
	if (!dir)
		return error_set(err, ERROR_CONFIG,
				 "cannot open folder %s: %s; check the path "
				 "and its permissions",
				 path, strerror(errno));
	while ((found = readdir(dir)) && out->count <= LIST_MAX) {
		const char *full;

		if (!name_is_listed(found->d_name, suffix))
			continue;
		full = arena_printf(arena, "%s/%s", path, found->d_name);
		ARENA_PUSH(arena, out->items, out->count, full);
	}
	closedir(dir);
	if (out->count > LIST_MAX)
		return error_set(err, ERROR_CONFIG,
				 "folder %s holds more than %d files that end "
				 "in %s; name a smaller one",
				 path, LIST_MAX, suffix);
	if (out->count > 0)
		qsort(out->items, out->count, sizeof(*out->items),
		      compare_names);
	return true;
}

/* SUFFIX and the paths, each with its NUL: the form that is remembered. */
static struct slice
list_pack(struct arena *arena, const char *suffix,
	  const struct string_list *list)
{
	struct buf out;

	buf_init(&out, arena);
	buf_add(&out, suffix, strlen(suffix) + 1);
	for (size_t i = 0; i < list->count; i++)
		buf_add(&out, list->items[i], strlen(list->items[i]) + 1);
	return buf_slice(&out);
}

static void
list_unpack(struct arena *arena, struct slice data, struct string_list *out)
{
	size_t pos = strlen(data.data) + 1; /* behind the suffix */

	*out = (struct string_list){ 0 };
	while (pos < data.size) {
		const char *path = data.data + pos;

		ARENA_PUSH(arena, out->items, out->count, path);
		pos += strlen(path) + 1;
	}
}

bool
sources_list(struct sources *sources, const char *path, const char *suffix,
	     struct string_list *out, struct error *err)
{
	const struct entry *entry =
		sources_find(sources, ENTRY_LIST, path, suffix);
	struct arena *arena = sources->arena;
	struct string_list list = { 0 };
	unsigned mode;

	if (entry) {
		list_unpack(arena, entry->data, out);
		return true;
	}
	if (!sources->from_disk)
		return sources_unknown(path, err);
	mode = sources_mode(sources, path);
	if (mode == 0)
		return error_set(err, ERROR_CONFIG,
				 "%s does not exist; check the path", path);
	if (!S_ISDIR(mode)) {
		const char *copy = arena_strdup(arena, path);

		ARENA_PUSH(arena, list.items, list.count, copy);
	} else if (!folder_read(arena, path, suffix, &list, err)) {
		return false;
	}
	sources_remember(sources, ENTRY_LIST, path,
			 list_pack(arena, suffix, &list));
	*out = list;
	return true;
}

bool
sources_add_before(struct sources *sources, const char *folder,
		   const char *text, const char *other, const char *suffix,
		   struct error *err)
{
	struct arena *arena = sources->arena;
	struct string_list files, list = { 0 };
	const char *path = arena_printf(arena, "%s/0%s", folder, suffix);
	const char *copy = arena_strdup(arena, text);

	if (other[0] == '\0')
		files = (struct string_list){ 0 };
	else if (!sources_list(sources, other, suffix, &files, err))
		return false;
	ARENA_PUSH(arena, list.items, list.count, path);
	for (size_t i = 0; i < files.count; i++)
		ARENA_PUSH(arena, list.items, list.count, files.items[i]);
	sources_remember(sources, ENTRY_FILE, path, slice_from(copy));
	sources_remember(sources, ENTRY_LIST, folder,
			 list_pack(arena, suffix, &list));
	return true;
}

/* Save and restore */

static void
add_counted(struct buf *out, const void *data, size_t size)
{
	uint32_t count = (uint32_t)size;

	buf_add(out, &count, sizeof(count));
	buf_add(out, data, size);
}

/* Writes at the start of FD without moving its offset. */
static bool
write_at_start(int fd, const struct buf *bytes, struct error *err)
{
	size_t done = 0;

	if (ftruncate(fd, 0) != 0)
		return error_set(err, ERROR_RETRY,
				 "cannot empty the descriptor for the files "
				 "of the configuration: %s",
				 strerror(errno));
	while (done < bytes->size) {
		ssize_t n = pwrite(fd, bytes->data + done, bytes->size - done,
				   (off_t)done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return error_set(err, ERROR_RETRY,
					 "cannot write the files of the "
					 "configuration: %s",
					 strerror(errno));
		done += (size_t)n;
	}
	return true;
}

bool
sources_save(const struct sources *sources, int fd, struct error *err)
{
	char digest[HASH_SHA256_HEX];
	struct buf out;
	bool ok = false;

	buf_init(&out, NULL);
	buf_add(&out, MAGIC, MAGIC_SIZE);
	for (size_t i = 0; i < sources->count && out.size <= SAVE_MAX; i++) {
		const struct entry *entry = &sources->entries[i];

		buf_add_char(&out, (char)entry->type);
		add_counted(&out, entry->path, strlen(entry->path));
		add_counted(&out, entry->data.data, entry->data.size);
	}
	if (out.size > SAVE_MAX) {
		error_set(err, ERROR_CONFIG,
			  "configuration, rules and templates together are "
			  "larger than %zu MiB; make them smaller",
			  SAVE_MAX >> 20);
		goto out;
	}
	hash_sha256(out.data, out.size, digest);
	buf_add(&out, digest, DIGEST_SIZE);
	ok = write_at_start(fd, &out, err);
out:
	buf_clear(&out);
	return ok;
}

static bool
read_from_start(int fd, struct arena *arena, struct slice *out,
		struct error *err)
{
	struct stat st;
	size_t size, done = 0;
	char *bytes;

	if (fstat(fd, &st) != 0 || st.st_size < 0 ||
	    (uint64_t)st.st_size > SAVE_MAX + DIGEST_SIZE)
		return error_set(err, ERROR_BUG,
				 "descriptor %d holds no saved configuration",
				 fd);
	size = (size_t)st.st_size;
	bytes = arena_alloc(arena, size + 1);
	while (done < size) {
		ssize_t n = pread(fd, bytes + done, size - done, (off_t)done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return error_set(err, ERROR_BUG,
					 "cannot read the saved "
					 "configuration: %s",
					 n < 0 ? strerror(errno) : "it is cut");
		done += (size_t)n;
	}
	*out = slice_of(bytes, size);
	return true;
}

/* Cuts a 32-bit size and that many bytes off REST; a copy with a NUL. */
static bool
take_counted(struct arena *arena, struct slice *rest, struct slice *out)
{
	uint32_t size;

	if (rest->size < sizeof(size))
		return false;
	memcpy(&size, rest->data, sizeof(size));
	if (size > rest->size - sizeof(size))
		return false;
	*out = slice_of(arena_memdup(arena, rest->data + sizeof(size), size),
			size);
	*rest = slice_sub(*rest, sizeof(size) + size, rest->size);
	return true;
}

static bool
entry_is_sound(enum entry_type type, struct slice path, struct slice data)
{
	if (path.size == 0 || memchr(path.data, '\0', path.size))
		return false;
	switch (type) {
	case ENTRY_FILE:
		return data.size <= FILE_MAX;
	case ENTRY_LIST:
		return data.size > 0 && data.data[data.size - 1] == '\0';
	case ENTRY_MODE:
		return data.size == sizeof(uint32_t);
	}
	return false;
}

static bool
sources_parse(struct sources *sources, struct slice rest)
{
	while (rest.size > 0) {
		enum entry_type type =
			(enum entry_type)(unsigned char)rest.data[0];
		struct slice path, data;

		rest = slice_sub(rest, 1, rest.size);
		if (!take_counted(sources->arena, &rest, &path) ||
		    !take_counted(sources->arena, &rest, &data) ||
		    !entry_is_sound(type, path, data))
			return false;
		sources_remember(sources, type, path.data, data);
	}
	return true;
}

/* The entries between magic and digest; false when either is not right. */
static bool
saved_open(struct slice bytes, struct slice *body)
{
	char digest[HASH_SHA256_HEX];
	size_t end;

	if (bytes.size < MAGIC_SIZE + DIGEST_SIZE ||
	    memcmp(bytes.data, MAGIC, MAGIC_SIZE) != 0)
		return false;
	end = bytes.size - DIGEST_SIZE;
	hash_sha256(bytes.data, end, digest);
	if (memcmp(digest, bytes.data + end, DIGEST_SIZE) != 0)
		return false;
	*body = slice_sub(bytes, MAGIC_SIZE, end);
	return true;
}

struct sources *
sources_restore(int fd, struct error *err)
{
	struct sources *sources = sources_make(false);
	struct arena *scratch = arena_new();
	struct slice bytes = { 0 }, body;
	bool ok = false;

	if (!read_from_start(fd, scratch, &bytes, err))
		goto out;
	if (!saved_open(bytes, &body) || !sources_parse(sources, body)) {
		error_set(err, ERROR_BUG,
			  "the saved configuration on descriptor %d is "
			  "damaged",
			  fd);
		goto out;
	}
	ok = true;
out:
	arena_free(scratch);
	if (!ok) {
		sources_free(sources);
		return NULL;
	}
	return sources;
}
