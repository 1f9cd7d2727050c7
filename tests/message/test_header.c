/* test_header.c - header blocks, encoded words, parameters, message ids. */
#include "../test.h"

#include "message/header.h"
#include "message/msgid.h"
#include "message/param.h"

/* clang-format off */
static const struct {
	const char *value, *want;
} words[] = {
	{ "plain", "plain" },
	{ "=?us-ascii?q?a_b?=", "a b" },
	{ "=?utf-8?B?R3LDvMOfZQ==?=", "Gr\xC3\xBC\xC3\x9F" "e" },
	{ "=?UTF-8?q?=E2=82=AC_5?= each", "\xE2\x82\xAC 5 each" },
	{ "a =?utf-8?q?b?= =?utf-8?q?c?= d", "a bc d" },
	{ "=?utf-8?q?a?=  \t =?iso-8859-1?q?=E4?=", "a\xC3\xA4" },
	{ "=?utf-8?q?a?==?utf-8?q?b?=", "ab" },
	/* a character in two words, in either encoding */
	{ "=?utf-8?q?=E2=82?= =?utf-8?q?=AC?=", "\xE2\x82\xAC" },
	{ "=?utf-8?B?4oI=?= =?utf-8?B?rA==?=", "\xE2\x82\xAC" },
	{ "=?utf-8?B?4oI=?= =?utf-8?q?=AC?=", "\xE2\x82\xAC" },
	/* glued to text, with blanks inside, with a language */
	{ "see=?utf-8?q?_this?=!", "see this!" },
	{ "=?utf-8?q?two words?=", "two words" },
	{ "=?utf-8*de?q?Tag?=", "Tag" },
	{ "=?utf-8?q?really?" "?=", "really?" },
	{ "=?utf-8?B?YW Jj?=", "abc" },
	{ "=?utf-8?B?YWI=YWI=?=", "abab" },
	{ "=?utf-8?q?" "?=x", "x" },
	/* labels that lie */
	{ "=?iso-8859-1?q?=80=93?=", "\xE2\x82\xAC\xE2\x80\x9C" },
	{ "=?us-ascii?q?=C3=A4?=", "\xC3\xA4" },
	{ "=?utf-8?q?caf=E9?=", "caf\xC3\xA9" },
	{ "=?no-such-set?q?abc?=", "abc" },
	{ "=?gb2312?B?5mI=?=", "\xE9\x8E\x8E" }, /* a character of GBK */
	/* line ends do not leave a value */
	{ "=?utf-8?q?a=0D=0ABcc:_x?=", "a  Bcc: x" },
	/* none of them is an encoded word */
	{ "=?", "=?" },
	{ "=??q?x?=", "=??q?x?=" },
	{ "=?utf-8?x?y?=", "=?utf-8?x?y?=" },
	{ "=?utf-8?qb?y?=", "=?utf-8?qb?y?=" },
	{ "=?utf-8?q?never ends", "=?utf-8?q?never ends" },
	{ "=?utf 8?q?y?=", "=?utf 8?q?y?=" },
	{ "=?utf-8?q?lost =?utf-8?q?found?=", "=?utf-8?q?lost found" },
};

