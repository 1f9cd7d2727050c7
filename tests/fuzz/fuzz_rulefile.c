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

/* libconfig 1.5 loses a text that it was reading at a syntax error. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_options(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:strbuf_append\nleak:libconfig_yylex\n";
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
	ruleset = rulefile_load_with(sources, "/f.conf", &options, &complaints);
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
