/*
 * test_mustache.c - Mustache as its specification has it, feature by feature.
 *
 * Each row is a template, its data, its partials and what must come out. The
 * groups follow the specification's modules.
 */
#include "../test.h"

#include "bare.h"

struct row {
	const char *text, *data, *partials, *expect;
};

static json_t *
parse(const char *text)
{
	json_error_t error;
	json_t *value = json_loads(text ? text : "{}", JSON_DECODE_ANY, &error);

	if (!value)
		fail_msg("%s: %s", text, error.text);
	return value;
}

static void
run_rows(const struct row *rows, size_t count, bool html)
{
	for (size_t i = 0; i < count; i++) {
		struct arena *arena = arena_new();
		json_t *data = parse(rows[i].data);
		json_t *partials = parse(rows[i].partials);
		const char *out = NULL;
		struct error err;

		if (!bare_render(rows[i].text, data, partials, html,
					  false, arena, &out, &err))
			fail_msg("row %zu: %s", i, err.text);
		if (strcmp(out, rows[i].expect) != 0)
			fail_msg("row %zu: [%s] gave [%s], not [%s]", i,
				 rows[i].text, out, rows[i].expect);
		json_decref(data);
		json_decref(partials);
		arena_free(arena);
	}
}

#define RUN(rows, html) run_rows((rows), COUNT_OF(rows), (html))

static void
test_comments(void **state)
{
	static const struct row rows[] = {
		{ "12{{! nothing of this }}34", NULL, NULL, "1234" },
		{ "12{{!\n  over\n  lines\n}}34\n", NULL, NULL, "1234\n" },
		{ "a\n{{! alone }}\nb\n", NULL, NULL, "a\nb\n" },
		{ "a\n  {{! alone, indented }}\nb\n", NULL, NULL, "a\nb\n" },
		{ "a\r\n{{! alone }}\r\nb", NULL, NULL, "a\r\nb" },
		{ "  {{! first line }}\nb", NULL, NULL, "b" },
		{ "a\n  {{! last line }}", NULL, NULL, "a\n" },
		{ "a\n{{!\nover\nlines\n}}\nb\n", NULL, NULL, "a\nb\n" },
		{ "a\n  {{!\n  over\n  }}\nb\n", NULL, NULL, "a\nb\n" },
		{ "  12 {{! not alone }}\n", NULL, NULL, "  12 \n" },
		{ "12 {{! blanks around }} 34", NULL, NULL, "12  34" },
		{ "x: {{! a = b }}y", "{\"! a = b \": 1}", NULL, "x: y" },
	};

	(void)state;
	RUN(rows, false);
}

static void
test_delimiters(void **state)
{
	static const struct row rows[] = {
		{ "{{=<% %>=}}(<%t%>)", "{\"t\": \"x\"}", NULL, "(x)" },
		{ "({{=[ ]=}}[t])", "{\"t\": \"x\"}", NULL, "(x)" },
		{ "{{=| |=}}|#s|\n{{t}} |t|\n|/s|\n", "{\"s\": true, \"t\": 1}",
		  NULL, "\n{{t}} 1\n" },
		{ "{{#s}}{{t}}|{{=<< >>=}}<<t>>|{{t}}<</s>>",
		  "{\"s\": true, \"t\": 1}", NULL, "1|1|{{t}}" },
		{ "{{^s}}{{=<< >>=}}<<t>><</s>>", "{\"t\": 1}", NULL, "1" },
		/* partials begin with the usual ones, and keep theirs */
		{ "{{>p}}{{=| |=}}|>p|", "{\"t\": 1}", "{\"p\": \"({{t}})\"}",
		  "(1)(1)" },
		{ "{{>p}}({{t}}|t|)", "{\"t\": 1}", "{\"p\": \"{{=| |=}}|t|\"}",
		  "1(1|t|)" },
		/* white space */
		{ "| {{=@ @=}} |", NULL, NULL, "|  |" },
		{ " | {{=@ @=}}\n", NULL, NULL, " | \n" },
		{ "a\n{{=@ @=}}\nb\n", NULL, NULL, "a\nb\n" },
		{ "a\n  {{=@ @=}}\nb\n", NULL, NULL, "a\nb\n" },
		{ "|\r\n{{= @ @ =}}\r\n|", NULL, NULL, "|\r\n|" },
		{ "  {{=@ @=}}\n=", NULL, NULL, "=" },
		{ "=\n  {{=@ @=}}", NULL, NULL, "=\n" },
		{ "|{{= @   @ =}}|", NULL, NULL, "||" },
	};

	(void)state;
	RUN(rows, false);
}

