/*
 * vocabulary.c - the built-in entries, and putting entries into patterns.
 *
 * The built-in entries are written so that they cannot backtrack far: every
 * repetition is bounded or followed by something it cannot match itself.
 */
#include "rules/vocabulary.h"

#include "base/buf.h"

/* Deep enough for any sane vocabulary; a circle runs into it. */
#define VOCABULARY_DEPTH_MAX 16

#define OCTET "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
#define IPV4  "(?<![0-9.])(?:" OCTET "\\.){3}" OCTET "(?![0-9]|\\.[0-9])"
#define HEX4  "[0-9A-Fa-f]{1,4}"
#define IPV6                                                                   \
	"(?<![0-9A-Za-z:.])(?:(?:" HEX4 ":){7}" HEX4 "|(?:" HEX4               \
	":){1,7}:|(?:" HEX4 ":){1,6}(?::" HEX4 "){1,6}|::(?:" HEX4 "(?::" HEX4 \
	"){0,6})?)(?![0-9A-Za-z:])"
#define LABEL "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"

/* clang-format off */
static const struct vocabulary_entry builtin[] = {
	{ .name = "IP", .pattern = IPV4 "|" IPV6 },
	{ .name = "HOST",
	  .pattern = "(?<![A-Za-z0-9@.-])(?:" LABEL "\\.){1,8}[A-Za-z]"
		     "[A-Za-z0-9-]{0,61}[A-Za-z0-9](?![A-Za-z0-9-])" },
	{ .name = "EMAIL",
	  .pattern = "(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:" LABEL
		     "\\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9-])" },
	{ .name = "PHONE",
	  .pattern = "(?<![A-Za-z0-9+])(?:\\+[1-9]|\\(?0|[1-9](?=[0-9]{2,4}[ -]))"
		     "(?:[ ./()-]{0,2}[0-9]){5,14}(?![0-9])|"
		     "(?<![A-Za-z0-9+])1[3-9][0-9]{9}(?![0-9])" },
	{ .name = "NUMBER",
	  .pattern = "(?<![A-Za-z0-9.,])[+-]?[0-9]{1,18}(?:[.,][0-9]{1,9})?"
		     "(?![A-Za-z0-9])" },
	{ .name = "MAC",
	  .pattern = "(?<![0-9A-Za-z:-])(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}"
		     "(?![0-9A-Za-z:-])|"
		     "(?<![0-9A-Za-z:-])(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}"
		     "(?![0-9A-Za-z:-])|"
		     "(?<![0-9A-Za-z.])(?:[0-9A-Fa-f]{4}\\.){2}[0-9A-Fa-f]{4}"
		     "(?![0-9A-Za-z.])" },
	{ .name = "URL",
	  .pattern = "(?:https?|ftp)://[^\\s<>\"'()\\x{3001}\\x{3002}"
		     "\\x{FF0C}]{1,2000}" "(?<![.,;:!?])" },
	{ .name = "DATE",
	  .pattern = "(?<![0-9])(?:[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|"
		     "[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}|"
		     "[0-9]{1,2}\\.[0-9]{1,2}\\.(?:[0-9]{4}|[0-9]{2})|"
		     "[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2})|"
		     "[0-9]{4}\\x{5E74}[0-9]{1,2}\\x{6708}[0-9]{1,2}\\x{65E5})"
		     "(?![0-9])" },
	{ .name = "ERRORCODE",
	  .pattern = "(?<![A-Za-z0-9])(?:0x[0-9A-Fa-f]{4,16}|"
		     "(?:ERR(?:OR)?(?: CODE)?|EVENT(?: ID)?|STOP|KB|HTTP)"
		     "[-_ #:]{0,2}[0-9]{2,6}|"
		     "(?:ORA|TNS|SQL|AADSTS|CVE|SC|C|E|F)-?[0-9]{2,6}|"
		     "ERR(?:_[A-Z0-9]{2,24}){1,6})"
		     "(?![A-Za-z0-9])" },
};
/* clang-format on */

#define BUILTIN_COUNT (sizeof(builtin) / sizeof(*builtin))

static const struct vocabulary_entry *
vocabulary_find(const struct vocabulary *vocabulary, const char *name)
{
	size_t i;

	for (i = 0; i < vocabulary->own_count; i++)
		if (strcmp(vocabulary->own[i].name, name) == 0)
			return &vocabulary->own[i];
	for (i = 0; i < BUILTIN_COUNT; i++)
		if (strcmp(builtin[i].name, name) == 0)
			return &builtin[i];
	return NULL;
}

