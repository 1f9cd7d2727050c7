/*
 * pattern.c - PCRE2 with bounds on time, memory and stack.
 *
 * A pattern whose repetitions are all small runs as plain compiled code; any
 * other exists twice, plain for texts so short that even its worst case is
 * quick, and with a callout at each step for the rest (some four times
 * slower). PCRE2's own limits stay as a second fence.
 */
#include "rules/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "rules/literals.h"

#define JIT_STACK_START (32 * 1024)
#define JIT_STACK_MAX	(1024 * 1024)
#define HEAP_LIMIT_KIB	(64 * 1024)
#define MATCH_LIMIT	10000000
#define CAPTURES_MAX	100
/* Steps that are surely done within some milliseconds. */
#define UNWATCHED_STEPS 20000000.0
/* Work between two looks at the clock, in bytes a callout may pass over. */
#define BYTES_BETWEEN_LOOKS (512 * 1024)

#define PATTERN_OPTIONS                                                        \
	(PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF |                     \
	 PCRE2_NEVER_BACKSLASH_C | PCRE2_CASELESS | PCRE2_MULTILINE |          \
	 PCRE2_DUPNAMES)

struct pattern {
	pcre2_code *plain;
	pcre2_code *watched; /* NULL when PLAIN is always quick */
	unsigned degree;     /* worst case is about size ^ degree steps */
	double factor;
	size_t name_count;
	uint32_t name_size;
	PCRE2_SPTR names;
};

struct pattern_space {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	int64_t deadline_ms; /* of the mail; 0 none */
	int64_t match_end_ms;
	size_t passed; /* bytes since the last look at the clock */
};

static int
pattern_callout(pcre2_callout_block *block, void *data)
{
	struct pattern_space *space = data;

	space->passed += 64 + block->subject_length;
	if (space->passed < BYTES_BETWEEN_LOOKS)
		return 0;
	space->passed = 0;
	return clock_cpu_ms() > space->match_end_ms ? PCRE2_ERROR_MATCHLIMIT
						    : 0;
}

struct pattern_space *
pattern_space_new(void)
{
	struct pattern_space *space = calloc(1, sizeof(*space));

	if (!space)
		abort();
	space->data = pcre2_match_data_create(CAPTURES_MAX + 1, NULL);
	space->context = pcre2_match_context_create(NULL);
	space->stack =
		pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MAX, NULL);
	if (!space->data || !space->context)
		abort();
	if (space->stack)
		pcre2_jit_stack_assign(space->context, NULL, space->stack);
	pcre2_set_heap_limit(space->context, HEAP_LIMIT_KIB);
	pcre2_set_match_limit(space->context, MATCH_LIMIT);
	pcre2_set_callout(space->context, pattern_callout, space);
	return space;
}

void
pattern_space_free(struct pattern_space *space)
{
	if (!space)
		return;
	pcre2_jit_stack_free(space->stack);
	pcre2_match_context_free(space->context);
	pcre2_match_data_free(space->data);
	free(space);
}

void
pattern_space_deadline(struct pattern_space *space, int64_t deadline_ms)
{
	space->deadline_ms = deadline_ms;
}

/* PCRE2's words for what is wrong, where, and what to do. */
static void
pattern_complain(const char *expression, int number, size_t offset,
		 struct error *err)
{
	PCRE2_UCHAR message[256];
	const char *remedy =
		"correct it, and put a \\\\ before a character that "
		"should stand for itself";

	pcre2_get_error_message(number, message, sizeof(message));
	if (number == PCRE2_ERROR_QUANTIFIER_INVALID)
		remedy = "* and the like repeat what stands before them: write "
			 ".* for any text, and \\\\* for the character";
	if (expression[offset])
		error_set(
			err, ERROR_CONFIG,
			"the pattern is not a valid regular expression: %s, "
			"at \"%.*s\"; %s",
			(const char *)message,
			(int)utf8_cut(slice_from(expression + offset), 20).size,
			expression + offset, remedy);
	else
		error_set(err, ERROR_CONFIG,
			  "the pattern is not a valid regular expression: %s, "
			  "at its end; %s",
			  (const char *)message, remedy);
}

