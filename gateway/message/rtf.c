/*
 * rtf.c - rich text to text, and compressed rich text to rich text.
 *
 * What goes wrong: sizes in the header that lie, references behind the end,
 * groups nested without bound. Only what a reader needs is understood: text,
 * paragraphs, tabs, characters by code; groups that hold no text (fonts,
 * colours, pictures) are skipped.
 */
#include <stdint.h>

#include "base/utf8.h"
#include "message/rtf.h"
#include "message/transfer.h"

#define RTF_WINDOW    4096 /* of the compression (MS-OXRTFCP 2.1.2) */
#define RTF_MAX_DEPTH 200  /* groups in groups; deeper ones are skipped */
#define RTF_WORD_MAX  32   /* characters of a control word */

/* The words that the window starts with (MS-OXRTFCP section 2.1.2.1). */
static const char rtf_preset[] =
	"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman "
	"\\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes "
	"New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
	"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

static uint32_t
u32_at(struct slice s, size_t pos)
{
	const unsigned char *b = (const unsigned char *)s.data + pos;

	return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 |
	       (uint32_t)b[3] << 24;
}

struct window {
	char bytes[RTF_WINDOW];
	size_t at;
};

static void
emit(struct window *window, char c, struct buf *out)
{
	window->bytes[window->at] = c;
	window->at = (window->at + 1) % RTF_WINDOW;
	buf_add_char(out, c);
}

/* Eight items after each control byte: a literal, or two bytes that point
 * into the window; one that points at its end ends all. */
static bool
inflate(struct slice in, struct buf *out)
{
	struct window window = { .at = sizeof(rtf_preset) - 1 };
	size_t i = 0;

	memcpy(window.bytes, rtf_preset, sizeof(rtf_preset) - 1);
	while (i < in.size) {
		unsigned flags = (unsigned char)in.data[i++];

		for (int bit = 0; bit < 8 && i < in.size; bit++) {
			unsigned token;
			size_t from, size;

			if (!(flags & 1U << bit)) {
				emit(&window, in.data[i++], out);
				continue;
			}
			if (i + 2 > in.size)
				return false;
			token = (unsigned)(unsigned char)in.data[i] << 8 |
				(unsigned char)in.data[i + 1];
			i += 2;
			from = token >> 4;
			size = (token & 15) + 2;
			if (from == window.at)
				return true;
			for (; size; size--, from++)
				emit(&window, window.bytes[from % RTF_WINDOW],
				     out);
		}
	}
	return false;
}

bool
rtf_decompress(struct slice in, struct buf *out)
{
	size_t raw_size;

	if (in.size < 16)
		return false;
	raw_size = u32_at(in, 4);
	if (u32_at(in, 8) == 0x414C454D) { /* "MELA": not compressed */
		buf_add_slice(out,
			      slice_sub(in, 16,
					raw_size < in.size - 16 ? 16 + raw_size
								: in.size));
		return true;
	}
	if (u32_at(in, 8) != 0x75465A4C) /* "LZFu" */
		return false;
	return inflate(slice_sub(in, 16, in.size), out);
}

struct group {
	bool hidden;   /* holds no text */
	unsigned skip; /* \ucN: characters after a \u that stand for it */
};

struct rtf_reader {
	struct slice in;
	size_t pos;
	struct buf *out;
	struct group groups[RTF_MAX_DEPTH + 1];
	size_t depth;	 /* of GROUPS in use */
	size_t too_deep; /* groups open beyond them */
	const struct charset *charset;
	struct buf bytes; /* of a charset, not yet converted */
	unsigned to_skip;
	bool html;     /* \fromhtml */
	bool not_html; /* between \htmlrtf and \htmlrtf0 */
	bool star;     /* after \* */
	unsigned high; /* first half of a surrogate pair */
};

/* Groups whose text is no text of the body. */
static const char *const hidden_groups[] = {
	"fonttbl",    "colortbl",
	"stylesheet", "info",
	"pict",	      "object",
	"header",     "footer",
	"headerl",    "headerr",
	"footerl",    "footerr",
	"listtable",  "listoverridetable",
	"generator",  "themedata",
	"datastore",  "fldinst",
	"xmlnstbl",   "rsidtbl",
	"mmathPr",
};

static struct group *
group(struct rtf_reader *reader)
{
	return &reader->groups[reader->depth];
}

static bool
is_silent(struct rtf_reader *reader)
{
	if (reader->too_deep || group(reader)->hidden)
		return true;
	return reader->html && reader->not_html;
}

static void
flush_bytes(struct rtf_reader *reader)
{
	if (reader->bytes.size)
		charset_decode(reader->charset, buf_slice(&reader->bytes),
			       reader->out);
	buf_reset(&reader->bytes);
}

static void
put_byte(struct rtf_reader *reader, char c)
{
	if (reader->to_skip) {
		reader->to_skip--;
		return;
	}
	if (!is_silent(reader))
		buf_add_char(&reader->bytes, c);
}

static void
put_utf16(struct rtf_reader *reader, unsigned unit)
{
	reader->to_skip = group(reader)->skip;
	if (is_silent(reader))
		return;
	flush_bytes(reader);
	if (unit >= 0xD800 && unit < 0xDC00) {
		reader->high = unit;
		return;
	}
	if (unit >= 0xDC00 && unit < 0xE000 && reader->high)
		unit = 0x10000 + ((reader->high - 0xD800) << 10) +
		       (unit - 0xDC00);
	reader->high = 0;
	buf_add_utf8(reader->out, unit ? unit : UTF8_REPLACEMENT);
}

static void
open_group(struct rtf_reader *reader)
{
	if (reader->too_deep || reader->depth == RTF_MAX_DEPTH) {
		reader->too_deep++;
		return;
	}
	reader->groups[reader->depth + 1] = *group(reader);
	reader->depth++;
	reader->to_skip = 0;
}