static void
test_interpolation(void **state)
{
	static const struct row rows[] = {
		{ "no tags, only { braces } \\ \"\n", NULL, NULL,
		  "no tags, only { braces } \\ \"\n" },
		{ "Dear {{who}}!", "{\"who\": \"Bo\"}", NULL, "Dear Bo!" },
		{ "{{a}}, {{&a}}, {{{a}}}", "{\"a\": \"{{b}}\", \"b\": 1}",
		  NULL, "{{b}}, {{b}}, {{b}}" },
		{ "{{a}}", "{\"a\": \"& \\\" < > '\"}", NULL,
		  "&amp; &quot; &lt; &gt; &#39;" },
		{ "{{{a}}}", "{\"a\": \"& \\\" < >\"}", NULL, "& \" < >" },
		{ "{{&a}}", "{\"a\": \"& \\\" < >\"}", NULL, "& \" < >" },
		{ "{{a}} {{{a}}} {{&a}}", "{\"a\": 85}", NULL, "85 85 85" },
		{ "{{a}} {{{a}}} {{&a}}", "{\"a\": 1.21}", NULL,
		  "1.21 1.21 1.21" },
		{ "{{a}} {{b}}", "{\"a\": 0.1, \"b\": -3e20}", NULL,
		  "0.1 -3e+20" },
		{ "({{a}}{{{a}}}{{&a}})", "{\"a\": null}", NULL, "()" },
		{ "({{a}}{{{a}}}{{&a}})", NULL, NULL, "()" },
		/* dotted names */
		{ "{{p.n}} {{{p.n}}} {{&p.n}}", "{\"p\": {\"n\": \"J\"}}", NULL,
		  "J J J" },
		{ "{{a.b.c.d.e}}",
		  "{\"a\": {\"b\": {\"c\": {\"d\": {\"e\": \"!\"}}}}}", NULL,
		  "!" },
		{ "({{a.b.c}})", "{\"a\": {}}", NULL, "()" },
		{ "({{a.b.n}})", "{\"a\": {\"b\": {}}, \"c\": {\"n\": \"x\"}}",
		  NULL, "()" },
		{ "{{#a}}{{b.c.d}}{{/a}}",
		  "{\"a\": {\"b\": {\"c\": {\"d\": \"in\"}}}, \"b\": {\"c\": "
		  "{\"d\": \"out\"}}}",
		  NULL, "in" },
		{ "{{#a}}({{b.c}}){{/a}}",
		  "{\"a\": {\"b\": {}}, \"b\": {\"c\": \"no\"}}", NULL, "()" },
		{ "{{a.b}}", "{\"a.b\": 1, \"a\": {\"b\": 2}}", NULL, "2" },
		/* the implicit iterator */
		{ "{{.}} {{{.}}} {{&.}}", "\"x\"", NULL, "x x x" },
		{ "{{.}}", "\"<\"", NULL, "&lt;" },
		{ "{{{.}}}", "\"<\"", NULL, "<" },
		{ "{{.}}", "85", NULL, "85" },
		/* white space stays */
		{ "| {{s}} |", "{\"s\": \"-\"}", NULL, "| - |" },
		{ "  {{s}}\n", "{\"s\": \"-\"}", NULL, "  -\n" },
		{ "  {{{s}}}\n", "{\"s\": \"-\"}", NULL, "  -\n" },
		{ "  {{&s}}\n", "{\"s\": \"-\"}", NULL, "  -\n" },
		{ "|{{ s }}|{{{ s }}}|{{& s }}|", "{\"s\": \"-\"}", NULL,
		  "|-|-|-|" },
		{ "|{{\n s\n}}|", "{\"s\": \"-\"}", NULL, "|-|" },
	};

	(void)state;
	RUN(rows, true);
}

