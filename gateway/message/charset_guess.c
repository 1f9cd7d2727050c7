/*
 * charset_guess.c - what bytes without a (true) label most likely are.
 *
 * Only asked for text that is not UTF-8. Western text is the default, since
 * a wrong guess there costs some accents; any other answer needs evidence
 * that Western text practically never gives: long runs of high bytes, all of
 * them well-formed in that charset and mostly its common letters.
 */
#include "message/charset.h"

#define GUESS_LOOK	(16 * 1024) /* bytes looked at; more adds nothing */
#define GUESS_MIN_PAIRS 3 /* double-byte characters needed to be sure */
#define GUESS_MIN_LATIN 3 /* letters that Western words do not have */

struct evidence {
	size_t high;  /* bytes over 0x7F */
	size_t runs;  /* runs of them */
	size_t ascii; /* ASCII letters */
	size_t pairs; /* if it is a double-byte charset */
	size_t gb, big5, euc_jp, euc_kr, sjis; /* common ones of them */
	bool gb_bad, big5_bad, euc_bad, sjis_bad;
	size_t cp1251, koi8, iso5; /* lower-case letters */
	size_t accents;		   /* accented ones of Greek */
	size_t a;		   /* Cyrillic a: a byte rare in Greek */
};

/* Pairs as of the charsets with lead and trail over 0xA0, and Big5's. */
static void
count_pairs(struct slice s, struct evidence *seen)
{
	size_t i = 0;

	while (i < s.size) {
		unsigned char a = (unsigned char)s.data[i], b;

		if (a < 0x80) {
			i++;
			continue;
		}
		b = i + 1 < s.size ? (unsigned char)s.data[i + 1] : 0;
		if (i + 1 == s.size)
			break;
		seen->pairs++;
		if (a < 0x81 || a == 0xFF || b < 0x40 || b == 0x7F)
			seen->gb_bad = seen->big5_bad = true;
		if (a < 0xA1 || a > 0xF9 || (b > 0x7E && b < 0xA1))
			seen->big5_bad = true;
		if ((a != 0x8E && a < 0xA1) || b < 0xA1)
			seen->euc_bad = true;
		seen->gb += a >= 0xB0 && a <= 0xD7 && b >= 0xA1;
		seen->big5 += a >= 0xA4 && a <= 0xC6;
		seen->euc_jp += a == 0xA4 || a == 0xA5;
		seen->euc_kr += a >= 0xB0 && a <= 0xC8 && b >= 0xA1;
		i += 2;
	}
}

static void
count_sjis(struct slice s, struct evidence *seen)
{
	for (size_t i = 0; i < s.size; i++) {
		unsigned char a = (unsigned char)s.data[i], b;

		if (a < 0x80 || (a >= 0xA1 && a <= 0xDF))
			continue; /* ASCII, half-width katakana */
		if (i + 1 == s.size)
			break;
		b = (unsigned char)s.data[++i];
		if (a == 0x80 || a == 0xA0 || a > 0xFC || b < 0x40 ||
		    b == 0x7F || b > 0xFC)
			seen->sjis_bad = true;
		seen->sjis += a == 0x82 || a == 0x83;
	}
}

static void
count_letters(struct slice s, struct evidence *seen)
{
	bool in_run = false;

	for (size_t i = 0; i < s.size; i++) {
		unsigned char c = (unsigned char)s.data[i];
		unsigned char lower = c | 0x20;

		seen->ascii += lower >= 'a' && lower <= 'z';
		seen->runs += c >= 0x80 && !in_run;
		in_run = c >= 0x80;
		seen->high += c >= 0x80;
		seen->cp1251 += c >= 0xE0;
		seen->koi8 += c >= 0xC0 && c <= 0xDF;
		seen->accents += (c >= 0xDC && c <= 0xDF) || c == 0xFC;
		seen->a += c == 0xE0;
		seen->iso5 += c >= 0xD0 && c <= 0xEF;
	}
}

/* How often each byte touches a letter, and how often it stands between
 * two: there the signs do not stand that Western charsets have in the place
 * of letters. */
struct latin {
	size_t touches[256], inside[256];
};

static bool
is_letter(unsigned char c)
{
	unsigned char lower = c | 0x20;

	return (lower >= 'a' && lower <= 'z') || c >= 0xC0 ||
	       (c >= 0x80 && strchr("\xB3\xBF\xB9\x9C\x9F\xB1\xB6\xBC", c));
}

