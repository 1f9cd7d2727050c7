/*
 * suggest.c - counting words by queue.
 *
 * A word is a run of letters and digits of at least three letters; in scripts
 * without blanks each pair of neighbouring characters is one. What is counted
 * is mails, not places, so that one long mail cannot win a word by itself.
 */
#include "rules/suggest.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "message/language.h"
#include "rules/folded.h"

/* Distinct words that are counted; then only known ones go on counting. */
#define WORDS_MAX  200000
#define QUEUES_MAX 1000
#define WORD_BYTES 60

struct word {
	char *folded;
	char *spelled;
	size_t last_mail;   /* counts a word once a mail */
	uint32_t *by_queue; /* mails, queue_capacity of them */
	uint32_t *moved;    /* of them moved by staff */
	uint32_t queue_size;
};

struct queue {
	char *name;
	size_t mails;
	size_t moved;
};

struct suggest {
	struct arena *arena;
	struct folder *folder;
	struct folded folded;
	struct word **slots; /* open addressing */
	size_t slot_count, word_count;
	struct queue *queues;
	size_t queue_count;
	size_t mails;
};

struct suggest *
suggest_new(void)
{
	struct arena *arena = arena_new();
	struct suggest *suggest = arena_alloc(arena, sizeof(*suggest));

	suggest->arena = arena;
	suggest->folder = folder_new();
	folded_init(&suggest->folded);
	suggest->slot_count = (size_t)1 << 19; /* over twice WORDS_MAX */
	suggest->slots =
		arena_calloc(arena, suggest->slot_count, sizeof(struct word *));
	return suggest;
}

void
suggest_free(struct suggest *suggest)
{
	if (!suggest)
		return;
	folder_free(suggest->folder);
	folded_clear(&suggest->folded);
	arena_free(suggest->arena);
}

/* The queue's number, or QUEUES_MAX when there are too many. */
static uint32_t
queue_number(struct suggest *suggest, const char *name)
{
	struct queue queue = { .mails = 0 };
	uint32_t i;

	for (i = 0; i < suggest->queue_count; i++)
		if (strcmp(suggest->queues[i].name, name) == 0)
			return i;
	if (i == QUEUES_MAX)
		return i;
	queue.name = arena_strdup(suggest->arena, name);
	ARENA_PUSH(suggest->arena, suggest->queues, suggest->queue_count,
		   queue);
	return i;
}

/* The word's record, made when it is new; NULL when there are too many. */
static struct word *
word_find(struct suggest *suggest, struct slice folded, struct slice spelled)
{
	uint64_t hash = 14695981039346656037u;
	size_t at, i;
	struct word *word;

	for (i = 0; i < folded.size; i++)
		hash = (hash ^ (unsigned char)folded.data[i]) * 1099511628211u;
	at = (size_t)(hash ^ hash >> 32) & (suggest->slot_count - 1);
	for (; (word = suggest->slots[at]);
	     at = (at + 1) & (suggest->slot_count - 1))
		if (slice_equal(slice_from(word->folded), folded))
			return word;
	if (suggest->word_count == WORDS_MAX)
		return NULL;
	word = arena_alloc(suggest->arena, sizeof(*word));
	word->folded = arena_memdup(suggest->arena, folded.data, folded.size);
	word->spelled =
		arena_memdup(suggest->arena, spelled.data, spelled.size);
	suggest->slots[at] = word;
	suggest->word_count++;
	return word;
}

static void
word_make_room(struct suggest *suggest, struct word *word, uint32_t queue)
{
	uint32_t size = queue + 4;
	uint32_t *by_queue, *moved;

	if (queue < word->queue_size)
		return;
	by_queue = arena_calloc(suggest->arena, size, sizeof(uint32_t));
	moved = arena_calloc(suggest->arena, size, sizeof(uint32_t));
	if (word->queue_size) {
		memcpy(by_queue, word->by_queue,
		       word->queue_size * sizeof(uint32_t));
		memcpy(moved, word->moved, word->queue_size * sizeof(uint32_t));
	}
	word->by_queue = by_queue;
	word->moved = moved;
	word->queue_size = size;
}

