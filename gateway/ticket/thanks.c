/*
 * thanks.c - tells a mere thank-you from an answer.
 *
 * A phrase of thanks must be there; of what is left, every word must be
 * polite filler, a farewell or a name, and nothing may ask. "Thanks, but it
 * still fails" is left with "but still fails". A word of praise or a thumb
 * that is raised thanks as well.
 */
#include "ticket/thanks.h"

#include "base/buf.h"
#include "base/slice.h"
#include "base/utf8.h"
#include "message/farewell.h"
#include "ticket/token.h"

#define THANKS_SIZE_MAX 400 /* longer texts say something */

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* clang-format off */
/* Longer ones first where one begins another. */
static const char *const thanks[] = {
	"thank you again", "thanks again", "thank you", "thanks",
	"thank u", "thankyou", "many thx", "thx", "ty",
	"tks", "cheers",
	"vielen dank", "herzlichen dank", "besten dank", "tausend dank",
	"danke schön", "danke", "dankeschön", "merci",
	"muchas gracias", "gracias", "mille grazie", "grazie", "obrigado",
	"obrigada", "dank u wel", "dank je wel", "bedankt", "dank u", "dank",
	"tack så mycket", "tack", "mange tak", "tak", "takk", "kiitos",
	"dziękuję", "dzięki", "děkuji", "díky", "köszönöm", "mulțumesc",
	"hvala", "teşekkürler", "teşekkür ederim", "спасибо", "дякую",
	"благодаря", "ευχαριστώ", "谢谢", "多谢", "感谢", "謝謝", "多謝",
	"感謝", "ありがとうございます", "ありがとうございました",
	"ありがとう", "감사합니다", "고맙습니다", "terima kasih", "cảm ơn",
	"شكرا", "תודה",
	/* praise */
	"great job", "good job", "nice job", "great work", "good work",
	"nice work", "well done", "perfect", "excellent", "ok", "okay",
	"perfekt", "alles klar", "parfait", "perfecto", "perfetto", "好的",
};

/* What people answer with instead of words, and what says the contrary. */
static const char *const raised[] = { "👍", "🙏", "👌", "👏", "🎉", "💪", "❤" };
static const char *const lowered[] = { "👎", "😡", "😠", "😞", "☹",
				       "🙁", "😢", "😭", "🤬", "😤" };

static const char *const filler[] = {
	/* English */
	"so", "very", "much", "a", "lot", "many", "for", "your",
	"the", "this", "that", "all", "you", "quick", "fast", "great", "good",
	"kind", "prompt", "swift", "help", "support", "work", "job", "reply",
	"response", "answer", "service", "assistance", "effort", "efforts",
	"it", "its", "it's", "is", "works", "working", "worked", "now", "fine",
	"perfect", "perfectly", "well", "everything", "fixed", "solved",
	"resolved", "problem", "issue", "excellent", "wonderful", "awesome",
	"super", "ok", "okay", "yes", "hi", "hello", "dear", "team", "it-team",
	"guys", "everyone", "best", "kind", "warm", "regards", "wishes",
	"have", "nice", "day", "weekend", "evening", "sincerely", "and", "to",
	"really", "appreciate", "appreciated", "indeed", "confirmed", "got",
	/* German */
	"sehr", "für", "die", "das", "der", "den", "ihre", "eure", "deine",
	"schnelle", "gute", "tolle", "hilfe", "unterstützung", "antwort",
	"bearbeitung", "arbeit", "jetzt", "geht", "funktioniert", "alles",
	"wieder", "läuft", "klappt", "es", "ist", "gut", "prima", "top",
	"perfekt", "hallo", "liebes", "liebe", "guten", "tag", "morgen",
	"viele", "beste", "freundliche", "freundlichen", "grüße", "gruß",
	"grüsse", "mit", "lg", "vg", "mfg", "schönen", "noch", "einen",
	"schönes", "wochenende", "nochmals", "und", "euch", "ihnen", "dir",
	"ja", "bestens", "erledigt",
	/* French, Spanish, Italian, Portuguese, Dutch */
	"beaucoup", "bien", "pour", "votre", "aide", "bonjour", "cordialement",
	"parfait", "por", "su", "tu", "la", "ayuda", "saludos", "hola",
	"perfecto", "todo", "per", "il", "vostro", "aiuto", "tutto", "ciao",
	"muito", "pela", "ajuda", "hartelijk", "groeten", "groet", "met",
	"vriendelijke", "voor", "hulp", "de", "je", "wel",
	/* Chinese */
	"你", "你们", "您", "您的", "的", "帮助", "帮忙", "支持", "了", "啦",
	"好", "好的", "非常", "十分", "很", "已经", "可以", "解决", "问题",
	"已", "大家", "老师", "们", "都", "收到", "幫助", "幫忙",
};
/* clang-format on */

