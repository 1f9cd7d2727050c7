/* test_transfer.c - base64, quoted-printable, uuencode, format=flowed, and
 * files amid text. */
#include "../test.h"

#include "message/embedded.h"
#include "message/flowed.h"
#include "message/transfer.h"

/* clang-format off */
static const struct {
	const char *in, *want;
} base64[] = {
	{ "", "" }, { "YQ==", "a" }, { "YWI=", "ab" }, { "YWJj", "abc" },
	{ "YQ", "a" }, { "YWI", "ab" }, { "Y", "" },
	{ "YW\r\nJj\n", "abc" }, { " Y W J j ", "abc" },
	{ "YQ==YWI=", "aab" }, { "YWJj==== ignored", "abc" }, { "YQ==\n____\nThe list\n", "a" },
	{ "YQ==\nYWI=\n", "aab" },
	{ "Y*W!J#j", "abc" }, { "-_-_", "\xFB\xFF\xBF" },
}, printable[] = {
	{ "plain", "plain" }, { "a=3Db", "a=b" }, { "a=3db", "a=b" },
	{ "long=\nline", "longline" }, { "long=\r\nline", "longline" },
	{ "long= \t\r\nline", "longline" }, { "end=", "end" },
	{ "no=hex=G1", "no=hex=G1" }, { "a=4", "a=4" },
	{ "blanks  \t\nb", "blanks\nb" }, { "blanks  \r\nb", "blanks\r\nb" },
	{ "kept=20\nb", "kept \nb" }, { "a_b", "a_b" }, { "=", "" },
}, headers[] = {
	{ "a_b=5F", "a b_" }, { "a=", "a=" }, { "a b", "a b" },
}, uu[] = {
	{ "begin 644 x\n#86)C\n`\nend\n", "abc" },
	{ "begin 644 x\r\n#86)C\r\n \r\nend\r\nafter", "abc" },
	{ "#86)C\n", "abc" }, { "$86)CC\n", "abc\x8C" }, { "", "" },
}, flowed[] = {
	{ "a \nb\n", "a b\n" }, { "a\nb\n", "a\nb\n" },
	{ "a \n", "a \n" }, { " >stuffed\n", ">stuffed\n" },
	{ "> a \n> b\n", "> a b\n" }, { "> a \nb\n", "> a \nb\n" },
	{ ">> a \n> b\n", ">> a \n> b\n" }, { "a \n-- \nme\n", "a \n-- \nme\n" },
	{ ">\n", ">\n" }, { "", "" },
};
/* clang-format on */

typedef void (*decoder)(struct slice in, struct buf *out);

static void
decode_printable(struct slice in, struct buf *out)
{
	transfer_quoted_printable(in, false, out);
}

static void
decode_header(struct slice in, struct buf *out)
{
	transfer_quoted_printable(in, true, out);
}

static void
decode_flowed(struct slice in, struct buf *out)
{
	flowed_join(in, false, out);
}

static void
check(decoder decode, const char *in, const char *want)
{
	struct buf out;

	buf_init(&out, NULL);
	decode(slice_from(in), &out);
	if (!out.data || strcmp(out.size ? out.data : "", want) != 0)
		fail_msg("\"%s\": got \"%s\", want \"%s\"", in,
			 out.data ? out.data : "", want);
	buf_clear(&out);
}

#define CHECK_ALL(decode, table)                                               \
	for (size_t i = 0; i < COUNT_OF(table); i++)                           \
	check(decode, (table)[i].in, (table)[i].want)

static void
test_tables(void **state)
{
	(void)state;
	CHECK_ALL(transfer_base64, base64);
	CHECK_ALL(decode_printable, printable);
	CHECK_ALL(decode_header, headers);
	CHECK_ALL(transfer_uuencode, uu);
	CHECK_ALL(decode_flowed, flowed);
}

static void
test_del_sp(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, NULL);
	flowed_join(slice_from("half \nword\n"), true, &out);
	assert_string_equal(out.data, "halfword\n");
	buf_clear(&out);
}

/* FILES are "name:size" by blanks. */
static const struct {
	const char *text, *rest, *files;
} embedded[] = {
	{ "no file\n", "no file\n", "" },
	{ "a\nbegin 644 x.txt\n#86)C\n`\nend\nb\n", "a\nb\n", "x.txt:3" },
	{ "begin 644 cut.bin\n#86)C\n", "", "cut.bin:3" },
	{ "begin 644 a\n#86)C\n`\nend\nbegin 755 b\n#86)C\n`\nend\n", "",
	  "a:3 b:3" },
	{ "begin 100 things at once.\nNow!\n",
	  "begin 100 things at once.\nNow!\n", "" },
	{ "begin to work\n", "begin to work\n", "" },
	{ "a\n=ybegin line=128 size=1 name=y.bin\nk\n=yend size=1\nb\n",
	  "a\nb\n", "y.bin:50" },
};

static void
test_embedded(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(embedded); i++) {
		struct embedded got;
		struct buf files;

		embedded_cut(slice_from(embedded[i].text), arena, &got);
		assert_true(
			slice_equal(got.rest, slice_from(embedded[i].rest)));
		buf_init(&files, arena);
		for (size_t k = 0; k < got.count; k++)
			buf_printf(&files, "%s%s:%zu", k ? " " : "",
				   got.files[k].name, got.files[k].data.size);
		assert_string_equal(files.size ? files.data : "",
				    embedded[i].files);
	}
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_del_sp),
		cmocka_unit_test(test_embedded),
	};

	return cmocka_run_group_tests_name("transfer", tests, NULL, NULL);
}
