/*
 * fuzz.h - what every fuzz entry defines, and how it says that a promise was
 * broken.
 */
#ifndef TG_TESTS_FUZZ_H
#define TG_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the process when CONDITION is false: the fuzzer keeps the input. */
#define PROMISE(condition)                                                     \
	do {                                                                   \
		if (!(condition)) {                                            \
			fprintf(stderr, "%s:%d: promise broken: %s\n",         \
				__FILE__, __LINE__, #condition);               \
			abort();                                               \
		}                                                              \
	} while (0)

#endif