static bool
is_word_char(unsigned c)
{
	return c > 0x7F ? !utf8_is_control(c)
			: (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
				  c == '\'' || c == '-';
}

/* Punctuation outside ASCII that only separates. */
static bool
is_separator(unsigned c)
{
	return c == 0xA0 || (c >= 0x2000 && c <= 0x206F) ||
	       (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF0F) ||
	       c >= 0x1F000 || (c >= 0x2600 && c <= 0x27BF) || c == 0xFE0F;
}

static bool
asks(struct slice s)
{
	static const char wide[] = "\xEF\xBC\x9F";

	return slice_find(s, "?", 0) != (size_t)-1 ||
	       slice_find(s, wide, 0) != (size_t)-1;
}

/* TEXT folded, words parted by single blanks, with one at both ends. */
static struct slice
words_of(const char *text, struct arena *arena)
{
	struct slice s = slice_from(utf8_fold(arena, text));
	struct buf out;
	size_t pos = 0;

	buf_init(&out, arena);
	buf_add_char(&out, ' ');
	while (pos < s.size) {
		unsigned c = utf8_next(s, &pos);

		if (is_word_char(c) && !is_separator(c))
			buf_add_utf8(&out, c);
		else if (out.data[out.size - 1] != ' ')
			buf_add_char(&out, ' ');
	}
	if (out.data[out.size - 1] != ' ')
		buf_add_char(&out, ' ');
	return buf_slice(&out);
}

/* A script without blanks between words (ideographs, kana): phrases are
 * found anywhere in it. */
static bool
is_unspaced(const char *phrase)
{
	size_t pos = 0;
	unsigned c = utf8_next(slice_from(phrase), &pos);

	return c >= 0x2E80 && c <= 0x9FFF;
}

static bool
has_any(const char *text, const char *const *signs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strstr(text, signs[i]))
			return true;
	return false;
}

/* Replaces every occurrence of PHRASE by a blank. */
static bool
take_out(struct slice *s, const char *phrase, struct arena *arena)
{
	bool spaced = !is_unspaced(phrase);
	const char *folded = utf8_fold(arena, phrase);
	const char *needle =
		spaced ? arena_printf(arena, " %s ", folded) : folded;
	size_t size = strlen(needle), from = 0, at;
	bool found = false;
	struct buf out;

	if (slice_find(*s, needle, 0) == (size_t)-1)
		return false;
	buf_init(&out, arena);
	while ((at = slice_find(*s, needle, from)) != (size_t)-1) {
		buf_add_slice(&out, slice_sub(*s, from, at));
		buf_add_char(&out, ' ');
		/* The blank behind a word may be the one before the next. */
		from = at + size - (spaced ? 1 : 0);
		found = true;
	}
	buf_add_slice(&out, slice_sub(*s, from, s->size));
	*s = buf_slice(&out);
	return found;
}

bool
text_is_thanks(const char *text, const char *people, struct arena *arena)
{
	struct slice left, names, word;
	bool found;

	if (strlen(text) > THANKS_SIZE_MAX || asks(slice_from(text)) ||
	    has_any(text, lowered, COUNT(lowered)))
		return false;
	left = words_of(text, arena);
	found = has_any(text, raised, COUNT(raised));
	for (size_t i = 0; i < COUNT(thanks); i++)
		if (take_out(&left, thanks[i], arena))
			found = true;
	if (!found)
		return false;
	for (size_t i = 0; farewells[i]; i++)
		take_out(&left, farewells[i], arena);
	for (size_t i = 0; i < COUNT(filler); i++)
		take_out(&left, filler[i], arena);
	names = slice_trim(words_of(people, arena));
	while (names.size > 0) {
		word = token_cut(&names, ' ');
		if (word.size > 0)
			take_out(&left,
				 arena_memdup(arena, word.data, word.size),
				 arena);
	}
	return slice_trim(left).size == 0;
}
