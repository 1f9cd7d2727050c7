/*
 * bench_store.c - how fast the store takes mail, lists and searches.
 *
 *	bench_store [TICKETS [FOLDER]]
 *
 * Opens tickets as the desk does (receipt with 8 KB, ticket, five fields and
 * tags, a mail of 1.5 KB of text, two mails out), one and 100 a commit, then
 * fills up to TICKETS (default 100,000) of which all but 500 are closed, and
 * times lists and searches. The database goes into FOLDER (default: here).
 */
#include <unistd.h>

#include "base/clock.h"
#include "store/query.h"
#include "store/messages.h"
#include "store/outbox.h"
#include "store/receipts.h"
#include "store/store.h"
#include "store/tickets.h"

#define LEFT_OPEN  500
#define RAW_SIZE   8192
#define TEXT_SIZE  1500
#define WORDS	   20000
#define START	   INT64_C(1795348800)
#define CHECKPOINT 1000 /* mails between two, as a timer would */

static struct {
	struct store *store;
	struct arena *arena;
	struct error err;
	int64_t mails;
	unsigned random;
} bench;

static void
need(bool done)
{
	if (done)
		return;
	fprintf(stderr, "bench_store: %s\n", bench.err.text);
	exit(1);
}

/* The same numbers in every run. */
static unsigned
pick(unsigned below)
{
	bench.random = bench.random * 1664525u + 1013904223u;
	return (bench.random >> 8) % below;
}

/* A word of three to nine letters that depends on N only. */
static void
add_word(struct buf *text, unsigned n)
{
	unsigned letters = n * 2654435761u, size = 3 + n % 7;

	while (size-- > 0) {
		buf_add_char(text, (char)('a' + letters % 26));
		letters = letters / 26 + n;
	}
	buf_add_char(text, ' ');
}

/* Words as often as in real text: a few very often, most rarely. */
static const char *
make_text(size_t size)
{
	struct buf text;

	buf_init(&text, bench.arena);
	while (text.size < size)
		add_word(&text, pick(pick(pick(WORDS) + 1) + 1));
	if (pick(5) == 0)
		buf_add_str(&text, "三楼的打印机卡纸，请派人来看看");
	return text.data;
}

static struct facts *
make_facts(int64_t n)
{
	struct facts *facts = facts_read(slice_from(""), bench.arena);
	struct address *from = arena_alloc(bench.arena, sizeof(*from));

	from->name = "Some Body";
	from->email =
		arena_printf(bench.arena, "user%u@example.org", pick(5000));
	facts->from = (struct address_list){ from, 1 };
	facts->subject = arena_printf(bench.arena, "Request %lld %s",
				      (long long)n, make_text(20));
	facts->text = facts->reply_text = make_text(TEXT_SIZE);
	facts->message_id = arena_printf(bench.arena, "<%u.%lld@example.org>",
					 pick(1u << 30), (long long)n);
	return facts;
}

static void
mail_out(int64_t ticket, int64_t n, const char *to, bool is_ack)
{
	struct draft draft = { .from = { "IT Help", "help@example.org" },
			       .subject = "[IT #1] your request",
			       .text = make_text(600),
			       .message_id = "",
			       .in_reply_to = "",
			       .html = "" };
	struct outbox_mail mail = {
		.ticket = ticket,
		.template = is_ack ? "ack" : "notification",
		.message_id = arena_printf(bench.arena, "<tg.%lld.%d@help>",
					   (long long)n, is_ack),
		.recipient = to,
		.sender = "",
		.purpose = is_ack ? PURPOSE_REQUESTER : PURPOSE_NOTIFICATION,
		.is_ack = is_ack,
		.created = START + n,
		.draft = &draft,
	};
	int64_t id;

	need(outbox_add(bench.store, &mail, &id, &bench.err));
	need(outbox_sent(bench.store, id, "250 ok", START + n, &bench.err));
}

static void
classify(const struct actor *actor, int64_t ticket)
{
	static const char *const queues[] = { "printers", "network", "accounts",
					      "phones" };
	static const char *const rows[][2] = { { "kind", "incident" },
					       { "priority", "low" },
					       { "site", "north" } };
	size_t i;

	need(ticket_set_field(bench.store, actor, ticket, "queue",
			      queues[pick(4)], &bench.err));
	for (i = 0; i < 3; i++)
		need(ticket_set_field(bench.store, actor, ticket, rows[i][0],
				      rows[i][1], &bench.err));
	need(ticket_set_tag(bench.store, actor, ticket, "hardware", true,
			    &bench.err));
}

/* One mail within an open transaction. CLOSE: and its ticket is done. */
static void
take_mail(bool close)
{
	static char raw[RAW_SIZE];
	int64_t n = ++bench.mails, ticket, message;
	struct receipt_key key = { "help", 1, n };
	struct actor actor = { "requester", "no evidence", 0, START + n };
	struct facts *facts = make_facts(n);

	memset(raw, 'r', sizeof(raw));
	need(receipt_add(bench.store, &key, slice_of(raw, sizeof(raw)),
			 RAW_SIZE, false, START + n, &actor.receipt,
			 &bench.err));
	need(ticket_open(bench.store, &actor, facts->subject,
			 &facts->from.items[0], "en", "help", &ticket,
			 &bench.err));
	classify(&actor, ticket);
	need(message_add(bench.store, &actor, ticket, DIRECTION_IN, facts, NULL,
			 &message, &bench.err));
	mail_out(ticket, n, facts->from.items[0].email, true);
	mail_out(ticket, n, "it1@example.org", false);
	if (close)
		need(ticket_set_status(bench.store, &actor, ticket,
				       STATUS_CLOSED, WAITING_NOBODY, "", 0,
				       &bench.err));
	need(receipt_finish(bench.store, actor.receipt, OUTCOME_OPENED, "new",
			    ticket, message, &bench.err));
}

