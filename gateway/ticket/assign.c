/*
 * assign.c - whom a name stands for.
 */
#include "ticket/assign.h"

#include "base/slice.h"

/* How a rule, and before the colon a command, names more than a person. */
#define LEAST_BUSY    "least-busy:"
#define LEAST_BUSY_OF "least busy of "
#define SKILL	      "skill:"

bool
staff_has_skill(const struct staff *person, const char *skill)
{
	for (size_t i = 0; i < person->skills.count; i++)
		if (ascii_casecmp(person->skills.items[i], skill) == 0)
			return true;
	return false;
}

static size_t
load_of(const struct decision *d, const struct staff *person)
{
	for (size_t i = 0; d->in && i < d->in->load_count; i++)
		if (strcmp(d->in->loads[i].name, person->name) == 0)
			return d->in->loads[i].open;
	return 0;
}

/* Available people first, then BY_LOAD by how much they have to do, then by
 * their order in the configuration. */
static const struct staff *
best_with(const struct decision *d, const char *skill, bool by_load)
{
	const struct staff *best = NULL;

	for (size_t i = 0; i < d->staff->count; i++) {
		const struct staff *person = &d->staff->people[i];
		bool here, best_here;

		if (!staff_has_skill(person, skill))
			continue;
		if (!best) {
			best = person;
			continue;
		}
		here = staff_available(person, d->now);
		best_here = staff_available(best, d->now);
		if ((here && !best_here) ||
		    (by_load && here == best_here &&
		     load_of(d, person) < load_of(d, best)))
			best = person;
	}
	return best;
}

/* "second-line" is how one writes "Second line" in a command. */
static const char *
with_blanks(const char *name, struct arena *arena)
{
	char *copy = arena_strdup(arena, name);

	for (char *c = copy; *c; c++)
		if (*c == '-' || *c == '_')
			*c = ' ';
	return copy;
}

static const struct staff *
by_name(const struct decision *d, const char *wanted, bool *ambiguous)
{
	const struct staff *person =
		staff_by_prefix(d->staff, wanted, ambiguous);
	bool again = false;

	if (person || *ambiguous)
		return person;
	person = staff_by_prefix(d->staff, with_blanks(wanted, d->arena),
				 &again);
	*ambiguous = again;
	return person;
}

/* A name or a skill that is written after PREFIX; NULL: it is not. */
static const char *
after(const char *wanted, const char *prefix)
{
	if (!slice_starts_nocase(slice_from(wanted), prefix))
		return NULL;
	return wanted + strlen(prefix);
}

static const struct staff *
by_skill(const struct decision *d, const char *wanted)
{
	const char *skill = after(wanted, LEAST_BUSY);

	if (!skill)
		skill = after(wanted, LEAST_BUSY_OF);
	if (skill)
		return best_with(d, skill, true);
	skill = after(wanted, SKILL);
	return skill ? best_with(d, skill, false) : NULL;
}

const struct staff *
assign_find(const struct decision *d, const char *wanted,
	    const struct phrase **problem)
{
	const struct staff *person = by_skill(d, wanted);
	bool ambiguous = false;

	if (!person)
		person = by_name(d, wanted, &ambiguous);
	if (!person && !ambiguous)
		person = best_with(d, wanted, true);
	if (!person)
		*problem = phrase_with(d->arena,
				       ambiguous ? PHRASE_SEVERAL_PEOPLE
						 : PHRASE_NOBODY_CALLED,
				       wanted);
	return person;
}

const char *
assign_problem(const struct staff_directory *staff, const char *wanted,
	       struct arena *arena)
{
	static const struct policy none;
	const struct phrase *problem = NULL;
	struct decision d;

	decision_begin_bare(&d, &none, staff, 0, arena);
	assign_find(&d, wanted, &problem);
	return problem ? phrase_english(problem, arena) : NULL;
}

const char *
assign_skill(const char *wanted)
{
	const char *skill = after(wanted, SKILL);

	return skill ? skill : wanted;
}
