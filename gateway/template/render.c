/*
 * render.c - one template file and one ticket make one mail.
 *
 * Whatever the data hold, a header stays one line.
 */
#include "template/render.h"

#include "base/buf.h"
#include "base/utf8.h"

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

static bool
job_render(struct job *job, const struct mustache *mustache, struct buf *out)
{
	struct mustache_run run = { .data = job->data,
				    .partial = job_partial,
				    .context = job,
				    .escape_html = job->file->part == FILE_HTML,
				    .strict = true,
				    .visit_all = job->visit_all,
				    .missing = job->missing };

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

bool
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

	job.file = set_find(set, name, set_part_of(name), language);
	if (!job.file)
		return error_set(err, ERROR_CONFIG,
				 "there is no template %s; add %s.txt to the "
				 "templates folder",
				 name, name);
	return job_run(&job, out);
}