/* WANT is "name=value" of each parameter after the value, by "|". */
static const struct {
	const char *field, *want;
} params[] = {
	{ "text/plain", "text/plain" },
	{ "Text/HTML; Charset=UTF-8", "text/html|charset=UTF-8" },
	{ "text/plain; charset=\"us-ascii\" ; format=flowed;", "text/plain|charset=us-ascii|format=flowed" },
	{ "attachment; filename=\"a \\\"b\\\".txt\"", "attachment|filename=a \"b\".txt" },
	{ "attachment; filename=two words.pdf; size=3", "attachment|filename=two words.pdf|size=3" },
	{ "attachment; filename=\"an \"odd\" name.txt\"; x=y", "attachment|filename=an \"odd\" name.txt|x=y" },
	{ "attachment; filename=\"c:\\dir\\a.txt\"", "attachment|filename=c:\\dir\\a.txt" },
	{ "attachment; filename=\"open", "attachment|filename=open" },
	{ "text/plain charset=utf-8", "text/plain|charset=utf-8" },
	{ "text/plain; charset=\"utf-8\" format=flowed", "text/plain|charset=utf-8|format=flowed" },
	{ "text/plain (a comment); charset=utf-8", "text/plain|charset=utf-8" },
	{ "(a) text/plain (b); (c) charset=utf-8", "text/plain|charset=utf-8" },
	{ "; charset=utf-8", "|charset=utf-8" },
	{ "x; a=1; a=2", "x|a=1" },
	{ "x; a; =b; c=", "x|c=" },
	/* RFC 2231 */
	{ "x; title*=utf-8'en'%e2%82%ac%20rates", "x|title=\xE2\x82\xAC rates" },
	{ "x; t*0=one; t*1=\" two\"", "x|t=one two" },
	{ "x; t*1=two; t*0=one", "x|t=onetwo" },
	{ "x; t*0*=iso-8859-1''%FC; t*1*=%e4; t*2=z%41", "x|t=\xC3\xBC\xC3\xA4z%41" },
	{ "x; t*0*=utf-8''%E2%82; t*1*=%AC", "x|t=\xE2\x82\xAC" },
	{ "x; t*1=begins; t*2=at1", "x|t=beginsat1" },
	{ "x; t*=no%20charset", "x|t=no charset" },
	{ "x; t=plain; t*=utf-8''better", "x|t=better" },
	{ "x; t*=utf-8''better; t=plain", "x|t=better" },
	/* encoded words where they do not belong */
	{ "x; t=\"=?utf-8?q?=C3=A4?=\"", "x|t=\xC3\xA4" },
	{ "x; t==?utf-8?B?w6Q=?=", "x|t=\xC3\xA4" },
	{ "x; t*0=\"=?utf-8?q?a\"; t*1=\"=C3=A4?=\"", "x|t=a\xC3\xA4" },
};

/* WANT is the ids joined by blanks. */
static const struct {
	const char *field, *want;
} ids[] = {
	{ "<a@b>", "<a@b>" },
	{ "<a@b> <c@d>", "<a@b> <c@d>" },
	{ "<a@b><c@d>", "<a@b> <c@d>" },
	{ "Your message of Monday <a@b>", "<a@b>" },
	{ "<a b@\tc>", "<ab@c>" },
	{ "a@b, c@d", "<a@b> <c@d>" },
	{ "no id here", "" },
	{ "<a@b", "<a@b>" },
	{ "<> <a@b>", "<a@b>" },
	{ "", "" },
};
/* clang-format on */

static void
assert_text(const char *input, const char *got, const char *want)
{
	if (strcmp(got, want) != 0)
		fail_msg("%s\n  got  %s\n  want %s", input, got, want);
}

static void
test_words(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(words); i++)
		assert_text(words[i].value,
			    header_decode_words(words[i].value, arena),
			    words[i].want);
	arena_free(arena);
}

static void
test_params(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(params); i++) {
		struct param_list list;
		struct buf got;

		param_list_parse(params[i].field, arena, &list);
		buf_init(&got, arena);
		buf_add_str(&got, list.value);
		for (size_t k = 0; k < list.count; k++)
			buf_printf(&got, "|%s=%s", list.params[k].name,
				   list.params[k].value);
		assert_text(params[i].field, got.data, params[i].want);
	}
	arena_free(arena);
}

