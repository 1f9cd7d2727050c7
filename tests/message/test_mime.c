/* test_mime.c - the tree of parts, of proper and of broken mails. */
#include "../test.h"

#include "base/buf.h"
#include "message/body.h"
#include "message/mime.h"

/*
 * TREE has a line for each part: a dot for each level, the type, and the
 * size of the body. NOTES is how many there are.
 */
static const struct {
	const char *mail, *tree;
	size_t notes;
} mails[] = {
	{ "", "text/plain 0\n", 0 },
	{ "Subject: x\n\nbody\n", "text/plain 5\n", 0 },
	{ "no header\n", "text/plain 10\n", 0 },
	{ "Content-Type: multipart/mixed; boundary=b\n\npre\n--b\n\none\n--b\n"
	  "Content-Type: image/png\n\ntwo\n--b--\nepilogue\n",
	  "multipart/mixed 61\n.text/plain 3\n.image/png 3\n", 0 },
	/* the line end before a boundary belongs to it */
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n\n--b--\n",
	  "multipart/mixed 16\n.text/plain 4\n", 0 },
	{ "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n"
	  "--b--\r\n",
	  "multipart/mixed 19\n.text/plain 3\n", 0 },
	/* blanks after a boundary; boundaries that begin alike */
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b \t\n\none\n--bc\n"
	  "--b--  \n",
	  "multipart/mixed 24\n.text/plain 8\n", 0 },
	{ "Content-Type: multipart/mixed; boundary=\"b 1\"\n\n--b 1\n\nx\n"
	  "--b 1--\n",
	  "multipart/mixed 17\n.text/plain 1\n", 0 },
	/* never closed; an outer boundary closes the inner */
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n",
	  "multipart/mixed 9\n.text/plain 4\n", 0 },
	{ "Content-Type: multipart/mixed; boundary=o\n\n--o\n"
	  "Content-Type: multipart/alternative; boundary=i\n\n--i\n\nx\n--o\n\n"
	  "y\n--o--\n",
	  "multipart/mixed 73\n.multipart/alternative 6\n..text/plain 1\n"
	  ".text/plain 1\n",
	  0 },
	/* one boundary on two levels */
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
	  "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nx\n--b--\n"
	  "--b\n\ny\n--b--\n",
	  "multipart/mixed 79\n.multipart/alternative 12\n..text/plain 1\n"
	  ".text/plain 1\n",
	  0 },
	/* parts after the closing boundary */
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n"
	  "--b\n\ny\n",
	  "multipart/mixed 20\n.text/plain 1\n.text/plain 2\n", 0 },
	/* a part without a blank line, and one without anything */
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\nx\n--b\n--b--\n",
	  "multipart/mixed 16\n.text/plain 1\n.text/plain 0\n", 0 },
	/* messages within */
	{ "Content-Type: message/rfc822\n\nSubject: in\n\nx\n",
	  "message/rfc822 15\n.text/plain 2\n", 0 },
	{ "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n"
	  "\nU3ViamVjdDogeAo=\n",
	  "message/rfc822 17\n", 0 },
	{ "Content-Type: multipart/digest; boundary=d\n\n--d\n\nSubject: a\n\n"
	  "1\n--d--\n",
	  "multipart/digest 25\n.message/rfc822 13\n..text/plain 1\n", 0 },
	/* boundaries not told, or told wrongly */
	{ "Content-Type: multipart/mixed\n\n--b\nContent-Type: text/html\n\nx\n"
	  "--b--\n",
	  "multipart/mixed 37\n.text/html 1\n", 1 },
	{ "Content-Type: multipart/mixed; boundary=a\n\n--b\n"
	  "Content-Type: text/html\n\nx\n--b--\n",
	  "multipart/mixed 37\n.text/html 1\n", 1 },
	{ "Content-Type: multipart/mixed; boundary=a\n\njust text\n",
	  "text/plain 10\n", 1 },
	{ "Content-Type: multipart/mixed; boundary=\"\\\"\"\n\n--\"\n\nx\n"
	  "--\"--\n",
	  "multipart/mixed 13\n.text/plain 1\n", 0 },
	/* types */
	{ "Content-Type: text\n\nx", "text/plain 1\n", 0 },
	{ "Content-Type: pdf; name=a.pdf\n\nx", "application/octet-stream 1\n",
	  0 },
	{ "Content-Type: TEXT/HTML (comment)\n\nx", "text/html 1\n", 0 },
	/* before the header */
	{ "\xEF\xBB\xBF\n\nFrom x@y Sun Nov 22\n>From z\nSubject: a\n\nx",
	  "text/plain 1\n", 0 },
	{ "stray line\nanother\nFrom: a@example.org\nSubject: b\n\nx",
	  "text/plain 1\n", 1 },
	{ "From: a@example.org\rSubject: b\n\rone\r\ntwo\n", "text/plain 9\n",
	  0 },
	{ "From: a@example.org\rSubject: b\r\rone\rtwo\r", "text/plain 8\n",
	  0 },
};

static const char *
show(const struct mime *mime, struct arena *arena)
{
	struct buf out;

	buf_init(&out, arena);
	for (size_t i = 0; i < mime->count; i++) {
		const struct part *part = &mime->parts[i];

		for (int k = 0; k < part->depth; k++)
			buf_add_char(&out, '.');
		buf_printf(&out, "%s %zu\n", part->type, part->body.size);
	}
	return out.data;
}