static void
count_latin(struct slice s, struct latin *seen)
{
	for (size_t i = 0; i < s.size; i++) {
		unsigned char c = (unsigned char)s.data[i];
		bool before, after;

		if (c < 0x80)
			continue;
		before = i && is_letter((unsigned char)s.data[i - 1]);
		after = i + 1 < s.size &&
			is_letter((unsigned char)s.data[i + 1]);
		seen->touches[c] += before || after;
		seen->inside[c] += before && after;
	}
}

static size_t
sum(const size_t *count, const char *bytes)
{
	size_t n = 0;

	for (; *bytes; bytes++)
		n += count[(unsigned char)*bytes];
	return n;
}

/*
 * Polish, Czech and Turkish. Polish l with stroke and z with dot are signs
 * in windows-1252; Czech is known by r, e and a sibilant with caron, of
 * which no Western language has all; Turkish uses the places of Icelandic's
 * letters, but none of its accents.
 */
static const char *
guess_latin(struct slice s)
{
	struct latin seen = { { 0 }, { 0 } };
	size_t windows, iso;

	count_latin(s, &seen);
	if (sum(seen.inside, "\xB3\xBF") &&
	    sum(seen.inside, "\xB3\xBF\xB9\x9C\x9F\xB1\xB6\xBC") >=
		    GUESS_MIN_LATIN) {
		windows = sum(seen.touches, "\xB9\x9C\x9F");
		iso = sum(seen.touches, "\xB1\xB6\xBC");
		return iso > windows ? "iso-8859-2" : "windows-1250";
	}
	windows = sum(seen.touches, "\x9A\x9E\x9D");
	iso = sum(seen.touches, "\xB9\xBE\xBB");
	if (sum(seen.inside, "\xF8") && sum(seen.inside, "\xEC\xE8") &&
	    sum(seen.inside, "\xF8\xEC\xE8\xFD\xF9") + windows + iso >=
		    2 * GUESS_MIN_LATIN &&
	    windows + iso && !sum(seen.touches, "\xE5\xE6\xE0"))
		return iso > windows ? "iso-8859-2" : "windows-1250";
	if (sum(seen.inside, "\xF0\xFD\xFE") >= GUESS_MIN_LATIN &&
	    sum(seen.inside, "\xFD") && sum(seen.inside, "\xF0\xFE") &&
	    !sum(seen.touches, "\xE1\xED\xE6\xFA\xE9"))
		return "windows-1254";
	return NULL;
}

/* One-byte scripts other than Latin: words are made of high bytes only. */
static const char *
guess_script(const struct evidence *seen)
{
	if (seen->high < 6 || seen->high < seen->runs * 3)
		return NULL;
	if (seen->koi8 * 4 > seen->high * 3)
		return "koi8-r";
	if (seen->accents * 20 > seen->high && seen->a * 50 < seen->high &&
	    (seen->cp1251 + seen->accents) * 4 > seen->high * 3)
		return "windows-1253";
	if (seen->cp1251 * 4 > seen->high * 3)
		return "windows-1251";
	if (seen->iso5 * 4 > seen->high * 3)
		return "iso-8859-5";
	return NULL;
}

static const char *
guess_east_asian(const struct evidence *seen)
{
	size_t pairs = seen->pairs;

	if (pairs < GUESS_MIN_PAIRS)
		return NULL;
	if (!seen->sjis_bad && seen->sjis * 3 > pairs)
		return "shift_jis";
	if (!seen->euc_bad && seen->euc_jp * 3 > pairs)
		return "euc-jp";
	if (!seen->euc_bad && seen->gb * 4 > pairs * 3 &&
	    seen->euc_kr * 20 < pairs * 19)
		return "gb18030";
	if (!seen->euc_bad && seen->euc_kr * 4 > pairs * 3)
		return "euc-kr";
	if (!seen->big5_bad && seen->big5 * 4 > pairs * 3)
		return "big5";
	if (!seen->gb_bad && seen->gb * 2 > pairs)
		return "gb18030";
	return NULL;
}

const struct charset *
charset_guess(struct slice bytes)
{
	struct slice look = slice_sub(bytes, 0, GUESS_LOOK);
	struct evidence seen = { 0 };
	const char *name;

	count_letters(look, &seen);
	count_pairs(look, &seen);
	count_sjis(look, &seen);
	name = guess_script(&seen);
	if (!name)
		name = guess_east_asian(&seen);
	if (!name)
		name = guess_latin(look);
	return charset_find(slice_from(name ? name : "windows-1252"));
}
