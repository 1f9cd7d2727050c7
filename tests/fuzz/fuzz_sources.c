/*
 * fuzz_sources.c - writes what sources_save() would, and restores it.
 */
#include "fuzz_sources.h"

#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/hash.h"

/* libconfig 1.5 loses a text that it was reading at a syntax error. Its
 * functions have no names where there is no llvm-symbolizer. */
const char *
__lsan_default_suppressions(void);
const char *
__lsan_default_options(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:libconfig.so\n";
}

const char *
__lsan_default_options(void)
{
	return "print_suppressions=0";
}

static void
add_counted(struct buf *out, const void *data, size_t size)
{
	uint32_t counted = (uint32_t)size;

	buf_add(out, &counted, sizeof(counted));
	buf_add(out, data, size);
}

struct sources *
fuzz_sources(const struct fuzz_source *items, size_t count)
{
	char digest[HASH_SHA256_HEX];
	struct sources *sources;
	struct error err;
	struct buf out;
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	buf_init(&out, NULL);
	buf_add_str(&out, "ticketgate sources 1\n");
	for (size_t i = 0; i < count; i++) {
		buf_add_char(&out, items[i].type);
		add_counted(&out, items[i].path, strlen(items[i].path));
		add_counted(&out, items[i].data, items[i].size);
	}
	hash_sha256(out.data, out.size, digest);
	buf_add(&out, digest, sizeof(digest) - 1);
	sources = pwrite(fd, out.data, out.size, 0) == (ssize_t)out.size
			  ? sources_restore(fd, &err)
			  : NULL;
	buf_clear(&out);
	close(fd);
	return sources;
}