static void
test_ids(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(ids); i++) {
		struct string_list list = { .count = 0 };
		struct buf got;

		msgid_list_parse(ids[i].field, arena, &list);
		buf_init(&got, arena);
		for (size_t k = 0; k < list.count; k++)
			buf_printf(&got, "%s%s", k ? " " : "", list.items[k]);
		assert_text(ids[i].field, got.size ? got.data : "",
			    ids[i].want);
	}
	assert_string_equal(msgid_parse("word alone", arena), "<word>");
	assert_string_equal(msgid_parse("", arena), "");
	arena_free(arena);
}

/* BODY is what the block leaves; FIELDS are "name: value" lines. */
static const struct {
	const char *bytes, *fields, *body;
} blocks[] = {
	{ "A: 1\nB: 2\n\nbody", "A: 1\nB: 2\n", "body" },
	{ "A: 1\r\nB: 2\r\n\r\nbody", "A: 1\nB: 2\n", "body" },
	{ "A: one\n two\n\tthree\n\n", "A: one two three\n", "" },
	{ "A : blank before the colon\n\n", "A: blank before the colon\n", "" },
	{ "A:\n B: not a field\n\n", "A: B: not a field\n", "" },
	{ "A: 1\n \n two\nB: 2\n\nbody", "A: 1 two\nB: 2\n", "body" },
	{ "A: 1\n \nbody", "A: 1\n", "body" },
	{ "A: 1\nbody without a blank line\n", "A: 1\n",
	  "body without a blank line\n" },
	{ "A: 1\nstray\nB: 2\n\nbody", "A: 1 stray\nB: 2\n", "body" },
	{ "A: 1\n>From x\nB: 2\n\n", "A: 1\nB: 2\n", "" },
	{ "A: x\ry\n\n", "A: x y\n", "" },
	{ "A: caf\xE9\n\n", "A: caf\xC3\xA9\n", "" },
	{ "--b\n\n", "", "--b\n\n" },
	{ "\nbody", "", "body" },
	{ "", "", "" },
	{ "no header at all\n", "", "no header at all\n" },
	{ "Content-Type: text/plain; charset=koi8-r\nA: \xD4\xC5\n\n",
	  "Content-Type: text/plain; charset=koi8-r\nA: \xD1\x82\xD0\xB5\n",
	  "" },
};

static void
test_blocks(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(blocks); i++) {
		struct header_block block;
		struct buf got;

		header_block_parse(slice_from(blocks[i].bytes), arena, &block);
		buf_init(&got, arena);
		for (size_t k = 0; k < block.count; k++)
			buf_printf(&got, "%s: %s\n", block.fields[k].name,
				   block.fields[k].value);
		assert_text(blocks[i].bytes, got.size ? got.data : "",
			    blocks[i].fields);
		assert_text(blocks[i].bytes, blocks[i].bytes + block.end,
			    blocks[i].body);
	}
	arena_free(arena);
}

static void
test_caps(void **state)
{
	struct arena *arena = arena_new();
	struct header_block block;
	struct buf bytes;

	(void)state;
	buf_init(&bytes, arena);
	for (int i = 0; i < HEADER_MAX_FIELDS + 10; i++)
		buf_add_str(&bytes, "A: 1\n");
	buf_add_str(&bytes, "\nbody");
	header_block_parse(buf_slice(&bytes), arena, &block);
	assert_int_equal(block.count, HEADER_MAX_FIELDS);
	assert_true(block.cut);
	assert_string_equal(bytes.data + block.end, "body");
	buf_reset(&bytes);
	buf_add_str(&bytes, "A: ");
	for (int i = 0; i < HEADER_MAX_VALUE; i++)
		buf_add_char(&bytes, 'x');
	buf_add_str(&bytes, "y\nB: 2\n\nbody");
	header_block_parse(buf_slice(&bytes), arena, &block);
	assert_true(block.cut);
	assert_int_equal(block.count, 2);
	assert_string_equal(bytes.data + block.end, "body");
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words), cmocka_unit_test(test_params),
		cmocka_unit_test(test_ids),   cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_caps),
	};

	return cmocka_run_group_tests_name("header", tests, NULL, NULL);
}
