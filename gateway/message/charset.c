/*
 * charset.c - conversion to UTF-8.
 *
 * What goes wrong in mail: labels that lie (GB2312 text full of GBK, Latin-1
 * full of Windows quotes), vendor rows that no strict converter knows, text
 * cut inside a character, and no label at all. A strict converter loses the
 * rest of such a body; this one loses a byte and goes on.
 *
 * One-byte charsets become tables at first use. The others go through
 * iconv(3), whose descriptors are opened once and kept: in the sandbox no
 * file can be opened any more. ISO-2022-JP and HZ are unpacked here into the
 * eight-bit charsets that they are a transport of, since glibc's converters
 * refuse the vendor rows that real mail uses.
 */
#include <errno.h>
#include <iconv.h>
#include <stdint.h>

#include "base/utf8.h"
#include "message/charset_table.h"

/* Per charset, filled at first use and kept for the life of the process. */
static struct converter {
	iconv_t iconv;
	bool tried, open;
	uint16_t high[256]; /* of a one-byte charset */
} converters[CHARSETS];

static struct converter *
converter_of(const struct charset *charset)
{
	return &converters[charset - charset_table];
}

/* One byte through iconv; what is undefined maps to the C1 control of that
 * value as the WHATWG tables do, and above it to U+FFFD. */
static uint16_t
byte_meaning(iconv_t cd, unsigned char byte)
{
	char in[1] = { (char)byte }, out[4];
	char *from = in, *to = out;
	size_t left = 1, room = sizeof(out);

	iconv(cd, NULL, NULL, NULL, NULL);
	if (iconv(cd, &from, &left, &to, &room) == (size_t)-1 ||
	    iconv(cd, NULL, NULL, &to, &room) == (size_t)-1 ||
	    room != sizeof(out) - 2)
		return byte < 0xA0 ? byte : UTF8_REPLACEMENT;
	return (uint16_t)((unsigned char)out[0] | (unsigned char)out[1] << 8);
}

static bool
converter_open(const struct charset *charset)
{
	struct converter *converter = converter_of(charset);
	bool table = charset->kind == CHARSET_BYTE;

	if (converter->tried)
		return converter->open;
	converter->tried = true;
	if (charset->kind == CHARSET_UTF8)
		return converter->open = true;
	converter->iconv =
		iconv_open(table ? "UTF-16LE" : "UTF-8", charset->iconv_name);
	converter->open = converter->iconv != (iconv_t)-1;
	if (!converter->open || !table)
		return converter->open;
	for (unsigned i = 0; i < 256; i++)
		converter->high[i] =
			byte_meaning(converter->iconv, (unsigned char)i);
	iconv_close(converter->iconv);
	return true;
}

bool
charset_preload(struct error *err)
{
	char missing[256] = "";
	size_t used = 0;

	for (size_t i = 0; i < CHARSETS; i++) {
		if (converter_open(&charset_table[i]))
			continue;
		if (used < sizeof(missing))
			used += (size_t)snprintf(missing + used,
						 sizeof(missing) - used, " %s",
						 charset_table[i].iconv_name);
	}
	if (!used)
		return true;
	return error_set(err, ERROR_CONFIG,
			 "the C library has no converters for%s; install "
			 "glibc's gconv modules (Debian: libc6)",
			 missing);
}

static void
decode_utf8(struct slice bytes, struct buf *out)
{
	size_t start = 0, pos = 0;

	while (pos < bytes.size) {
		size_t at = pos;
		unsigned c = utf8_next(bytes, &pos);
		bool bad = c == 0 || (c == UTF8_REPLACEMENT && pos == at + 1);

		if (!bad)
			continue;
		buf_add(out, bytes.data + start, at - start);
		buf_add_utf8(out, UTF8_REPLACEMENT);
		start = pos;
	}
	buf_add(out, bytes.data + start, bytes.size - start);
}

static void
decode_bytes(const struct converter *converter, struct slice bytes,
	     struct buf *out)
{
	for (size_t i = 0; i < bytes.size; i++) {
		unsigned c = converter->high[(unsigned char)bytes.data[i]];

		if (c && c < 0x80)
			buf_add_char(out, (char)c);
		else
			buf_add_utf8(out, c ? c : UTF8_REPLACEMENT);
	}
}

/* NUL has no place in text: FROM is where the converted bytes begin. */
static void
replace_nul(struct buf *out, size_t from)
{
	struct buf clean;
	struct slice tail = { out->data + from, out->size - from };

	if (!memchr(tail.data, '\0', tail.size))
		return;
	buf_init(&clean, NULL);
	decode_utf8(tail, &clean);
	buf_truncate(out, from);
	buf_add(out, clean.data, clean.size);
	buf_clear(&clean);
}