struct mail {
	struct suggest *suggest;
	const char *text; /* original */
	uint32_t queue;
	bool was_moved;
};

static void
count_word(struct mail *mail, size_t start, size_t end)
{
	struct suggest *suggest = mail->suggest;
	const struct folded *folded = &suggest->folded;
	struct slice spelled =
		slice_of(mail->text + folded->origin[start],
			 folded->origin[end] - folded->origin[start]);
	struct word *word;

	if (end - start > WORD_BYTES)
		return;
	word = word_find(suggest, slice_of(folded->data + start, end - start),
			 slice_trim(spelled));
	if (!word || word->last_mail == suggest->mails)
		return;
	word->last_mail = suggest->mails;
	word_make_room(suggest, word, mail->queue);
	word->by_queue[mail->queue]++;
	word->moved[mail->queue] += mail->was_moved;
}

static bool
has_letters(const struct folded *folded, size_t start, size_t end)
{
	size_t letters = 0, i;

	for (i = start; i < end; i++)
		letters += (unsigned char)folded->data[i] > '9';
	return letters >= 3;
}

static unsigned
class_at(const struct folded *folded, size_t at)
{
	return at < folded->size ? folded->kinds[at] & FOLDED_CLASS
				 : FOLD_OTHER;
}

/* Where the character behind the one at AT begins. */
static size_t
next_char(const struct folded *folded, size_t at)
{
	for (at++; at < folded->size && !(folded->kinds[at] & FOLDED_START);)
		at++;
	return at;
}

/* Counts each pair of neighbours; returns where the run ends. */
static size_t
count_pairs(struct mail *mail, size_t first)
{
	const struct folded *folded = &mail->suggest->folded;
	size_t second = next_char(folded, first);

	while (class_at(folded, second) == FOLD_JOINED) {
		size_t third = next_char(folded, second);

		count_word(mail, first, third);
		first = second;
		second = third;
	}
	return second;
}

static size_t
count_letters(struct mail *mail, size_t start)
{
	const struct folded *folded = &mail->suggest->folded;
	size_t at = start;

	while (class_at(folded, at) == FOLD_WORD)
		at = next_char(folded, at);
	if (has_letters(folded, start, at) &&
	    !language_is_small_word(slice_of(folded->data + start, at - start)))
		count_word(mail, start, at);
	return at;
}

static size_t
count_run(struct mail *mail, size_t at)
{
	const struct folded *folded = &mail->suggest->folded;

	if (class_at(folded, at) == FOLD_JOINED)
		return count_pairs(mail, at);
	if (class_at(folded, at) == FOLD_WORD)
		return count_letters(mail, at);
	return next_char(folded, at);
}

void
suggest_add(struct suggest *suggest, const char *queue, const char *subject,
	    const char *text, bool moved)
{
	struct arena *arena = arena_new();
	struct mail mail = { .suggest = suggest, .was_moved = moved };
	size_t at = 0;

	mail.queue = queue_number(suggest, queue);
	if (mail.queue < QUEUES_MAX) {
		suggest->mails++;
		suggest->queues[mail.queue].mails++;
		suggest->queues[mail.queue].moved += moved;
		mail.text = arena_printf(arena, "%s\n%s", subject, text);
		folded_set(&suggest->folded, suggest->folder,
			   slice_from(mail.text), strlen(subject));
		while (at < suggest->folded.size)
			at = count_run(&mail, at);
	}
	arena_free(arena);
}

/* --- scores ------------------------------------------------------------- */

static double
log_term(double seen, double expected)
{
	return seen > 0 ? seen * log(seen / expected) : 0;
}

