/* test_command.c - finding commands in texts, and what a mail mentions. */
#include "scene.h"

#include "base/buf.h"
#include "ticket/command.h"

/* Each command as "name(argument)" or "?line", then "|" and the text. */
static const char *
shown(const struct command_list *list, struct arena *arena)
{
	const char *out = "";

	for (size_t i = 0; i < list->count; i++) {
		const struct command *c = &list->items[i];

		if (c->ticket)
			out = arena_printf(arena, "%s%lld ", out,
					   (long long)c->ticket);
		if (c->problem)
			out = arena_printf(arena, "%s?%s ", out, c->line);
		else
			out = arena_printf(arena, "%s%s(%s) ", out,
					   c->spec->name, c->argument);
	}
	return arena_printf(arena, "%s|%s", out, list->text);
}

static const struct {
	enum command_context context;
	const char *subject, *text, *shown;
} rows[] = {
	{ CONTEXT_TICKET, "", "#take", "take() |" },
	{ CONTEXT_TICKET, "", "#TAKE\n#Res it works ",
	  "take() resolve(it works) |" },
	{ CONTEXT_TICKET, "#close", "bye", "close() |bye" },
	{ CONTEXT_TICKET, "x #close", "bye", "|bye" },
	{ CONTEXT_TICKET, "", "#resolve: done", "resolve(done) |" },
	{ CONTEXT_TICKET, "", "\xEF\xBC\x83take", "take() |" },
	{ CONTEXT_TICKET, "", "#set\troom\t4", "set(room\t4) |" },
	{ CONTEXT_TICKET, "", "a\n\n#take\n\nb", "take() |a\n\n\nb" },
	{ CONTEXT_TICKET, "", "#take\r\nb\r\n", "take() |b" },
	{ CONTEXT_TICKET, "", "#", "|#" },
	{ CONTEXT_TICKET, "", "#1", "|#1" },
	{ CONTEXT_TICKET, "", "##take", "?##take |" },
	{ CONTEXT_TICKET, "", " #take", "?#take |" },
	{ CONTEXT_TICKET, "", "# Take", "?# Take |" },
	{ CONTEXT_TICKET, "", "#wait\xC2\xA0" "3d\xC2\xA0", "wait(3d) |" },
	{ CONTEXT_TICKET, "", "\xEF\xBB\xBF#take\xE2\x80\x8B", "take() |" },
	{ CONTEXT_TICKET, "", "\xC2\xA0#take", "?#take |" },
	{ CONTEXT_TICKET, "", "#\xC2\xA0take", "?# take |" },
	{ CONTEXT_TICKET, "", "*#take*", "?*#take* |" },
	{ CONTEXT_TICKET, "", "- #close now", "?- #close now |" },
	{ CONTEXT_TICKET, "", "\xE2\x80\x9E#take\xE2\x80\x9C",
	  "?\xE2\x80\x9E#take\xE2\x80\x9C |" },
	{ CONTEXT_TICKET, "",
	  "\xEF\xBC\x83\xEF\xBD\x94\xEF\xBD\x81\xEF\xBD\x8B\xEF\xBD\x85",
	  "?\xEF\xBC\x83\xEF\xBD\x94\xEF\xBD\x81\xEF\xBD\x8B\xEF\xBD\x85 |" },
	{ CONTEXT_TICKET, "", "1. #take", "?1. #take |" },
	{ CONTEXT_TICKET, "", "12 #close", "?12 #close |" },
	{ CONTEXT_TICKET, "", "[IT #12] close", "?[IT #12] close |" },
	{ CONTEXT_TICKET, "", "[IT #12] #close", "?[IT #12] #close |" },
	{ CONTEXT_TICKET, "", "[IT #12] closes", "|[IT #12] closes" },
	{ CONTEXT_TICKET, "", "\xE2\x9C\x85 #take",
	  "?\xE2\x9C\x85 #take |" },
	{ CONTEXT_TICKET, "", "#\xEF\xB8\x8F\xE2\x83\xA3take",
	  "?#\xEF\xB8\x8F\xE2\x83\xA3take |" },
	{ CONTEXT_TICKET, "", "\xE2\x99\xAFtake", "?\xE2\x99\xAFtake |" },
	{ CONTEXT_TICKET, "", "\xE3\x80\x8C#take\xE3\x80\x8D",
	  "?\xE3\x80\x8C#take\xE3\x80\x8D |" },
	{ CONTEXT_TICKET, "", "\xE2\x80\x94 #take",
	  "?\xE2\x80\x94 #take |" },
	{ CONTEXT_TICKET, "", "\xC3\xA9 #take", "|\xC3\xA9 #take" },
	{ CONTEXT_TICKET, "", "# 1 point", "|# 1 point" },
	{ CONTEXT_TICKET, "", "- take the lift", "|- take the lift" },
	{ CONTEXT_TICKET, "", "write #take", "|write #take" },
	{ CONTEXT_TICKET, "", "#12 close", "?#12 close |" },
	{ CONTEXT_TICKET, "", "#12 is the same", "?#12 is the same |" },
	{ CONTEXT_TICKET, "", "Hello\n#12 is it", "?#12 is it |Hello" },
	{ CONTEXT_TICKET, "", "#12 \xE5\xAE\x8C\xE6\x88\x90",
	  "?#12 \xE5\xAE\x8C\xE6\x88\x90 |" },
	{ CONTEXT_TICKET, "", "12 \xE5\xAE\x8C\xE6\x88\x90",
	  "|12 \xE5\xAE\x8C\xE6\x88\x90" },
	{ CONTEXT_LIST, "", "12 \xE5\xAE\x8C\xE6\x88\x90",
	  "12 ?12 \xE5\xAE\x8C\xE6\x88\x90 |" },
	{ CONTEXT_TICKET, "#12 close", "bye", "|bye" },
	{ CONTEXT_TICKET, "12 close", "bye", "|bye" },
	{ CONTEXT_LIST, "", "[IT #12] close\n[IT #13] Printer jam",
	  "12 close() |[IT #13] Printer jam" },
	{ CONTEXT_HELD, "", "#split\n#answer reset",
	  "split() answer(reset) |" },
	{ CONTEXT_TICKET, "", "#re", "?#re |" },
	{ CONTEXT_TICKET, "", "#takes", "?#takes |" },
	{ CONTEXT_TICKET, "", "#assign", "?#assign |" },
	{ CONTEXT_TICKET, "", "#include <x.h>", "?#include <x.h> |" },
	{ CONTEXT_TICKET, "", "#send", "?#send |" },
	{ CONTEXT_TICKET, "", "12 close", "?12 close |" },
	{ CONTEXT_TICKET, "", "\n 3 Close \n\nAnna", "?3 Close |Anna" },
	{ CONTEXT_TICKET, "", "15 wait 3d\n12 close",
	  "?15 wait 3d ?12 close |" },
	{ CONTEXT_TICKET, "", "12 close now", "?12 close now |" },
	{ CONTEXT_TICKET, "", "12 resolve new toner",
	  "?12 resolve new toner |" },
	{ CONTEXT_TICKET, "", "12 reso", "?12 reso |" },
	{ CONTEXT_TICKET, "", "[IT #12] close", "?[IT #12] close |" },
	{ CONTEXT_TICKET, "", "[IT #12] Printer", "|[IT #12] Printer" },
	{ CONTEXT_TICKET, "", "1. close\n2: wait 3d",
	  "?1. close ?2: wait 3d |" },
	{ CONTEXT_TICKET, "", "Hello\n12 close", "?12 close |Hello" },
	{ CONTEXT_TICKET, "", "Try:\n1. Close it\n2. Set the clock to 4",
	  "|Try:\n1. Close it\n2. Set the clock to 4" },
	{ CONTEXT_TICKET, "", "1. Close Outlook", "|1. Close Outlook" },
	{ CONTEXT_TICKET, "", "There are\n3 set screws loose",
	  "|There are\n3 set screws loose" },
	{ CONTEXT_TICKET, "", "3 printers", "|3 printers" },
	{ CONTEXT_TICKET, "", "2 answers", "|2 answers" },
	{ CONTEXT_TICKET, "", "12 clsoe", "|12 clsoe" },
	{ CONTEXT_TICKET, "", "12", "|12" },
	{ CONTEXT_TICKET, "", "a\n12 #clsoe", "?12 #clsoe |a" },
	{ CONTEXT_LIST, "", "12 close\n#15: wait 3d\n18. #assign second-line",
	  "12 close() 15 wait(3d) 18 assign(second-line) |" },
	{ CONTEXT_LIST, "", "12\nclose 12\n0 close\n007 close",
	  "|12\nclose 12\n0 close\n007 close" },
	{ CONTEXT_LIST, "", "12 clsoe", "12 ?12 clsoe |" },
	{ CONTEXT_HELD, "", "\nReject\n\nAnna", "reject() |Anna" },
	{ CONTEXT_HELD, "", "please reject", "|please reject" },
	{ CONTEXT_HELD, "", "reject it", "|reject it" },
	{ CONTEXT_HELD, "", "take", "|take" },
	{ CONTEXT_HELD, "", "#release\n#take", "release() take() |" },
};