static void
close_group(struct rtf_reader *reader)
{
	if (reader->too_deep)
		reader->too_deep--;
	else if (reader->depth)
		reader->depth--;
	reader->to_skip = 0;
}

static void
set_charset(struct rtf_reader *reader, int codepage)
{
	char label[24];
	const struct charset *charset;

	snprintf(label, sizeof(label), "cp%d", codepage);
	charset = charset_find(slice_from(label));
	flush_bytes(reader);
	if (charset)
		reader->charset = charset;
}

/* What a control word stands for in text, or NULL. */
static const char *
text_of(const char *word)
{
	static const struct {
		const char *word;
		const char *text;
	} texts[] = {
		{ "par", "\n" },
		{ "line", "\n" },
		{ "sect", "\n" },
		{ "page", "\n" },
		{ "row", "\n" },
		{ "tab", "\t" },
		{ "cell", "\t" },
		{ "emdash", "\xE2\x80\x94" },
		{ "endash", "\xE2\x80\x93" },
		{ "lquote", "\xE2\x80\x98" },
		{ "rquote", "\xE2\x80\x99" },
		{ "ldblquote", "\xE2\x80\x9C" },
		{ "rdblquote", "\xE2\x80\x9D" },
		{ "bullet", "\xE2\x80\xA2" },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (!strcmp(word, texts[i].word))
			return texts[i].text;
	return NULL;
}

static bool
hides_group(const char *word)
{
	for (size_t i = 0; i < sizeof(hidden_groups) / sizeof(hidden_groups[0]);
	     i++)
		if (!strcmp(word, hidden_groups[i]))
			return true;
	return false;
}

static void
put_text(struct rtf_reader *reader, const char *text)
{
	if (is_silent(reader))
		return;
	flush_bytes(reader);
	buf_add_str(reader->out, text);
}

/* "\word[-][number]"; VALUE is -1 without a number. A group that begins with
 * "\*" and a word that is not known here holds no text. */
static void
take_word(struct rtf_reader *reader, const char *word, int value)
{
	const char *text = text_of(word);
	bool star = reader->star;

	reader->star = false;
	if (text)
		put_text(reader, text);
	else if (!strcmp(word, "u"))
		put_utf16(reader, (unsigned)value & 0xFFFF);
	else if (!strcmp(word, "uc") && value >= 0 && value < 16)
		group(reader)->skip = (unsigned)value;
	else if (!strcmp(word, "ansicpg"))
		set_charset(reader, value);
	else if (!strcmp(word, "fromhtml"))
		reader->html = true;
	else if (!strcmp(word, "htmlrtf"))
		reader->not_html = value != 0;
	else if (!strcmp(word, "htmltag") && star)
		group(reader)->hidden = !reader->html;
	else if (star || hides_group(word))
		group(reader)->hidden = true;
}

static bool
is_letter(char c)
{
	c = ascii_lower(c);
	return c >= 'a' && c <= 'z';
}

/* The control word at pos, behind the back slash. */
static void
read_word(struct rtf_reader *reader)
{
	struct slice in = reader->in;
	char word[RTF_WORD_MAX + 1];
	size_t n = 0;
	int value = -1, sign = 1;

	while (reader->pos < in.size && is_letter(in.data[reader->pos])) {
		if (n < RTF_WORD_MAX)
			word[n++] = in.data[reader->pos];
		reader->pos++;
	}
	word[n] = '\0';
	if (reader->pos + 1 < in.size && in.data[reader->pos] == '-') {
		sign = -1;
		reader->pos++;
	}
	while (reader->pos < in.size && in.data[reader->pos] >= '0' &&
	       in.data[reader->pos] <= '9') {
		int digit = in.data[reader->pos++] - '0';

		if (value < 10000000)
			value = (value < 0 ? 0 : value) * 10 + digit;
	}
	if (reader->pos < in.size && in.data[reader->pos] == ' ')
		reader->pos++;
	take_word(reader, word, value < 0 ? value : value * sign);
}

/* What follows a back slash at pos - 1. */
static void
read_control(struct rtf_reader *reader)
{
	struct slice in = reader->in;
	char c = in.data[reader->pos];

	if (is_letter(c)) {
		read_word(reader);
		return;
	}
	reader->pos++;
	if (c == '\'' && reader->pos + 2 <= in.size) {
		int high = transfer_hex_value(in.data[reader->pos]);
		int low = transfer_hex_value(in.data[reader->pos + 1]);

		if (high >= 0 && low >= 0)
			put_byte(reader, (char)(high << 4 | low));
		reader->pos += 2;
	} else if (c == '\\' || c == '{' || c == '}') {
		put_byte(reader, c);
	} else if (c == '~') {
		put_byte(reader, ' ');
	} else if (c == '*') {
		reader->star = true;
	} else if (c == '\n' || c == '\r') {
		take_word(reader, "par", -1);
	}
}

void
rtf_to_text(struct slice rtf, struct buf *out, bool *is_html)
{
	struct rtf_reader reader = { .in = rtf, .out = out };

	reader.charset = charset_find(slice_from("windows-1252"));
	reader.groups[0].skip = 1;
	buf_init(&reader.bytes, NULL);
	while (reader.pos < rtf.size) {
		char c = rtf.data[reader.pos++];

		if (c == '{')
			open_group(&reader);
		else if (c == '}')
			close_group(&reader);
		else if (c == '\\' && reader.pos < rtf.size)
			read_control(&reader);
		else if (c != '\r' && c != '\n' && c != '\0')
			put_byte(&reader, c);
	}
	flush_bytes(&reader);
	buf_clear(&reader.bytes);
	*is_html = reader.html;
}