/* Dunning's log-likelihood ratio of the 2 by 2 table. */
static double
likelihood_ratio(const struct suggest_word *w)
{
	double total = (double)(w->queue_mails + w->other_mails);
	double with = (double)(w->inside + w->outside);
	double without = total - with;
	double in = (double)w->queue_mails, out = (double)w->other_mails;

	return 2 * (log_term((double)w->inside, with * in / total) +
		    log_term((double)w->outside, with * out / total) +
		    log_term(in - (double)w->inside, without * in / total) +
		    log_term(out - (double)w->outside, without * out / total));
}

static int
compare_words(const void *a, const void *b)
{
	const struct suggest_word *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return strcmp(x->word, y->word);
}

static size_t
word_total(const struct word *word)
{
	size_t total = 0, i;

	for (i = 0; i < word->queue_size; i++)
		total += word->by_queue[i];
	return total;
}

static void
judge_word(const struct suggest *suggest, const struct word *word,
	   uint32_t queue, size_t min_mails, double precision,
	   struct arena *arena, struct suggest_word **items, size_t *count)
{
	struct suggest_word one = { .word = word->spelled,
				    .queue = suggest->queues[queue].name };
	size_t total = word_total(word);

	if (queue >= word->queue_size || word->moved[queue] < min_mails)
		return;
	one.inside = word->by_queue[queue];
	one.outside = total - one.inside;
	one.queue_mails = suggest->queues[queue].mails;
	one.other_mails = suggest->mails - one.queue_mails;
	if ((double)one.inside < precision * (double)total)
		return;
	one.score = likelihood_ratio(&one);
	ARENA_PUSH(arena, *items, *count, one);
}

static void
best_of_queue(const struct suggest *suggest, uint32_t queue, size_t min_mails,
	      double precision, size_t most, struct arena *arena,
	      struct suggest_word **out, size_t *out_count)
{
	struct suggest_word *items = NULL;
	size_t count = 0, i;

	for (i = 0; i < suggest->slot_count; i++)
		if (suggest->slots[i])
			judge_word(suggest, suggest->slots[i], queue, min_mails,
				   precision, arena, &items, &count);
	if (count > 0)
		qsort(items, count, sizeof(*items), compare_words);
	for (i = 0; i < count && i < most; i++)
		ARENA_PUSH(arena, *out, *out_count, items[i]);
}

size_t
suggest_words(const struct suggest *suggest, size_t min_mails, double precision,
	      size_t per_queue, struct arena *arena, struct suggest_word **out)
{
	size_t count = 0;
	uint32_t queue;

	*out = NULL;
	for (queue = 0; queue < suggest->queue_count; queue++)
		if (suggest->queues[queue].moved >= min_mails)
			best_of_queue(suggest, queue, min_mails, precision,
				      per_queue, arena, out, &count);
	return count;
}

static void
add_quoted(struct buf *buf, const char *text)
{
	buf_add_char(buf, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			buf_add_char(buf, '\\');
		if ((unsigned char)*text >= ' ' && *text != 0x7F)
			buf_add_char(buf, *text);
	}
	buf_add_char(buf, '"');
}

const char *
suggest_rule_text(const char *name, const struct suggest_word *words,
		  size_t count, struct arena *arena)
{
	struct buf buf;
	size_t i;

	buf_init(&buf, arena);
	if (count == 0)
		return "";
	for (i = 0; i < count; i++) {
		buf_add_str(&buf, "  # ");
		add_quoted(&buf, words[i].word);
		buf_printf(&buf,
			   ": in %zu of %zu mails of this queue, in %zu of %zu "
			   "others\n",
			   words[i].inside, words[i].queue_mails,
			   words[i].outside, words[i].other_mails);
	}
	buf_add_str(&buf, "  { name = ");
	add_quoted(&buf, name);
	buf_add_str(&buf, ";\n    when = { words = (");
	for (i = 0; i < count; i++) {
		buf_add_str(&buf, i ? ", " : "");
		add_quoted(&buf, words[i].word);
	}
	buf_add_str(&buf, "); };\n    set = { queue = ");
	add_quoted(&buf, words[0].queue);
	buf_add_str(&buf, "; }; }");
	return buf.data;
}