static void
take_mails(int64_t count, int64_t a_commit, bool close)
{
	int64_t i;

	for (i = 0; i < count; i++) {
		if (i % a_commit == 0)
			need(store_begin(bench.store, &bench.err));
		take_mail(close);
		if ((i + 1) % a_commit == 0 || i + 1 == count) {
			need(store_commit(bench.store, &bench.err));
			arena_reset(bench.arena);
		}
		if ((i + 1) % CHECKPOINT == 0)
			need(store_checkpoint(bench.store, &bench.err));
	}
}

static void
time_taking(int64_t count, int64_t a_commit)
{
	int64_t start = clock_monotonic_ms(), spent;
	clock_t worked = clock();

	take_mails(count, a_commit, false);
	spent = clock_monotonic_ms() - start;
	worked = clock() - worked;
	printf("%8lld tickets there, %3lld a commit: %6lld tickets/s, %ld us "
	       "of processor each\n",
	       (long long)bench.mails, (long long)a_commit,
	       (long long)(count * 1000 / (spent ? spent : 1)),
	       (long)(worked * 1000000 / CLOCKS_PER_SEC / count));
}

/* What the first timings opened. */
static void
close_all(void)
{
	struct actor actor = { "timer", "", 0, START };
	int64_t id;

	need(store_begin(bench.store, &bench.err));
	for (id = 1; id <= bench.mails; id++)
		need(ticket_set_status(bench.store, &actor, id, STATUS_CLOSED,
				       WAITING_NOBODY, "", 0, &bench.err));
	need(store_commit(bench.store, &bench.err));
}

#define REPEATS 5

static void
time_list(const char *name, struct ticket_filter filter)
{
	int64_t start = clock_monotonic_ms();
	struct ticket **tickets;
	size_t count = 0;
	int i;

	for (i = 0; i < REPEATS; i++) {
		need(query_list(bench.store, &filter, bench.arena, &tickets,
				&count, &bench.err));
		arena_reset(bench.arena);
	}
	printf("list %-24s %6zu found %8.1f ms\n", name, count,
	       (double)(clock_monotonic_ms() - start) / REPEATS);
}

static void
time_search(const char *name, const char *words)
{
	int64_t start = clock_monotonic_ms();
	struct ticket **tickets;
	size_t count = 0;
	int i;

	for (i = 0; i < REPEATS; i++) {
		need(query_search(bench.store, words, 50, bench.arena, &tickets,
				  &count, &bench.err));
		arena_reset(bench.arena);
	}
	printf("search %-22s %6zu found %8.1f ms\n", name, count,
	       (double)(clock_monotonic_ms() - start) / REPEATS);
}

static void
time_words(const char *name, unsigned first, unsigned second, unsigned count)
{
	struct buf words;

	buf_init(&words, NULL);
	add_word(&words, first);
	if (count > 1)
		add_word(&words, second);
	time_search(name, words.data);
	buf_clear(&words);
}

static void
time_queries(void)
{
	time_list("open", (struct ticket_filter){ .limit = 0 });
	time_list("open, queue", (struct ticket_filter){ .queue = "phones" });
	time_list(
		"all, newest 50",
		(struct ticket_filter){ .include_closed = true, .limit = 50 });
	time_list("all, queue, newest 50",
		  (struct ticket_filter){ .include_closed = true,
					  .queue = "phones",
					  .limit = 50 });
	time_list("all of a requester",
		  (struct ticket_filter){ .include_closed = true,
					  .requester = "user7@example.org" });
	time_words("rare word", 19000, 0, 1);
	time_words("word", 5000, 0, 1);
	time_words("very frequent word", 1, 0, 1);
	time_words("two words", 1000, 2000, 2);
	time_words("two frequent words", 2, 1, 2);
	time_search("address", "user7@example.org");
	time_search("Chinese word", "打印机");
	time_search("number", "#77");
}

int
main(int argc, char **argv)
{
	int64_t tickets = argc > 1 ? strtoll(argv[1], NULL, 10) : 100000;
	char path[4096];

	snprintf(path, sizeof(path), "%s/bench-store.%ld.db",
		 argc > 2 ? argv[2] : ".", (long)getpid());
	bench.arena = arena_new();
	bench.store = store_open(path, STORE_TIMER, &bench.err);
	need(bench.store != NULL);
	time_taking(1000, 1);
	time_taking(5000, 100);
	close_all();
	take_mails(tickets - bench.mails - LEFT_OPEN, 200, true);
	time_taking(LEFT_OPEN / 2, 1);
	time_taking(LEFT_OPEN / 2, 50);
	time_queries();
	store_close(bench.store);
	arena_free(bench.arena);
	unlink(path);
	return 0;
}
