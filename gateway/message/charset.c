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
#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdint.h>

#include "base/utf8.h"
#include "message/charset.h"

enum charset_kind {
	CHARSET_UTF8,
	CHARSET_BYTE,  /* one byte a character: by table */
	CHARSET_MULTI, /* by iconv */
	CHARSET_JIS,   /* ISO-2022-JP */
	CHARSET_HZ,    /* RFC 1843 */
	CHARSET_UTF16  /* byte-order mark, else as the name says */
};

struct charset {
	const char *name;
	const char *iconv_name;
	enum charset_kind kind;
	const char *labels; /* normalised, between blanks; see label_fold() */
};

#define LABEL_MAX 48 /* no known label is longer */

/* clang-format off */
static const struct charset charsets[] = {
	{ "utf-8", "UTF-8", CHARSET_UTF8,
	  " utf8 unicode11utf8 unicode20utf8 xunicode20utf8 cp65001 utf8mb4 " },
	{ "windows-1252", "CP1252", CHARSET_BYTE,
	  " ansix341968 ansix341986 ascii cp1252 cp819 csisolatin1 ibm819"
	  " iso88591 iso885911987 isoir100 l1 latin1 usascii us windows1252"
	  " xcp1252 iso646us ansi 7bit 8bit default unknown8bit unknown none"
	  " xunknown latin8859 iso8859 usascii7 ansi1252 xansi win1252"
	  " xuserdefined cp367 ibm367 csascii " },
	{ "iso-8859-2", "ISO-8859-2", CHARSET_BYTE,
	  " csisolatin2 iso88592 iso885921987 isoir101 l2 latin2 " },
	{ "iso-8859-3", "ISO-8859-3", CHARSET_BYTE,
	  " csisolatin3 iso88593 iso885931988 isoir109 l3 latin3 " },
	{ "iso-8859-4", "ISO-8859-4", CHARSET_BYTE,
	  " csisolatin4 iso88594 iso885941988 isoir110 l4 latin4 " },
	{ "iso-8859-5", "ISO-8859-5", CHARSET_BYTE,
	  " csisolatincyrillic cyrillic iso88595 iso885951988 isoir144 " },
	{ "iso-8859-6", "ISO-8859-6", CHARSET_BYTE,
	  " arabic asmo708 csiso88596e csiso88596i csisolatinarabic ecma114"
	  " iso88596 iso885961987 iso88596e iso88596i isoir127 " },
	{ "iso-8859-7", "ISO-8859-7", CHARSET_BYTE,
	  " csisolatingreek ecma118 elot928 greek greek8 iso88597"
	  " iso885971987 isoir126 suneugreek " },
	{ "iso-8859-8", "ISO-8859-8", CHARSET_BYTE,
	  " csiso88598e csisolatinhebrew hebrew iso88598 iso885981988"
	  " iso88598e isoir138 visual csiso88598i iso88598i logical " },
	{ "iso-8859-10", "ISO-8859-10", CHARSET_BYTE,
	  " csisolatin6 iso885910 isoir157 l6 latin6 " },
	{ "iso-8859-13", "ISO-8859-13", CHARSET_BYTE, " iso885913 latin7 l7 " },
	{ "iso-8859-14", "ISO-8859-14", CHARSET_BYTE, " iso885914 latin8 l8 " },
	{ "iso-8859-15", "ISO-8859-15", CHARSET_BYTE,
	  " csisolatin9 iso885915 l9 latin9 latin0 " },
	{ "iso-8859-16", "ISO-8859-16", CHARSET_BYTE,
	  " iso885916 latin10 l10 " },
	{ "windows-874", "CP874", CHARSET_BYTE,
	  " dos874 iso885911 tis620 windows874 cp874 xwindows874 ibm874 " },
	{ "windows-1250", "CP1250", CHARSET_BYTE,
	  " cp1250 windows1250 xcp1250 win1250 " },
	{ "windows-1251", "CP1251", CHARSET_BYTE,
	  " cp1251 windows1251 xcp1251 win1251 " },
	{ "windows-1253", "CP1253", CHARSET_BYTE,
	  " cp1253 windows1253 xcp1253 win1253 " },
	{ "windows-1254", "CP1254", CHARSET_BYTE,
	  " cp1254 csisolatin5 iso88599 iso885991989 isoir148 l5 latin5"
	  " windows1254 xcp1254 win1254 turkish " },
	{ "windows-1255", "CP1255", CHARSET_BYTE,
	  " cp1255 windows1255 xcp1255 win1255 " },
	{ "windows-1256", "CP1256", CHARSET_BYTE,
	  " cp1256 windows1256 xcp1256 win1256 " },
	{ "windows-1257", "CP1257", CHARSET_BYTE,
	  " cp1257 windows1257 xcp1257 win1257 baltic " },
	{ "windows-1258", "CP1258", CHARSET_BYTE,
	  " cp1258 windows1258 xcp1258 win1258 " },
	{ "koi8-r", "KOI8-R", CHARSET_BYTE,
	  " cskoi8r koi koi8 koi8r " },
	{ "koi8-u", "KOI8-U", CHARSET_BYTE, " koi8u koi8ru " },
	{ "ibm866", "CP866", CHARSET_BYTE,
	  " 866 cp866 csibm866 ibm866 dos866 " },
	{ "macintosh", "MACINTOSH", CHARSET_BYTE,
	  " csmacintosh mac macintosh xmacroman macroman " },
	{ "x-mac-cyrillic", "MAC-CYRILLIC", CHARSET_BYTE,
	  " xmaccyrillic xmacukrainian maccyrillic " },
	{ "x-mac-ce", "MAC-CENTRALEUROPE", CHARSET_BYTE,
	  " xmacce xmaccentraleurope xmaccentralroman maccentraleurope " },
	{ "ibm437", "CP437", CHARSET_BYTE, " ibm437 cp437 437 dos437 " },
	{ "ibm737", "CP737", CHARSET_BYTE, " ibm737 cp737 " },
	{ "ibm775", "CP775", CHARSET_BYTE, " ibm775 cp775 " },
	{ "ibm850", "CP850", CHARSET_BYTE, " ibm850 cp850 850 dos850 " },
	{ "ibm852", "CP852", CHARSET_BYTE, " ibm852 cp852 852 dos852 " },
	{ "ibm855", "CP855", CHARSET_BYTE, " ibm855 cp855 855 " },
	{ "ibm857", "CP857", CHARSET_BYTE, " ibm857 cp857 857 " },
	{ "ibm858", "CP858", CHARSET_BYTE, " ibm858 cp858 ibm00858 cp00858 " },
	{ "ibm860", "CP860", CHARSET_BYTE, " ibm860 cp860 860 " },
	{ "ibm861", "CP861", CHARSET_BYTE, " ibm861 cp861 861 " },
	{ "ibm862", "CP862", CHARSET_BYTE, " ibm862 cp862 862 dos862 " },
	{ "ibm863", "CP863", CHARSET_BYTE, " ibm863 cp863 863 " },
	{ "ibm864", "CP864", CHARSET_BYTE, " ibm864 cp864 " },
	{ "ibm865", "CP865", CHARSET_BYTE, " ibm865 cp865 865 " },
	{ "ibm869", "CP869", CHARSET_BYTE, " ibm869 cp869 869 " },
	{ "ibm037", "IBM037", CHARSET_BYTE,
	  " ibm037 cp037 ebcdiccpus ebcdiccpca " },
	{ "viscii", "VISCII", CHARSET_BYTE, " viscii csviscii " },
	{ "tcvn", "TCVN", CHARSET_MULTI, " tcvn tcvn5712 tcvn57121 " },
	{ "gb18030", "GB18030", CHARSET_MULTI,
	  " gb18030 chinese csgb2312 csiso58gb231280 gb2312 gb231280 gbk"
	  " isoir58 xgbk euccn cngb cp936 ms936 windows936 xeuccn gb"
	  " csgbk gb2312unicode " },
	{ "big5", "BIG5-HKSCS", CHARSET_MULTI,
	  " big5 big5hkscs cnbig5 csbig5 xxbig5 cp950 ms950 big5eten"
	  " windows950 xbig5 bigfive " },
	{ "euc-tw", "EUC-TW", CHARSET_MULTI, " euctw xeuctw cns11643 " },
	{ "euc-jp", "EUC-JP-MS", CHARSET_MULTI,
	  " cseucpkdfmtjapanese eucjp xeucjp ujis eucjpms"
	  " extendedunixcodepackedformatforjapanese " },
	{ "shift_jis", "CP932", CHARSET_MULTI,
	  " csshiftjis ms932 mskanji shiftjis sjis windows31j xsjis cp932"
	  " windows932 ms32 cswindows31j xmsjis " },
	{ "iso-2022-jp", "CP932", CHARSET_JIS,
	  " csiso2022jp iso2022jp iso2022jp1 iso2022jp2 iso2022jp3"
	  " iso2022jpms cp50220 cp50221 cp50222 jis xiso2022jp"
	  " iso2022jp2004 csiso2022jp2 jisx02081983 xjis " },
	{ "euc-kr", "CP949", CHARSET_MULTI,
	  " cseuckr csksc56011987 euckr isoir149 korean ksc5601 ksc56011987"
	  " ksc56011989 windows949 cp949 uhc ms949 xwindows949 5601"
	  " ksx1001 " },
	{ "johab", "JOHAB", CHARSET_MULTI, " johab cp1361 ms1361 " },
	{ "iso-2022-kr", "ISO-2022-KR", CHARSET_MULTI,
	  " iso2022kr csiso2022kr " },
	{ "iso-2022-cn", "ISO-2022-CN-EXT", CHARSET_MULTI,
	  " iso2022cn iso2022cnext csiso2022cn " },
	{ "hz-gb-2312", "GB18030", CHARSET_HZ, " hzgb2312 hz hzgb " },
	{ "utf-7", "UTF-7", CHARSET_MULTI,
	  " utf7 unicode11utf7 unicode20utf7 xunicode20utf7 csunicode11utf7"
	  " cp65000 " },
	{ "utf-16le", "UTF-16LE", CHARSET_UTF16,
	  " utf16le utf16 unicode ucs2 iso10646ucs2 csunicode unicodefeff"
	  " ucs2le cp1200 " },
	{ "utf-16be", "UTF-16BE", CHARSET_UTF16,
	  " utf16be unicodefffe ucs2be cp1201 " },
	{ "utf-32le", "UTF-32LE", CHARSET_MULTI,
	  " utf32le utf32 ucs4le " },
	{ "utf-32be", "UTF-32BE", CHARSET_MULTI,
	  " utf32be ucs4be ucs4 iso10646ucs4 " },
};
/* clang-format on */

