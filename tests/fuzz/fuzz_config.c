/*
 * fuzz_config.c - a configuration file through lint, libconfig and schema.
 */
#include "config/config.h"
#include "fuzz_sources.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct fuzz_source file = { 'F', "/f.conf", data, size };
	struct sources *sources = fuzz_sources(&file, 1);
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
