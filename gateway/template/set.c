/*
 * set.c - all templates of a desk: which file is meant, and what comes out.
 *
 * A set holds some hundred files at most, so they are looked for in turn.
 */
#include "template/template.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "template/catalog.h"
#include "template/file.h"
#include "ticket/reply_clean.h"

struct template_set {
	struct arena *arena;
	struct file *files;
	size_t count;
	const char *language;
};

struct template_set *
template_set_new(void)
{
	struct arena *arena = arena_new();
	struct template_set *set = arena_alloc(arena, sizeof(*set));

	set->arena = arena;
	set->language = "en";
	return set;
}

void
template_set_free(struct template_set *set)
{
	if (set)
		arena_free(set->arena);
}

void
template_set_language(struct template_set *set, const char *language)
{
	set->language = arena_strdup(set->arena, language);
}

/* An admin's file of phrases may hold a few of them. */
static void
phrases_keep(struct file *file, const struct file *before)
{
	for (size_t i = 0; file->phrases && i < PHRASE_COUNT; i++)
		if (file->phrases[i] == NULL)
			file->phrases[i] = before->phrases[i];
}

bool
template_set_add(struct template_set *set, const char *file, struct slice text,
		 struct error *err)
{
	struct slice copy = slice_of(
		arena_memdup(set->arena, text.data, text.size), text.size);
	struct file parsed;

	if (!file_parse(file, copy, set->arena, &parsed, err))
		return false;
	for (size_t i = 0; i < set->count; i++) {
		if (strcmp(set->files[i].base, parsed.base) == 0) {
			phrases_keep(&parsed, &set->files[i]);
			set->files[i] = parsed;
			return true;
		}
	}
	ARENA_PUSH(set->arena, set->files, set->count, parsed);
	return true;
}

/* Finding */

/* The file of this very name, part and language. Of two English ones the one
 * that says so wins. */
static const struct file *
set_find_exact(const struct template_set *set, const char *name,
	       enum file_part part, const char *language)
{
	const struct file *found = NULL;

	for (size_t i = 0; i < set->count; i++) {
		const struct file *file = &set->files[i];

		if (file->part == part && strcmp(file->name, name) == 0 &&
		    ascii_casecmp(file->language, language) == 0 &&
		    (!found || file->names_language))
			found = file;
	}
	return found;
}

/* The one in LANGUAGE, in its first part ("zh" of "zh-TW"), in the desk's
 * language, in English. */
static const struct file *
set_find_language(const struct template_set *set, const char *name,
		  enum file_part part, const char *language)
{
	char primary[4] = "";
	const char *const order[] = { language, primary, set->language, "en" };
	size_t size = strcspn(language, "-_");

	if (size < sizeof(primary))
		memcpy(primary, language, size);
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		const struct file *file =
			set_find_exact(set, name, part, order[i]);

		if (file)
			return file;
	}
	return NULL;
}

static const struct file *
set_find(const struct template_set *set, const char *name, enum file_part part,
	 const char *language)
{
	const struct file *file = set_find_language(set, name, part, language);

	if (file)
		return file;
	for (size_t i = 0; i < set->count; i++) /* better any than none */
		if (set->files[i].part == part &&
		    strcmp(set->files[i].name, name) == 0)
			return &set->files[i];
	return NULL;
}

static enum file_part
part_of_name(const char *name)
{
	return slice_starts_nocase(slice_from(name), "answer.") ? FILE_ANSWER
								: FILE_TEXT;
}

bool
template_set_has(const struct template_set *set, const char *name)
{
	return set_find(set, name, part_of_name(name), "en") != NULL;
}

bool
template_set_speaks(const struct template_set *set, const char *language)
{
	size_t size = strcspn(language, "-_");

	for (size_t i = 0; i < set->count; i++) {
		const char *has = set->files[i].language;

		if (strcmp(set->files[i].name, "ack") == 0 &&
		    slice_equal_nocase(slice_of(language, size), has))
			return true;
	}
	return false;
}

static int
compare_names(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;

	return strcmp(*left, *right);
}

struct string_list
template_set_answers(struct template_set *set)
{
	struct string_list all = { 0 };
	size_t kept = 0;

	for (size_t i = 0; i < set->count; i++) {
		const char *name = set->files[i].name;

		if (set->files[i].part != FILE_ANSWER)
			continue;
		name += strlen("answer.");
		ARENA_PUSH(set->arena, all.items, all.count, name);
	}
	if (all.count > 1)
		qsort(all.items, all.count, sizeof(*all.items), compare_names);
	for (size_t i = 0; i < all.count; i++)
		if (kept == 0 || strcmp(all.items[i], all.items[kept - 1]) != 0)
			all.items[kept++] = all.items[i];
	all.count = kept;
	return all;
}

/* Rendering */

/* As many complaints are read by nobody, and each is compared with all. */
#define FOUND_MAX 500

/* What a check found. */
struct check {
	struct arena *arena;
	struct string_list found;
};

/* One rendering: what partials are looked up for. */
struct job {
	const struct template_set *set;
	const struct file *file;
	const json_t *data;
	struct arena *arena;
	bool visit_all;
	struct error *err;
	struct check *check; /* NULL: the mail is meant to go out */
};

