/*
 * fuzz_config.c - a configuration file through lint, libconfig and schema.
 */
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/hash.h"
#include "config/config.h"
#include "fuzz.h"

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

/* The sources of a role that was started with this file: nothing is asked of
 * the disk. */
static struct sources *
sources_of(const uint8_t *data, size_t size)
{
	static const char path[] = "/f.conf";
	uint32_t path_size = sizeof(path) - 1, data_size = (uint32_t)size;
	char digest[HASH_SHA256_HEX];
	struct sources *sources;
	struct error err;
	struct buf out;
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	buf_init(&out, NULL);
	buf_add_str(&out, "ticketgate sources 1\nF");
	buf_add(&out, &path_size, sizeof(path_size));
	buf_add(&out, path, path_size);
	buf_add(&out, &data_size, sizeof(data_size));
	buf_add(&out, data, size);
	hash_sha256(out.data, out.size, digest);
	buf_add(&out, digest, sizeof(digest) - 1);
	sources = pwrite(fd, out.data, out.size, 0) == (ssize_t)out.size
			  ? sources_restore(fd, &err)
			  : NULL;
	buf_clear(&out);
	close(fd);
	return sources;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sources *sources = sources_of(data, size);
	struct arena *arena = arena_new();
	struct complaints complaints;
	struct config *config;

	PROMISE(sources != NULL);
	complaints_init(&complaints, arena);
	config = config_load(sources, "/f.conf", arena, &complaints);
	PROMISE((config == NULL) == (complaints.errors > 0));
	for (size_t i = 0; i < complaints.count; i++)
		complaint_format(&complaints.items[i], arena);
	sources_free(sources);
	arena_free(arena);
	return 0;
}