/* Parents stand before children, and bodies inside their parents'. */
static void
check_tree(const struct mime *mime)
{
	for (size_t i = 1; i < mime->count; i++) {
		const struct part *part = &mime->parts[i];
		const struct part *parent = &mime->parts[part->parent];

		assert_true(part->parent < i);
		assert_true(parent->is_multipart || parent->is_message);
		assert_int_equal(part->depth, parent->depth + 1);
		assert_true(part->raw.data >= parent->body.data);
		assert_true(part->raw.data + part->raw.size <=
			    parent->body.data + parent->body.size);
	}
}

static void
test_trees(void **state)
{
	struct arena *arena = arena_new();
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(mails); i++) {
		struct mime *mime =
			mime_parse(slice_from(mails[i].mail), arena);
		const char *got = show(mime, arena);

		check_tree(mime);
		if (!strcmp(got, mails[i].tree) &&
		    mime->notes.count == mails[i].notes)
			continue;
		wrong++;
		print_error("%s\n  got %zu notes and\n%s  want %zu and\n%s",
			    mails[i].mail, mime->notes.count, got,
			    mails[i].notes, mails[i].tree);
	}
	arena_free(arena);
	assert_int_equal(wrong, 0);
}

static void
test_prefixes(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(mails); i++) {
		size_t size = strlen(mails[i].mail);

		for (size_t n = 0; n < size; n++) {
			check_tree(
				mime_parse(slice_of(mails[i].mail, n), arena));
			arena_reset(arena);
		}
	}
	arena_free(arena);
}

static void
test_children(void **state)
{
	struct arena *arena = arena_new();
	struct mime *mime = mime_parse(slice_from(mails[3].mail), arena);

	(void)state;
	assert_int_equal(mime_child(mime, 0, 0), 1);
	assert_int_equal(mime_child(mime, 0, 2), 2);
	assert_int_equal(mime_child(mime, 0, 3), mime->count);
	assert_int_equal(mime_child(mime, 1, 0), mime->count);
	assert_string_equal(mime_param(&mime->parts[0], "boundary"), "b");
	assert_null(mime_param(&mime->parts[0], "charset"));
	assert_non_null(mime_header(&mime->parts[2], "content-TYPE"));
	arena_free(arena);
}

/* The roles of the leaves: T text, A attached, P picture, - not shown. */
static const struct {
	const char *mail, *roles;
} bodies[] = {
	{ "\ntext", "T" },
	{ "Content-Type: application/pdf\n\nx", "A" },
	{ "Content-Disposition: attachment\n\nx", "A" },
	{ "Content-Type: text/enriched\n\nx", "T" },
	{ "Content-Type: text/x-own\n\nx", "A" },
	/* plain before HTML, unless it says nothing */
	{ "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nplain\n"
	  "--b\nContent-Type: text/html\n\n<p>html</p>\n--b--\n",
	  "-T-" },
	{ "Content-Type: multipart/alternative; boundary=b\n\n--b\n\n \n"
	  "--b\nContent-Type: text/html\n\n<p>html</p>\n--b--\n",
	  "--T" },
	{ "Content-Type: multipart/alternative; boundary=b\n\n--b\n\n"
	  "Your client shows no HTML.\n"
	  "--b\nContent-Type: text/html\n\n<p>html</p>\n--b--\n",
	  "--T" },
	{ "Content-Type: multipart/alternative; boundary=b\n\n--b\n"
	  "Content-Type: text/html\n\n<p>html</p>\n"
	  "--b\nContent-Type: text/calendar\n\nx\n--b--\n",
	  "-TA" },
	/* files by name or disposition */
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo"
	  "\n--b\nContent-Type: text/plain; name=c.txt\n\nthree\n--b--\n",
	  "-TTA" },
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n"
	  "Content-Type: image/png\nContent-Disposition: inline\n\nx\n--b\n\n"
	  "two\n--b--\n",
	  "-TPT" },
	{ "Content-Type: multipart/related; boundary=b\n\n--b\n"
	  "Content-Type: text/html\n\nx\n--b\nContent-Type: text/html\n\ny\n"
	  "--b--\n",
	  "-TA" },
	/* better than no text */
	{ "Content-Type: multipart/related; boundary=b\n\n--b\n"
	  "Content-Type: image/png\n\nx\n--b\nContent-Type: text/html\n\ny\n"
	  "--b--\n",
	  "-AT" },
	/* an attached message keeps its content to itself */
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n"
	  "Content-Type: message/rfc822\n\nSubject: x\n\nin\n--b--\n",
	  "-TA-" },
};

static void
test_bodies(void **state)
{
	static const char signs[] = { [BODY_NOT] = '-',
				      [BODY_TEXT] = 'T',
				      [BODY_PICTURE] = 'P',
				      [BODY_ATTACHED] = 'A' };
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bodies); i++) {
		struct mime *mime =
			mime_parse(slice_from(bodies[i].mail), arena);
		struct body body;
		char got[8] = "";

		body_select(mime, 0, arena, &body);
		assert_int_equal(body.end, mime->count);
		for (size_t k = 0; k < mime->count; k++)
			got[k] = signs[body.roles[k]];
		if (strcmp(got, bodies[i].roles) != 0)
			fail_msg("%s\n  got %s, want %s", bodies[i].mail, got,
				 bodies[i].roles);
	}
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_trees),
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_children),
		cmocka_unit_test(test_bodies),
	};

	return cmocka_run_group_tests_name("mime", tests, NULL, NULL);
}