static void
test_plain_text(void **state)
{
	static const struct row rows[] = {
		{ "{{a}} {{{a}}}", "{\"a\": \"<&>\"}", NULL, "<&> <&>" },
		{ "{{t}} {{f}}", "{\"t\": true, \"f\": false}", NULL,
		  "true false" },
		{ "({{o}}{{l}})", "{\"o\": {\"a\": 1}, \"l\": [1]}", NULL,
		  "()" },
	};

	(void)state;
	RUN(rows, false);
}

static void
test_sections(void **state)
{
	static const struct row rows[] = {
		{ "{{#b}}yes{{/b}}", "{\"b\": true}", NULL, "yes" },
		{ "{{#b}}yes{{/b}}", "{\"b\": false}", NULL, "" },
		{ "{{#b}}yes{{/b}}", "{\"b\": null}", NULL, "" },
		{ "({{#b}}yes{{/b}})", NULL, NULL, "()" },
		{ "{{#b}}yes{{/b}}", "{\"b\": \"\"}", NULL, "" },
		{ "{{#b}}yes{{/b}}", "{\"b\": 0}", NULL, "" },
		{ "{{#b}}yes{{/b}}", "{\"b\": 0.0}", NULL, "" },
		{ "{{#b}}{{.}}{{/b}}", "{\"b\": 7}", NULL, "7" },
		{ "{{#b}}yes{{/b}}", "{\"b\": {}}", NULL, "yes" },
		{ "{{#c}}Hi {{n}}{{/c}}", "{\"c\": {\"n\": \"Jo\"}}", NULL,
		  "Hi Jo" },
		/* the contexts around are seen */
		{ "{{#s}}{{a}},{{b}},{{c.d}}{{/s}}",
		  "{\"a\": 1, \"b\": 2, \"s\": {\"b\": 3}, \"c\": {\"d\": 4}}",
		  NULL, "1,3,4" },
		{ "{{#s}}{{.}} is {{s}}{{/s}}", "{\"s\": \"bar\"}", NULL,
		  "bar is bar" },
		{ "{{#l}}{{#t}}{{tn}}:{{#b}}{{tn}}{{bn}}{{/b}};{{/t}}{{/l}}",
		  "{\"l\": [{\"t\": {\"tn\": \"A\"}, \"b\": [{\"bn\": 1}, "
		  "{\"bn\": 2}]}, {\"t\": {\"tn\": \"B\"}, \"b\": [{\"bn\": "
		  "3}]}]}",
		  NULL, "A:A1A2;B:B3;" },
		{ "{{#a}}{{one}}{{#b}}{{one}}{{two}}{{#c}}{{one}}{{two}}"
		  "{{three}}{{/c}}{{two}}{{/b}}{{one}}{{/a}}",
		  "{\"a\": {\"one\": 1}, \"b\": {\"two\": 2}, \"c\": "
		  "{\"three\": 3}}",
		  NULL, "11212321" },
		/* lists */
		{ "{{#l}}{{i}}{{/l}}",
		  "{\"l\": [{\"i\": 1}, {\"i\": 2}, {\"i\": 3}]}", NULL,
		  "123" },
		{ "({{#l}}x{{/l}})", "{\"l\": []}", NULL, "()" },
		{ "{{#b}}\n* one\n{{/b}}\n* two\n{{#b}}\n* three\n{{/b}}\n",
		  "{\"b\": true}", NULL, "* one\n* two\n* three\n" },
		{ "|A {{#b}}B {{#b}}C{{/b}} D{{/b}} E|", "{\"b\": true}", NULL,
		  "|A B C D E|" },
		{ "|A {{#b}}B {{#b}}C{{/b}} D{{/b}} E|", "{\"b\": false}", NULL,
		  "|A  E|" },
		/* the implicit iterator */
		{ "{{#l}}({{.}}){{/l}}", "{\"l\": [\"a\", \"b\"]}", NULL,
		  "(a)(b)" },
		{ "{{#l}}({{.}}){{/l}}", "{\"l\": [1, 2.5, true]}", NULL,
		  "(1)(2.5)(true)" },
		{ "{{#l}}[{{#.}}({{.}}){{/.}}]{{/l}}",
		  "{\"l\": [[1, 2], [3], []]}", NULL, "[(1)(2)][(3)][]" },
		{ "{{#l}}({{.}})({{{.}}})({{&.}}){{/l}}", "{\"l\": [\"<\"]}",
		  NULL, "(&lt;)(<)(<)" },
		{ "{{#.}}({{v}}){{/.}}", "[{\"v\": 1}, {\"v\": 2}]", NULL,
		  "(1)(2)" },
		/* dotted names */
		{ "{{#a.b.c}}here{{/a.b.c}}", "{\"a\": {\"b\": {\"c\": true}}}",
		  NULL, "here" },
		{ "({{#a.b.c}}here{{/a.b.c}})",
		  "{\"a\": {\"b\": {\"c\": false}}}", NULL, "()" },
		{ "({{#a.b.c}}here{{/a.b.c}})", "{\"a\": {}}", NULL, "()" },
		/* white space */
		{ "|{{#b}}\t|\t{{/b}}|", "{\"b\": true}", NULL, "|\t|\t|" },
		{ "|{{#b}} {{! x }}\n {{/b}}|", "{\"b\": true}", NULL,
		  "| \n |" },
		{ " {{#b}}YES{{/b}}\n {{#b}}GOOD{{/b}}\n", "{\"b\": true}",
		  NULL, " YES\n GOOD\n" },
		{ "| This\n{{#b}}\n|\n{{/b}}\n| Line\n", "{\"b\": true}", NULL,
		  "| This\n|\n| Line\n" },
		{ "| This\n  {{#b}}\n|\n  {{/b}}\n| Line\n", "{\"b\": true}",
		  NULL, "| This\n|\n| Line\n" },
		{ "|\r\n{{#b}}\r\n{{/b}}\r\n|", "{\"b\": true}", NULL,
		  "|\r\n|" },
		{ "  {{#b}}\n#{{/b}}\n/", "{\"b\": true}", NULL, "#\n/" },
		{ "#{{#b}}\n/\n  {{/b}}", "{\"b\": true}", NULL, "#\n/\n" },
		{ "|{{# b }}={{/ b }}|", "{\"b\": true}", NULL, "|=|" },
	};

	(void)state;
	RUN(rows, true);
}