#define CHARSETS (sizeof(charsets) / sizeof(charsets[0]))

enum { UTF8, WINDOWS_1252 }; /* rows of the table that code names */

/* Per charset, filled at first use and kept for the life of the process. */
static struct converter {
	iconv_t iconv;
	bool tried, open;
	uint16_t high[256]; /* of a one-byte charset */
} converters[CHARSETS];

/* "ISO_8859-1:1987" -> "iso885911987": writers vary the punctuation. */
static size_t
label_fold(struct slice label, char out[static LABEL_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < label.size; i++) {
		unsigned char c = (unsigned char)label.data[i];

		if (!isalnum(c) || c >= 0x80)
			continue;
		if (n + 1 >= LABEL_MAX)
			return 0;
		out[n++] = ascii_lower((char)c);
	}
	out[n] = '\0';
	return n;
}

static const struct charset *
label_find(const char *label, size_t size)
{
	for (size_t i = 0; i < CHARSETS; i++) {
		const char *at = charsets[i].labels;

		while ((at = strstr(at, label))) {
			if (at[-1] == ' ' && at[size] == ' ')
				return &charsets[i];
			at += size;
		}
	}
	return NULL;
}

const struct charset *
charset_find(struct slice label)
{
	char folded[LABEL_MAX];
	size_t size = label_fold(label, folded);

	if (!size)
		return NULL;
	if (!strcmp(folded, "utf8"))
		return &charsets[UTF8];
	return label_find(folded, size);
}

const char *
charset_name(const struct charset *charset)
{
	return charset->name;
}

static struct converter *
converter_of(const struct charset *charset)
{
	return &converters[charset - charsets];
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
		if (converter_open(&charsets[i]))
			continue;
		if (used < sizeof(missing))
			used += (size_t)snprintf(missing + used,
						 sizeof(missing) - used, " %s",
						 charsets[i].iconv_name);
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
		use = label_find(names[i], strlen(names[i]));
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
			declared = &charsets[UTF8];
	} else if (!declared || declared->kind == CHARSET_UTF8) {
		/* text in UTF-8 with some damage stays UTF-8; without a
		 * declaration more of it must be sound */
		declared = good > bad * (declared ? 1 : 8)
				   ? &charsets[UTF8]
				   : charset_guess(bytes);
	}
	charset_decode(declared, bytes, out);
}