/* All names, the built-in ones too, ending with NULL. */
static const char **
vocabulary_names(const struct vocabulary *vocabulary, struct arena *arena)
{
	const char **names =
		arena_calloc(arena, vocabulary->own_count + BUILTIN_COUNT + 1,
			     sizeof(*names));
	size_t count = 0, i;

	for (i = 0; i < vocabulary->own_count; i++)
		names[count++] = vocabulary->own[i].name;
	for (i = 0; i < BUILTIN_COUNT; i++)
		names[count++] = builtin[i].name;
	return names;
}

struct expansion {
	const struct vocabulary *vocabulary;
	struct arena *arena;
	struct buf out;
	/* where each pattern under way goes on; entries nest */
	const char *rest[VOCABULARY_DEPTH_MAX];
	size_t depth;
};

static bool
complain_unknown(struct expansion *expansion, const char *name,
		 struct error *err)
{
	const struct vocabulary *vocabulary = expansion->vocabulary;
	const char *meant = NULL;

	if (vocabulary->suggest)
		meant = vocabulary->suggest(
			name, vocabulary_names(vocabulary, expansion->arena));
	if (meant)
		return error_set(
			err, ERROR_CONFIG,
			"%%{%s} is not in the vocabulary; did you mean "
			"%%{%s}?",
			name, meant);
	return error_set(
		err, ERROR_CONFIG,
		"%%{%s} is not in the vocabulary; add it to vocabulary "
		"= { ... } or correct its name",
		name);
}

/* Opens what stands for NAME and FIELD and lets its entry be copied next. */
static bool
expansion_enter(struct expansion *expansion, const char *name,
		const char *field, struct error *err)
{
	const struct vocabulary_entry *entry =
		vocabulary_find(expansion->vocabulary, name);

	if (!entry)
		return complain_unknown(expansion, name, err);
	if (field && (!rule_is_field_name(field) || strcmp(field, "tags") == 0))
		return error_set(err, ERROR_CONFIG,
				 "%%{%s:%s} cannot capture into a field called "
				 "\"%s\"; field names are lower-case letters, "
				 "digits and _, and not \"tags\"",
				 name, field, field);
	if (expansion->depth == VOCABULARY_DEPTH_MAX)
		return error_set(err, ERROR_CONFIG,
				 "%%{%s} is used in a circle of vocabulary "
				 "entries, or more than %d deep; let one of "
				 "them be written out",
				 name, VOCABULARY_DEPTH_MAX);
	if (field)
		buf_printf(&expansion->out, "(?<%s>", field);
	else
		buf_add_str(&expansion->out, "(?:");
	expansion->rest[expansion->depth++] = entry->pattern;
	return true;
}

/* The reference at *TEXT, which begins with "%{"; moves behind it. */
static bool
expansion_reference(struct expansion *expansion, const char **text,
		    struct error *err)
{
	const char *start = *text + 2;
	const char *end = strchr(start, '}');
	char *name, *field;

	if (!end)
		return error_set(err, ERROR_CONFIG,
				 "\"%%{\" has no \"}\"; write %%{NAME} or "
				 "%%{NAME:field}, or %%\\\\{ for the "
				 "characters themselves");
	name = arena_memdup(expansion->arena, start, (size_t)(end - start));
	field = strchr(name, ':');
	if (field)
		*field++ = '\0';
	*text = end + 1;
	return expansion_enter(expansion, name, field, err);
}

/* Copies the innermost pattern up to its end or to a reference. */
static bool
expansion_step(struct expansion *expansion, struct error *err)
{
	const char **rest = &expansion->rest[expansion->depth - 1];
	const char *at = strstr(*rest, "%{");

	if (!at) {
		buf_add_str(&expansion->out, *rest);
		if (--expansion->depth > 0)
			buf_add_char(&expansion->out, ')');
		return true;
	}
	buf_add(&expansion->out, *rest, (size_t)(at - *rest));
	*rest = at;
	return expansion_reference(expansion, rest, err);
}

const char *
vocabulary_expand(const struct vocabulary *vocabulary, const char *pattern,
		  struct arena *arena, struct error *err)
{
	struct expansion expansion = { .vocabulary = vocabulary,
				       .arena = arena,
				       .rest = { pattern },
				       .depth = 1 };

	buf_init(&expansion.out, arena);
	while (expansion.depth > 0) {
		if (!expansion_step(&expansion, err))
			return NULL;
		if (expansion.out.size > VOCABULARY_EXPANDED_MAX) {
			error_set(err, ERROR_CONFIG,
				  "the pattern grows over %d bytes by its "
				  "vocabulary; use fewer or shorter entries",
				  VOCABULARY_EXPANDED_MAX);
			return NULL;
		}
	}
	return expansion.out.data;
}
