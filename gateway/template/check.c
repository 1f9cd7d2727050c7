/*
 * check.c - what is wrong with the templates of a set, before a mail shows it.
 *
 * Each file is rendered with the samples of the catalogue: a name that no
 * such mail has is told, and not an empty place in somebody's mail.
 */
#include "base/buf.h"
#include "template/catalog.h"
#include "template/render.h"
#include "ticket/reply_clean.h"

/* As many complaints are read by nobody, and each is compared with all. */
#define FOUND_MAX 500

/* What a check found. */
struct check {
	struct arena *arena;
	struct string_list found;
};

/* What is wrong in a partial is told once, not for each file that uses it. */
static void
check_tell(struct check *check, const char *text)
{
	struct string_list *found = &check->found;

	for (size_t i = 0; i < found->count; i++)
		if (strcmp(found->items[i], text) == 0)
			return;
	if (found->count == FOUND_MAX)
		return;
	ARENA_PUSH(check->arena, found->items, found->count,
		   arena_strdup(check->arena, text));
}

static void
check_missing(void *context, const char *text)
{
	const struct job *job = context;

	check_tell(job->check, text);
}

static bool
is_for_staff(const char *name)
{
	const struct template_catalog_entry *entry = template_entry(name);

	return entry && strcmp(entry->audience, "staff") == 0;
}

/* An answer to a mail to staff ends where this mail's first line is quoted:
 * without it, what is internal could go out with the answer. */
static bool
check_marker(const struct job *job, const struct rendered *out)
{
	struct slice rest = slice_from(out->text), line;

	if (job->file->part == FILE_ANSWER || !is_for_staff(job->file->name))
		return true;
	if (job->file->part == FILE_TEXT && slice_next_line(&rest, &line) &&
	    slice_find(line, REPLY_MARKER, 0) != (size_t)-1 &&
	    (!out->html[0] || strstr(out->html, REPLY_MARKER)))
		return true;
	if (job->file->part == FILE_HTML && strstr(out->text, REPLY_MARKER))
		return true;
	return error_set(job->err, ERROR_CONFIG,
			 "%s: a mail to staff must begin with the line that "
			 "answers are cut at; begin its text with {{> marker}}",
			 job->file->path);
}

static void
check_with(struct job *job, json_t *data, bool visit_all)
{
	struct rendered out;

	job->data = data;
	job->visit_all = visit_all;
	if (!job_run(job, &out) || !check_marker(job, &out))
		check_tell(job->check, job->err->text);
	json_decref(data);
}

static bool
is_checked(const struct file *file)
{
	return file->part != FILE_PARTIAL && file->part != FILE_PARTIAL_HTML &&
	       file->part != FILE_PHRASES;
}

/* One file: once through all of it with full data, once with as little as
 * that mail may have. */
static void
check_file(const struct template_set *set, const struct file *file,
	   struct check *check)
{
	struct arena *arena = arena_new();
	struct error err;
	struct job job = { .set = set,
			   .file = file,
			   .arena = arena,
			   .err = &err,
			   .missing = check_missing,
			   .check = check };
	json_t *full = template_sample(file->name);

	if (full) {
		check_with(&job, full, true);
		check_with(&job, template_sample_bare(file->name), false);
	} else {
		check_tell(check,
			   arena_printf(arena,
					"%s: no mail is called \"%s\"; see "
					"ticketgate-templates(5) for the "
					"names, and rename or delete the file",
					file->path, file->name));
	}
	arena_free(arena);
}

struct string_list
template_set_check(struct template_set *set, struct arena *arena)
{
	struct check check = { .arena = arena };

	for (size_t i = 0; i < template_catalog_count; i++) {
		const struct template_catalog_entry *entry =
			&template_catalog[i];

		if (!template_set_has(set, entry->name))
			check_tell(&check,
				   arena_printf(arena,
						"the template %s.txt is "
						"missing; add it (%s)",
						entry->name, entry->purpose));
	}
	for (size_t i = 0; i < set->count; i++)
		if (is_checked(&set->files[i]))
			check_file(set, &set->files[i], &check);
	return check.found;
}