static void
test_inverted(void **state)
{
	static const struct row rows[] = {
		{ "{{^b}}no{{/b}}", "{\"b\": false}", NULL, "no" },
		{ "{{^b}}no{{/b}}", "{\"b\": true}", NULL, "" },
		{ "{{^b}}no{{/b}}", "{\"b\": null}", NULL, "no" },
		{ "{{^b}}no{{/b}}", "{\"b\": \"\"}", NULL, "no" },
		{ "{{^b}}no{{/b}}", NULL, NULL, "no" },
		{ "{{^c}}Hi {{n}}{{/c}}", "{\"c\": {\"n\": 1}}", NULL, "" },
		{ "{{^l}}no{{/l}}", "{\"l\": [1]}", NULL, "" },
		{ "{{^l}}no{{/l}}", "{\"l\": []}", NULL, "no" },
		{ "{{^b}}\n* 1\n{{/b}}\n* 2\n{{^b}}\n* 3\n{{/b}}\n",
		  "{\"b\": false}", NULL, "* 1\n* 2\n* 3\n" },
		{ "|A {{^b}}B {{^b}}C{{/b}} D{{/b}} E|", "{\"b\": false}", NULL,
		  "|A B C D E|" },
		{ "|A {{^b}}B {{^b}}C{{/b}} D{{/b}} E|", "{\"b\": true}", NULL,
		  "|A  E|" },
		{ "{{^a.b}}no{{/a.b}}", "{\"a\": {\"b\": true}}", NULL, "" },
		{ "{{^a.b}}no{{/a.b}}", "{\"a\": {\"b\": false}}", NULL, "no" },
		{ "{{^a.b}}no{{/a.b}}", "{\"a\": {}}", NULL, "no" },
		{ "|{{^b}}\t|\t{{/b}}|", "{\"b\": false}", NULL, "|\t|\t|" },
		{ "|{{^b}} {{! x }}\n {{/b}}|", "{\"b\": false}", NULL,
		  "| \n |" },
		{ " {{^b}}NO{{/b}}\n", "{\"b\": false}", NULL, " NO\n" },
		{ "| This\n{{^b}}\n|\n{{/b}}\n| Line\n", "{\"b\": false}", NULL,
		  "| This\n|\n| Line\n" },
		{ "| This\n  {{^b}}\n|\n  {{/b}}\n| Line\n", "{\"b\": false}",
		  NULL, "| This\n|\n| Line\n" },
		{ "|\r\n{{^b}}\r\n{{/b}}\r\n|", "{\"b\": false}", NULL,
		  "|\r\n|" },
		{ "  {{^b}}\n^{{/b}}\n/", "{\"b\": false}", NULL, "^\n/" },
		{ "^{{^b}}\n/\n  {{/b}}", "{\"b\": false}", NULL, "^\n/\n" },
		{ "|{{^ b }}={{/ b }}|", "{\"b\": false}", NULL, "|=|" },
	};

	(void)state;
	RUN(rows, true);
}