static void
test_finding(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct command_list list;
		const char *got;

		command_parse(rows[i].subject, rows[i].text, rows[i].context,
			      arena, &list);
		got = shown(&list, arena);
		if (strcmp(got, rows[i].shown) != 0)
			fail_msg("\"%s\": wanted \"%s\", got \"%s\"",
				 rows[i].text, rows[i].shown, got);
	}
	arena_free(arena);
}

static void
test_prefixes(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		for (size_t n = 0; n < strlen(rows[i].text); n++) {
			struct command_list list;

			command_parse("", arena_memdup(arena, rows[i].text, n),
				      rows[i].context, arena, &list);
			assert_non_null(list.text);
		}
	arena_free(arena);
}

/* Every name is found by itself, in one of its contexts. */
static void
test_table(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < command_count; i++) {
		const struct command_spec *spec = &command_table[i];
		struct command_list list;

		command_parse("", arena_printf(arena, "#%s x", spec->name),
			      spec->contexts & CONTEXT_TICKET ? CONTEXT_TICKET
							      : CONTEXT_HELD,
			      arena, &list);
		assert_int_equal(list.count, 1);
		assert_ptr_equal(list.items[0].spec, spec);
		assert_int_equal(list.items[0].problem != NULL,
				 spec->argument == ARGUMENT_NONE);
	}
	arena_free(arena);
}