/*
 * A converter that stops costs the byte it stopped at. BYTES are read
 * through a pointer that iconv(3) wants writable; it does not write there.
 */
static void
decode_iconv(const struct converter *converter, struct slice bytes,
	     struct buf *out)
{
	union {
		const char *read;
		char *iconv;
	} in = { .read = bytes.data };
	size_t left = bytes.size, from = out->size;

	iconv(converter->iconv, NULL, NULL, NULL, NULL);
	while (left) {
		size_t room = left * 2 + 16, size = room;
		char *to = buf_reserve(out, room);
		size_t got =
			iconv(converter->iconv, &in.iconv, &left, &to, &room);

		buf_commit(out, size - room);
		if (got != (size_t)-1)
			break;
		if (errno == E2BIG && room < size)
			continue;
		buf_add_utf8(out, UTF8_REPLACEMENT);
		/* EINVAL: cut inside a character. ISO-2022-CN can fail with
		 * all its input used up. */
		if (errno != EILSEQ || !left)
			break;
		in.read++;
		left--;
	}
	if (!left) {
		size_t room = 16, size = room;
		char *to = buf_reserve(out, room);

		iconv(converter->iconv, NULL, NULL, &to, &room);
		buf_commit(out, size - room);
	}
	if (out->size > from)
		replace_nul(out, from);
}

/* JIS X 0208 row and cell to Shift_JIS. */
static void
add_shift_jis(struct buf *sjis, unsigned char a, unsigned char b)
{
	unsigned row = a - 0x21U, cell = b - 0x21U;
	unsigned lead = row / 2 + (row < 62 ? 0x81 : 0xC1);
	unsigned trail = row % 2 ? cell + 0x9F : cell + 0x40 + (cell > 62);

	buf_add_char(sjis, (char)lead);
	buf_add_char(sjis, (char)trail);
}

/* The set that an escape sequence at POS selects, and its length; 0: none. */
static size_t
jis_escape(struct slice s, size_t pos, char *set)
{
	static const struct {
		const char *escape;
		char set;
	} escapes[] = { { "\033(B", 'A' },  { "\033(J", 'A' },
			{ "\033(H", 'A' },  { "\033(I", 'K' },
			{ "\033$@", 'D' },  { "\033$B", 'D' },
			{ "\033$(D", 'S' }, { "\033$(@", 'D' },
			{ "\033$(B", 'D' }, { "\033&@", ' ' },
			{ "\033.A", ' ' },  { "\033$(O", 'D' },
			{ "\033$(Q", 'D' }, { "\033$(P", 'S' } };

	for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
		size_t size = strlen(escapes[i].escape);

		if (s.size - pos < size ||
		    memcmp(s.data + pos, escapes[i].escape, size) != 0)
			continue;
		if (escapes[i].set != ' ')
			*set = escapes[i].set;
		return size;
	}
	return 0;
}

/* The supplementary set JIS X 0212 has no place in Shift_JIS: rare enough
 * to be shown as U+3013 (geta mark), the sign for a missing letter. */
static void
decode_jis(const struct converter *converter, struct slice s, struct buf *out)
{
	struct buf sjis;
	char set = 'A';

	buf_init(&sjis, NULL);
	for (size_t i = 0; i < s.size; i++) {
		unsigned char c = (unsigned char)s.data[i];
		unsigned char d =
			i + 1 < s.size ? (unsigned char)s.data[i + 1] : 0;
		size_t escape = c == 033 ? jis_escape(s, i, &set) : 0;

		if (escape) {
			i += escape - 1;
			continue;
		}
		if (c == '\n') /* each line begins in ASCII (RFC 1468) */
			set = 'A';
		if (c > 0x20 && c < 0x7F && d > 0x20 && d < 0x7F &&
		    (set == 'D' || set == 'S')) {
			if (set == 'D')
				add_shift_jis(&sjis, c, d);
			else
				buf_add(&sjis, "\x81\xAC", 2);
			i++;
		} else if (set == 'K' && c > 0x20 && c < 0x60) {
			buf_add_char(&sjis, (char)(c | 0x80));
		} else {
			buf_add_char(&sjis, (char)c);
		}
	}
	decode_iconv(converter, buf_slice(&sjis), out);
	buf_clear(&sjis);
}