static pcre2_code *
pattern_compile_one(const char *expression, uint32_t options, struct error *err)
{
	PCRE2_SIZE offset;
	pcre2_code *code;
	int number;

	code = pcre2_compile((PCRE2_SPTR)expression, PCRE2_ZERO_TERMINATED,
			     PATTERN_OPTIONS | options, &number, &offset, NULL);
	if (!code) {
		pattern_complain(expression, number, offset, err);
		return NULL;
	}
	/* Without JIT (no executable memory) matching is slower, not wrong. */
	(void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	return code;
}

struct pattern *
pattern_compile(const char *expression, struct error *err)
{
	struct pattern *pattern = calloc(1, sizeof(*pattern));
	uint32_t groups, names;

	if (!pattern)
		abort();
	pattern->plain = pattern_compile_one(expression, 0, err);
	if (!pattern->plain) {
		pattern_free(pattern);
		return NULL;
	}
	pcre2_pattern_info(pattern->plain, PCRE2_INFO_CAPTURECOUNT, &groups);
	pcre2_pattern_info(pattern->plain, PCRE2_INFO_NAMECOUNT, &names);
	pcre2_pattern_info(pattern->plain, PCRE2_INFO_NAMEENTRYSIZE,
			   &pattern->name_size);
	pcre2_pattern_info(pattern->plain, PCRE2_INFO_NAMETABLE,
			   &pattern->names);
	pattern->name_count = names;
	if (groups > CAPTURES_MAX) {
		error_set(err, ERROR_CONFIG,
			  "the pattern has %u groups, and %d are the most; "
			  "write (?:...) for groups that capture nothing",
			  groups, CAPTURES_MAX);
		pattern_free(pattern);
		return NULL;
	}
	pattern->degree = literals_effort(expression, &pattern->factor);
	if (pattern->degree > 1 || pattern->factor > 1000)
		pattern->watched = pattern_compile_one(
			expression, PCRE2_AUTO_CALLOUT, NULL);
	return pattern;
}

void
pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_code_free(pattern->plain);
	pcre2_code_free(pattern->watched);
	free(pattern);
}

/* The code to run over SIZE bytes. */
static const pcre2_code *
pattern_choose(const struct pattern *pattern, size_t size)
{
	double steps = pattern->factor;
	unsigned i;

	if (!pattern->watched)
		return pattern->plain;
	for (i = 0; i < pattern->degree && steps <= UNWATCHED_STEPS; i++)
		steps *= (double)size;
	return steps <= UNWATCHED_STEPS ? pattern->plain : pattern->watched;
}

static void
space_start_clock(struct pattern_space *space)
{
	space->match_end_ms = clock_cpu_ms() + PATTERN_MATCH_MS;
	if (space->deadline_ms && space->deadline_ms < space->match_end_ms)
		space->match_end_ms = space->deadline_ms;
	space->passed = 0;
}

enum pattern_answer
pattern_match(const struct pattern *pattern, struct pattern_space *space,
	      struct slice subject, size_t from, size_t *start, size_t *end)
{
	const pcre2_code *code;
	PCRE2_SIZE *ovector;
	int answer;

	if (subject.size > PATTERN_SUBJECT_MAX)
		subject.size = PATTERN_SUBJECT_MAX;
	if (from > subject.size)
		return PATTERN_NO;
	code = pattern_choose(pattern, subject.size - from);
	if (code == pattern->watched) {
		space_start_clock(space);
		if (clock_cpu_ms() > space->match_end_ms)
			return PATTERN_GAVE_UP;
	}
	answer = pcre2_match(code, (PCRE2_SPTR)subject.data, subject.size, from,
			     0, space->data, space->context);
	if (answer == PCRE2_ERROR_NOMATCH)
		return PATTERN_NO;
	if (answer < 0) /* limits, the clock, the stack: all mean this */
		return PATTERN_GAVE_UP;
	ovector = pcre2_get_ovector_pointer(space->data);
	if (start) /* \K can set the start behind the end */
		*start = ovector[0] < ovector[1] ? ovector[0] : ovector[1];
	if (end)
		*end = ovector[1];
	return PATTERN_YES;
}

size_t
pattern_capture_count(const struct pattern *pattern)
{
	return pattern->name_count;
}

/* An entry is the group's number in two bytes, then its name and a NUL. */
const char *
pattern_capture_name(const struct pattern *pattern, size_t i)
{
	return (const char *)pattern->names + i * pattern->name_size + 2;
}

struct slice
pattern_capture(const struct pattern *pattern,
		const struct pattern_space *space, struct slice subject,
		size_t i)
{
	PCRE2_SIZE *ovector = pcre2_get_ovector_pointer(space->data);
	PCRE2_SPTR entry = pattern->names + i * pattern->name_size;
	size_t group = (size_t)entry[0] << 8 | entry[1];
	size_t start = ovector[2 * group], end = ovector[2 * group + 1];

	if (start == PCRE2_UNSET || end < start)
		return (struct slice){ NULL, 0 };
	return slice_of(subject.data + start, end - start);
}

bool
pattern_matches_nothing(const struct pattern *pattern,
			struct pattern_space *space)
{
	return pattern_match(pattern, space, slice_of("", 0), 0, NULL, NULL) ==
	       PATTERN_YES;
}
