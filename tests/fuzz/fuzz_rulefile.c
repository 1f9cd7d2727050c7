/*
 * fuzz_rulefile.c - a rule file through lint, libconfig and compiler, its
 * examples, and a mail that is explained by it.
 */
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/hash.h"
#include "config/rulefile.h"
#include "rules/explain.h"
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

#define RULE_FILE "/f.conf"
#define RULE_LIST ".conf\0/f.conf"
#define TABLE	  "ip,site,tags\n10.1.0.0/16,Rome,\nexample.org,Bern,x\n"

static void
add_counted(struct buf *out, const void *data, size_t size)
{
	uint32_t counted = (uint32_t)size;

	buf_add(out, &counted, sizeof(counted));
	buf_add(out, data, size);
}

static void
add_entry(struct buf *out, char type, const char *path, const void *data,
	  size_t size)
{
	buf_add_char(out, type);
	add_counted(out, path, strlen(path));
	add_counted(out, data, size);
}

/* The sources of a role that was started with this file, and a table beside
 * it: nothing is asked of the disk. */
static struct sources *
sources_of(const uint8_t *data, size_t size)
{
	char digest[HASH_SHA256_HEX];
	struct sources *sources;
	struct error err;
	struct buf out;
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	buf_init(&out, NULL);
	buf_add_str(&out, "ticketgate sources 1\n");
	add_entry(&out, 'L', RULE_FILE, RULE_LIST, sizeof(RULE_LIST));
	add_entry(&out, 'F', RULE_FILE, data, size);
	add_entry(&out, 'F', "/a.csv", TABLE, sizeof(TABLE) - 1);
	hash_sha256(out.data, out.size, digest);
	buf_add(&out, digest, sizeof(digest) - 1);
	sources = pwrite(fd, out.data, out.size, 0) == (ssize_t)out.size
			  ? sources_restore(fd, &err)
			  : NULL;
	buf_clear(&out);
	close(fd);
	return sources;
}

/* Both ways to ask give the same verdict, and it survives the pipe. */
static void
ask(struct ruleset *ruleset, struct arena *arena)
{
	static const char mail[] = "From: Ana <a@example.org>\nSubject: x\n"
				   "X-A: 1\n\ntoner NB-1234 10.1.2.3 aaaa\n";
	static const struct rule_context context = { .mailbox = "help" };
	struct facts *facts =
		facts_read(slice_of(mail, sizeof(mail) - 1), arena);
	struct explanation *explanation =
		ruleset_explain(ruleset, facts, &context, arena);
	struct verdict *verdict;
	struct error err;
	json_t *json = explanation_to_json(explanation);

	PROMISE(json != NULL);
	PROMISE(verdict_from_json(json_object_get(json, "verdict"), arena,
				  &verdict, &err));
	json_decref(json);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct ruleset_options options = {
		.prefilter = PREFILTER_TRIE,
	};
	struct sources *sources = sources_of(data, size);
	struct arena *arena = arena_new();
	struct complaints complaints;
	struct ruleset *ruleset;

	PROMISE(sources != NULL);
	complaints_init(&complaints, arena);
	ruleset = rulefile_load_with(sources, RULE_FILE, &options, &complaints);
	PROMISE((ruleset == NULL) == (complaints.errors > 0));
	if (ruleset) {
		rulefile_run_examples(ruleset, sources, &complaints);
		ask(ruleset, arena);
	}
	for (size_t i = 0; i < complaints.count; i++)
		complaint_format(&complaints.items[i], arena);
	ruleset_free(ruleset);
	sources_free(sources);
	arena_free(arena);
	return 0;
}
