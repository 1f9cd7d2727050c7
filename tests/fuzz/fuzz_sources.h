/*
 * fuzz_sources.h - files for a parser of configuration, as a role is given
 * them when it is started: nothing is asked of the disk.
 */
#ifndef TG_TESTS_FUZZ_SOURCES_H
#define TG_TESTS_FUZZ_SOURCES_H

#include "config/sources.h"
#include "fuzz.h"

struct fuzz_source {
	char type; /* 'F' a file, 'L' the list of a folder, each with its NUL */
	const char *path;
	const void *data;
	size_t size;
};

/* The caller frees them with sources_free(); NULL when they were refused. */
struct sources *
fuzz_sources(const struct fuzz_source *items, size_t count);

#endif