static void
test_many(void **state)
{
	struct arena *arena = arena_new();
	struct command_list list;
	struct buf buf;

	(void)state;
	buf_init(&buf, arena);
	for (int i = 0; i < 10000; i++)
		buf_add_str(&buf, "#take\n");
	command_parse("", buf.data, CONTEXT_TICKET, arena, &list);
	assert_int_equal(list.count, COMMANDS_MAX + 1);
	assert_null(list.items[COMMANDS_MAX - 1].problem);
	assert_non_null(list.items[COMMANDS_MAX].problem);
	assert_string_equal(list.text, "");
	arena_free(arena);
}

static void
test_wanted(void **state)
{
	const char *replies[] = { "<a>" };
	const char *references[] = { "<far>", "<near>", "<a>" };
	struct address from = { "", "it1@example.org" };
	struct facts facts = {
		.from = { &from, 1 },
		.subject = "Re: [IT #4] #merge 5",
		.reply_text = "6 close\n#link [IT #7]\n#assign 8",
		.in_reply_to = { replies, 1 },
		.references = { references, 3 },
		.bounce = { .original_message_id = "<gone>" },
	};
	struct arena *arena = arena_new();
	struct wanted *w;

	(void)state;
	w = evidence_wanted(&facts, &scene_policy, &scene_staff, arena);
	assert_int_equal(w->ids.count, 4);
	assert_string_equal(w->ids.items[0], "<gone>");
	assert_string_equal(w->ids.items[1], "<a>");
	assert_string_equal(w->ids.items[2], "<near>");
	assert_string_equal(w->ids.items[3], "<far>");
	assert_int_equal(w->ticket_count, 5);
	for (size_t i = 0; i < w->ticket_count; i++)
		assert_int_equal(w->tickets[i], i + 4);
	assert_string_equal(w->code, "");
	/* What strangers call commands is not looked up. */
	from.email = "eve@evil.test";
	w = evidence_wanted(&facts, &scene_policy, &scene_staff, arena);
	assert_int_equal(w->ticket_count, 1);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_finding), cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_table),	cmocka_unit_test(test_many),
		cmocka_unit_test(test_wanted),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