/* HZ: "~{" and "~}" around GB2312 without its high bits (RFC 1843). */
static void
decode_hz(const struct converter *converter, struct slice s, struct buf *out)
{
	struct buf gb;
	bool chinese = false;

	buf_init(&gb, NULL);
	for (size_t i = 0; i < s.size; i++) {
		char c = s.data[i], d = i + 1 < s.size ? s.data[i + 1] : '\0';

		if (c == '~' && (d == '{' || d == '}')) {
			chinese = d == '{';
			i++;
		} else if (c == '~' && (d == '~' || d == '\n')) {
			if (d == '~')
				buf_add_char(&gb, '~');
			i++;
		} else if (c == '\n') {
			chinese = false;
			buf_add_char(&gb, c);
		} else {
			buf_add_char(&gb, chinese && c > 0x20 ? (char)(c | 0x80)
							      : c);
		}
	}
	decode_iconv(converter, buf_slice(&gb), out);
	buf_clear(&gb);
}

/* A byte-order mark overrules the name (RFC 2781 section 4.3). */
static void
decode_utf16(const struct charset *charset, struct slice s, struct buf *out)
{
	static const char *const names[2] = { "utf16le", "utf16be" };
	const struct charset *use = charset;

	for (int i = 0; i < 2 && s.size >= 2; i++) {
		if (memcmp(s.data, i ? "\xFE\xFF" : "\xFF\xFE", 2) != 0)
			continue;
		use = charset_find(slice_from(names[i]));
		s = slice_sub(s, 2, s.size);
		break;
	}
	if (converter_open(use))
		decode_iconv(converter_of(use), s, out);
}

void
charset_decode(const struct charset *charset, struct slice bytes,
	       struct buf *out)
{
	const struct converter *converter = converter_of(charset);

	if (!bytes.size)
		return;
	if (!converter_open(charset)) {
		decode_utf8(bytes, out);
		return;
	}
	switch (charset->kind) {
	case CHARSET_UTF8:
		decode_utf8(bytes, out);
		break;
	case CHARSET_BYTE:
		decode_bytes(converter, bytes, out);
		break;
	case CHARSET_MULTI:
		decode_iconv(converter, bytes, out);
		break;
	case CHARSET_JIS:
		decode_jis(converter, bytes, out);
		break;
	case CHARSET_HZ:
		decode_hz(converter, bytes, out);
		break;
	case CHARSET_UTF16:
		decode_utf16(charset, bytes, out);
		break;
	}
}

/* Whether text in the charset looks like ASCII: escapes or zero bytes. */
static bool
is_seven_bit(const struct charset *charset)
{
	return charset->kind == CHARSET_JIS || charset->kind == CHARSET_HZ ||
	       charset->kind == CHARSET_UTF16 ||
	       !strncmp(charset->name, "utf-7", 5) ||
	       !strncmp(charset->name, "utf-32", 6) ||
	       !strncmp(charset->name, "iso-2022", 8) ||
	       !strcmp(charset->name, "ibm037");
}

/* High bytes that are part of valid UTF-8 sequences, and those that are
 * not. */
static void
utf8_count(struct slice s, size_t *good, size_t *bad)
{
	size_t pos = 0;

	*good = *bad = 0;
	while (pos < s.size) {
		size_t at = pos;

		if (!(s.data[pos] & 0x80)) {
			pos++;
			continue;
		}
		if (utf8_next(s, &pos) == UTF8_REPLACEMENT && pos == at + 1)
			++*bad;
		else
			*good += pos - at;
	}
}

/*
 * Two-byte charsets of East Asia can look like UTF-8 by chance in very short
 * texts (two characters): there the declaration is believed if it fits.
 */
#define CHANCE_BYTES 4

void
charset_to_utf8(const struct charset *declared, struct slice bytes,
		struct buf *out)
{
	bool seven_bit = declared && is_seven_bit(declared);
	size_t good, bad;

	utf8_count(bytes, &good, &bad);
	if (seven_bit && (bad || good <= CHANCE_BYTES)) {
		; /* looks like ASCII, or is damaged: as declared */
	} else if (!bad) {
		bool chance = good && good <= CHANCE_BYTES && declared &&
			      declared->kind == CHARSET_MULTI;

		if (!good && !declared &&
		    (slice_find(bytes, "\033$B", 0) != (size_t)-1 ||
		     slice_find(bytes, "\033$@", 0) != (size_t)-1))
			declared = charset_find(slice_from("iso-2022-jp"));
		else if (!chance)
			declared = &charset_table[CHARSET_ROW_UTF8];
	} else if (!declared || declared->kind == CHARSET_UTF8) {
		/* text in UTF-8 with some damage stays UTF-8; without a
		 * declaration more of it must be sound */
		declared = good > bad * (declared ? 1 : 8)
				   ? &charset_table[CHARSET_ROW_UTF8]
				   : charset_guess(bytes);
	}
	charset_decode(declared, bytes, out);
}