static void
test_partials(void **state)
{
	static const struct row rows[] = {
		{ "\"{{>p}}\"", NULL, "{\"p\": \"from partial\"}",
		  "\"from partial\"" },
		{ "({{>p}})", NULL, NULL, "()" },
		{ "{{>p}}", "{\"t\": \"x\"}", "{\"p\": \"*{{t}}*\"}", "*x*" },
		{ "{{>n}}",
		  "{\"c\": \"X\", \"k\": [{\"c\": \"Y\", \"k\": []}]}",
		  "{\"n\": \"{{c}}<{{#k}}{{>n}}{{/k}}>\"}", "X<Y<>>" },
		{ "{{>o}}", "{\"a\": \"h\"}",
		  "{\"o\": \"*{{a}} {{>i}}*\", \"i\": \"{{a}}!\"}", "*h h!*" },
		/* white space */
		{ "| {{>p}} |", NULL, "{\"p\": \"\\t|\\t\"}", "| \t|\t |" },
		{ "  {{d}}  {{> p}}\n", "{\"d\": \"|\"}", "{\"p\": \">\\n>\"}",
		  "  |  >\n>\n" },
		{ "|\r\n{{>p}}\r\n|", NULL, "{\"p\": \">\"}", "|\r\n>|" },
		{ "  {{>p}}\n>", NULL, "{\"p\": \">\\n>\"}", "  >\n  >>" },
		{ ">\n  {{>p}}", NULL, "{\"p\": \">\\n>\"}", ">\n  >\n  >" },
		{ "\\\n {{>p}}\n/\n", "{\"c\": \"<\\n->\"}",
		  "{\"p\": \"|\\n{{{c}}}\\n|\\n\"}",
		  "\\\n |\n <\n->\n |\n/\n" },
		{ "|{{> p }}|", "{\"b\": true}", "{\"p\": \"[]\"}", "|[]|" },
		/* indentation adds up; blank and vanishing lines get none */
		{ " {{>o}}\n", NULL,
		  "{\"o\": \"a\\n {{>i}}\\nb\\n\", \"i\": \"x\\n\\ny\\n\"}",
		  " a\n  x\n\n  y\n b\n" },
		{ "  {{>p}}\n", "{\"l\": [1, 2]}",
		  "{\"p\": \"{{#l}}\\n- {{.}}\\n{{/l}}\\nend\\n\"}",
		  "  - 1\n  - 2\n  end\n" },
		{ "  {{>p}}\n", "{\"l\": [1, 2]}",
		  "{\"p\": \"{{#l}}{{.}}\\n{{/l}}end\\n\"}",
		  "  1\n  2\n  end\n" },
	};

	(void)state;
	RUN(rows, true);
}