static const struct mustache *
job_partial(void *context, const char *name)
{
	const struct job *job = context;
	bool html = job->file->part == FILE_HTML;
	const struct file *file = set_find(
		job->set, name, html ? FILE_PARTIAL_HTML : FILE_PARTIAL,
		job->file->language);

	return file ? &file->body : NULL;
}

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
job_missing(void *context, const char *text)
{
	const struct job *job = context;

	check_tell(job->check, text);
}

static bool
job_render(struct job *job, const struct mustache *mustache, struct buf *out)
{
	struct mustache_run run = { .data = job->data,
				    .partial = job_partial,
				    .context = job,
				    .escape_html = job->file->part == FILE_HTML,
				    .strict = true,
				    .visit_all = job->visit_all,
				    .missing =
					    job->check ? job_missing : NULL };

	buf_init(out, job->arena);
	return mustache_render(mustache, &run, out, job->err);
}

/* A header's value as one line: whatever the data hold, no control character
 * and no line or paragraph separator is left. */
static const char *
one_line(struct arena *arena, struct slice text)
{
	struct buf out;
	size_t pos = 0;

	buf_init(&out, arena);
	while (pos < text.size) {
		unsigned c = utf8_next(text, &pos);
		bool breaks = c < ' ' || (c >= 0x7F && c < 0xA0) ||
			      c == 0x2028 || c == 0x2029;

		if (!breaks)
			buf_add_utf8(&out, c);
		else if (out.size > 0 && out.data[out.size - 1] != ' ')
			buf_add_char(&out, ' ');
	}
	text = slice_trim(buf_slice(&out));
	return arena_memdup(arena, text.size ? text.data : "", text.size);
}

static bool
job_headers(struct job *job, struct rendered *out)
{
	for (size_t i = 0; i < job->file->header_count; i++) {
		const struct file_header *header = &job->file->headers[i];
		struct header done = { .name = header->name };
		struct buf value;

		if (!job_render(job, &header->value, &value))
			return false;
		done.value = done.raw = one_line(job->arena, buf_slice(&value));
		if (i == 0)
			out->subject = done.value;
		else if (done.value[0])
			ARENA_PUSH(job->arena, out->headers, out->header_count,
				   done);
	}
	return true;
}

/* Sections that vanish leave empty lines behind: at most one in a row stays,
 * none at the beginning; at the end there is one LF. */
static const char *
tidy_lines(struct arena *arena, struct slice text)
{
	struct slice line;
	struct buf out;
	bool gap = false;

	buf_init(&out, arena);
	while (slice_next_line(&text, &line)) {
		if (slice_trim(line).size == 0) {
			gap = out.size > 0;
			continue;
		}
		if (gap)
			buf_add_char(&out, '\n');
		gap = false;
		buf_add_slice(&out, line);
		buf_add_char(&out, '\n');
	}
	return out.data ? out.data : "";
}

static bool
job_body(struct job *job, const char **out)
{
	struct buf body;

	if (!job_render(job, &job->file->body, &body))
		return false;
	*out = tidy_lines(job->arena, buf_slice(&body));
	return true;
}

/* The file beside JOB's that holds the HTML part. */
static bool
job_html(struct job *job, struct rendered *out)
{
	const struct file *text = job->file;
	const struct file *html =
		set_find_exact(job->set, text->name, FILE_HTML, text->language);
	bool ok;

	if (!html) {
		if (text->html_from_text)
			out->html =
				template_html_from_text(out->text, job->arena);
		return true;
	}
	job->file = html;
	ok = job_body(job, &out->html);
	job->file = text;
	return ok;
}

static bool
job_run(struct job *job, struct rendered *out)
{
	struct rendered done = { .subject = "",
				 .text = "",
				 .html = "",
				 .language = job->file->language };

	if (!job_headers(job, &done) || !job_body(job, &done.text) ||
	    (job->file->part == FILE_TEXT && !job_html(job, &done)))
		return false;
	*out = done;
	return true;
}

bool
template_render(struct template_set *set, const char *name,
		const char *language, const json_t *data, struct arena *arena,
		struct rendered *out, struct error *err)
{
	struct job job = {
		.set = set, .data = data, .arena = arena, .err = err
	};

	job.file = set_find(set, name, part_of_name(name), language);
	if (!job.file)
		return error_set(err, ERROR_CONFIG,
				 "there is no template %s; add %s.txt to the "
				 "templates folder",
				 name, name);
	return job_run(&job, out);
}

/* Phrases */

static const char *
phrase_format_in(const void *context, enum phrase_id id)
{
	const struct file *file = context;

	return file && file->phrases[id] ? file->phrases[id]
					 : phrase_format(id);
}

const char *
template_set_words(const struct template_set *set, const char *language,
		   const struct phrase *phrase, struct arena *arena)
{
	return phrase_words(
		phrase, phrase_format_in,
		set_find_language(set, "phrases", FILE_PHRASES, language),
		arena);
}

/* Checking */

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
