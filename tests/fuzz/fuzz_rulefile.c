/*
 * fuzz_rulefile.c - a rule file through lint, libconfig and compiler, its
 * examples, and a mail that is explained by it.
 */
#include "config/rulefile.h"
#include "fuzz_sources.h"
#include "rules/explain.h"

#define RULE_FILE "/f.conf"
#define RULE_LIST ".conf\0/f.conf"
#define TABLE	  "ip,site,tags\n10.1.0.0/16,Rome,\nexample.org,Bern,x\n"

/* The rule file, and a table beside it. */
static struct sources *
sources_of(const uint8_t *data, size_t size)
{
	const struct fuzz_source all[] = {
		{ 'L', RULE_FILE, RULE_LIST, sizeof(RULE_LIST) },
		{ 'F', RULE_FILE, data, size },
		{ 'F', "/a.csv", TABLE, sizeof(TABLE) - 1 },
	};

	return fuzz_sources(all, sizeof(all) / sizeof(all[0]));
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
