/*
 * file.c - a template file taken apart.
 *
 * Each header is a template of its own, one source line long, so that no
 * value can become a second header; what identifies the mail and how it is
 * built (To, Message-ID, Content-Type, ...) is not the template's to say.
 */
#include "template/file.h"

#include "base/utf8.h"
#include "template/phrase_file.h"

/* Nobody writes a longer mail by hand. */
#define FILE_SIZE_MAX ((size_t)256 << 10)
#define HEADERS_MAX   16
#define NAME_CHARS                                                             \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"

/* Headers that the program writes itself; those that begin so as well. */
static const char *const reserved[] = { "from",
					"to",
					"cc",
					"bcc",
					"reply-to",
					"sender",
					"date",
					"message-id",
					"references",
					"mime-version",
					"in-reply-to",
					"received",
					"return-path",
					"content-",
					"resent-",
					"precedence",
					"dkim-",
					"authentication",
					"auto-submitted",
					"x-auto-response",
					"x-ticketgate",
					NULL };

static bool
file_fail(const char *path, int line, struct error *err, const char *text)
{
	return error_set(err, ERROR_CONFIG, "%s:%d: %s", path, line, text);
}

/* Names */

static bool
is_language(struct slice s)
{
	size_t letters = 0;

	while (letters < s.size && s.data[letters] >= 'a' &&
	       s.data[letters] <= 'z')
		letters++;
	if (letters < 2 || letters > 3)
		return false;
	if (letters == s.size)
		return true;
	return s.data[letters] == '-' && s.size - letters >= 3 &&
	       s.size - letters <= 5;
}

static bool
is_name(struct slice s)
{
	for (size_t i = 0; i < s.size; i++)
		if (!strchr(NAME_CHARS, s.data[i]))
			return false;
	return s.size > 0;
}

/* Cuts END off *S. */
static bool
cut_end(struct slice *s, const char *end)
{
	size_t size = strlen(end);

	if (s->size < size || memcmp(s->data + s->size - size, end, size) != 0)
		return false;
	s->size -= size;
	return true;
}

static bool
cut_begin(struct slice *s, const char *begin)
{
	size_t size = strlen(begin);

	if (s->size < size || memcmp(s->data, begin, size) != 0)
		return false;
	*s = slice_sub(*s, size, s->size);
	return true;
}

static char *
lower(struct arena *arena, struct slice s)
{
	char *text = arena_memdup(arena, s.data, s.size);

	for (char *c = text; *c; c++)
		*c = ascii_lower(*c);
	return text;
}

/* "_status.de.txt" -> partial "status", "de". */
static bool
file_name(struct file *file, struct arena *arena)
{
	struct slice rest = slice_from(file->base), language;
	bool html = false, answer;
	size_t dot;

	if (!cut_end(&rest, ".txt")) {
		html = cut_end(&rest, ".html");
		if (!html)
			return false;
	}
	answer = !html && cut_begin(&rest, "answer.");
	if (answer)
		file->part = FILE_ANSWER;
	else if (cut_begin(&rest, "_"))
		file->part = html ? FILE_PARTIAL_HTML : FILE_PARTIAL;
	else
		file->part = html ? FILE_HTML : FILE_TEXT;
	dot = slice_find(rest, ".", 0);
	file->language = "en";
	if (dot != (size_t)-1) {
		language = slice_sub(rest, dot + 1, rest.size);
		file->language = lower(arena, language);
		file->names_language = true;
		if (!is_language(slice_from(file->language)))
			return false;
		rest = slice_sub(rest, 0, dot);
	}
	if (!is_name(rest))
		return false;
	if (file->part == FILE_TEXT && slice_equal(rest, slice_from("phrases")))
		file->part = FILE_PHRASES;
	file->name = arena_printf(arena, "%s%.*s", answer ? "answer." : "",
				  (int)rest.size, rest.data);
	return true;
}

/* The header block */

static bool
is_reserved(const char *name)
{
	for (size_t i = 0; reserved[i]; i++) {
		size_t size = strlen(reserved[i]);
		bool begins = reserved[i][size - 1] == '-' ||
			      strchr("ax", reserved[i][0]) != NULL;

		if (ascii_casecmp(name, reserved[i]) == 0 ||
		    (begins &&
		     slice_starts_nocase(slice_from(name), reserved[i])))
			return true;
	}
	return false;
}