/* What is refused, and the words that say why. */
static void
test_errors(void **state)
{
	static const struct {
		const char *text, *data, *partials, *says;
	} rows[] = {
		{ "a\n{{b", NULL, NULL, "text:2: the tag that begins here" },
		{ "{{{b}}", NULL, NULL, "never ends" },
		{ "{{}}", NULL, NULL, "holds no name" },
		{ "{{ a b }}", NULL, NULL, "holds no name" },
		{ "{{a..b}}", NULL, NULL, "holds no name" },
		{ "{{#a}}\n{{b}}", "{\"a\": 1}", NULL,
		  "text:1: the section {{#a}}" },
		{ "x\n{{/a}}", NULL, NULL, "text:2: this tag ends a section" },
		{ "{{#a}}\n{{#b}}\n{{/a}}{{/b}}", NULL, NULL,
		  "text:3: {{/a}} ends the section {{#b}} of line 2" },
		{ "{{=<%=}}", NULL, NULL, "new delimiters" },
		{ "{{= =}}", NULL, NULL, "new delimiters" },
		{ "{{$a}}x{{/a}}", NULL, NULL, "not supported" },
		{ "{{<a}}x{{/a}}", NULL, NULL, "not supported" },
		/* strict */
		{ "x\n{{!\n}}\n  {{b}}", "{\"a\": 1}", NULL,
		  "text:4: {{b}} is no name" },
		{ "{{#a}}{{b.c}}{{/a}}", "{\"a\": 1, \"b\": {}}", NULL,
		  "{{b.c}} is no name" },
		{ "{{#b}}x{{/b}}", "{\"a\": 1}", NULL, "{{b}} is no name" },
		{ "{{^b}}x{{/b}}", "{\"a\": 1}", NULL, "{{b}} is no name" },
		{ "{{a}}", "{\"a\": {}}", NULL, "a group or a list" },
		{ "{{>p}}", NULL, NULL, "{{p}} is no partial" },
		{ "{{>p}}", NULL, "{\"p\": \"\\n{{x}}\"}", "p:2: {{x}}" },
		/* caps */
		{ "{{>p}}", NULL, "{\"p\": \"x{{>p}}\"}", "nested too deep" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct arena *arena = arena_new();
		json_t *data = parse(rows[i].data);
		json_t *partials = parse(rows[i].partials);
		const char *out = "untouched";
		struct error err = { 0 };

		assert_false(bare_render(rows[i].text, data, partials,
						  false, true, arena, &out,
						  &err));
		assert_int_equal(err.class, ERROR_CONFIG);
		assert_string_equal(out, "untouched");
		if (!strstr(err.text, rows[i].says))
			fail_msg("row %zu says: %s", i, err.text);
		json_decref(data);
		json_decref(partials);
		arena_free(arena);
	}
}

/* Lists in lists in lists: the output and the work end at their caps. */
static void
test_bounds(void **state)
{
	static const char *const texts[] = {
		"{{#l}}{{#l}}{{#l}}some words of text{{/l}}{{/l}}{{/l}}",
		"{{#l}}{{#l}}{{#l}}{{#l}}{{/l}}{{/l}}{{/l}}{{/l}}"
	};
	struct arena *arena = arena_new();
	json_t *data = json_object(), *list = json_array();

	(void)state;
	for (int i = 0; i < 1000; i++)
		json_array_append_new(list, json_integer(i));
	json_object_set_new(data, "l", list);
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		const char *out;
		struct error err = { 0 };

		assert_false(bare_render(texts[i], data, NULL, false,
						  true, arena, &out, &err));
		assert_int_equal(err.class, ERROR_REJECT);
	}
	json_decref(data);
	arena_free(arena);
}

/* Every cut of a text with everything in it parses or is refused. */
static void
test_prefixes(void **state)
{
	static const char text[] =
		"a {{x}} {{{x}}} {{&x}}\n{{#l}}\n {{.}}\n{{/l}}\n{{^l}}no"
		"{{/l}}\n{{! c }}\n{{=<% %>=}}\n<%x%>\n<%={{ }}=%>\n{{>p}}\n";
	struct arena *arena = arena_new();
	json_t *data = parse("{\"x\": 1, \"l\": [1]}");
	json_t *partials = parse("{\"p\": \"p\"}");

	(void)state;
	for (size_t size = 0; size < sizeof(text); size++) {
		const char *out;
		struct error err = { 0 };

		if (!bare_render(arena_memdup(arena, text, size), data,
					  partials, false, true, arena, &out,
					  &err))
			assert_int_equal(err.class, ERROR_CONFIG);
	}
	json_decref(data);
	json_decref(partials);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_comments),
		cmocka_unit_test(test_delimiters),
		cmocka_unit_test(test_interpolation),
		cmocka_unit_test(test_plain_text),
		cmocka_unit_test(test_sections),
		cmocka_unit_test(test_inverted),
		cmocka_unit_test(test_partials),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_prefixes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