static bool
header_format(struct file *file, struct slice value, int line,
	      struct error *err)
{
	if (slice_equal_nocase(value, "text+html"))
		file->html_from_text = true;
	else if (!slice_equal_nocase(value, "text"))
		return file_fail(file->path, line, err,
				 "Format is \"text\" or \"text+html\"; write "
				 "one of these");
	return true;
}

static bool
header_add(struct file *file, const char *name, struct slice value, int line,
	   struct arena *arena, struct error *err)
{
	struct file_header header = { .name = name };

	if (ascii_casecmp(name, "Format") == 0)
		return header_format(file, value, line, err);
	if (is_reserved(name))
		return error_set(err, ERROR_CONFIG,
				 "%s:%d: the header %s is written by the "
				 "program; delete the line",
				 file->path, line, name);
	if (file->header_count == HEADERS_MAX)
		return file_fail(file->path, line, err,
				 "too many headers; delete some");
	if (!mustache_parse(value, file->path, line, arena, &header.value, err))
		return false;
	ARENA_PUSH(arena, file->headers, file->header_count, header);
	return true;
}

/* "Name: value" */
static bool
header_line(struct file *file, struct slice line, int number,
	    struct arena *arena, struct error *err)
{
	size_t colon = slice_find(line, ":", 0);
	struct slice name = slice_sub(line, 0, colon);

	if (colon == (size_t)-1 || !is_name(name))
		return file_fail(file->path, number, err,
				 "a template begins with headers such as "
				 "\"Subject: {{ticket.ref}}\" and an empty "
				 "line; write one here, or add the empty line "
				 "before the text");
	return header_add(file, arena_memdup(arena, name.data, name.size),
			  slice_trim(slice_sub(line, colon + 1, line.size)),
			  number, arena, err);
}

/* Puts Subject in front; it must be there. */
static bool
header_subject(struct file *file, struct error *err)
{
	for (size_t i = 0; i < file->header_count; i++) {
		struct file_header subject = file->headers[i];

		if (ascii_casecmp(subject.name, "Subject") != 0)
			continue;
		file->headers[i] = file->headers[0];
		file->headers[0] = subject;
		return true;
	}
	return file_fail(file->path, 1, err,
			 "the template has no Subject; begin it with "
			 "\"Subject: ...\" and an empty line");
}

/* Takes the block off *REST; *LINE becomes the body's first. */
static bool
header_block(struct file *file, struct slice *rest, int *line,
	     struct arena *arena, struct error *err)
{
	struct slice text;

	for (; slice_next_line(rest, &text); (*line)++) {
		if (slice_trim(text).size == 0) {
			(*line)++;
			break;
		}
		if (!header_line(file, text, *line, arena, err))
			return false;
	}
	return header_subject(file, err);
}

/* A partial of one line is for use within a line: its line end is the
 * editor's and not meant. */
static struct slice
partial_text(struct slice text)
{
	size_t lf = slice_find(text, "\n", 0);

	return lf + 1 == text.size ? slice_sub(text, 0, lf) : text;
}

bool
file_parse(const char *path, struct slice text, struct arena *arena,
	   struct file *out, struct error *err)
{
	struct file file = { .path = arena_strdup(arena, path) };
	const char *slash = strrchr(file.path, '/');
	int line = 1;

	file.base = slash ? slash + 1 : file.path;
	if (!file_name(&file, arena))
		return error_set(err, ERROR_CONFIG,
				 "%s: a template is named NAME.txt or "
				 "NAME.LANGUAGE.txt, such as ack.txt and "
				 "ack.de.txt; rename or move the file",
				 path);
	if (text.size > FILE_SIZE_MAX)
		return error_set(err, ERROR_CONFIG,
				 "%s: a template is at most %zu KiB long; "
				 "shorten it",
				 path, FILE_SIZE_MAX >> 10);
	if (!utf8_valid(text) || memchr(text.data, '\0', text.size))
		return error_set(err, ERROR_CONFIG,
				 "%s: the file is not valid UTF-8; save it as "
				 "UTF-8",
				 path);
	cut_begin(&text, "\xEF\xBB\xBF");
	if (file.part == FILE_PHRASES) {
		*out = file;
		return phrase_file_parse(file.path, text, arena, &out->phrases,
					 err);
	}
	if (file.part == FILE_PARTIAL || file.part == FILE_PARTIAL_HTML)
		text = partial_text(text);
	if (file.part == FILE_TEXT &&
	    !header_block(&file, &text, &line, arena, err))
		return false;
	if (!mustache_parse(text, file.path, line, arena, &file.body, err))
		return false;
	*out = file;
	return true;
}
