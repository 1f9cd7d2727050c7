/*
 * charset_table.c - the charsets, and the labels that mail has for them.
 *
 * The rows are the WHATWG Encoding standard's and, below their names, what
 * older mail needs. Labels are compared without case and punctuation, since
 * writers vary both.
 */
#include "message/charset_table.h"

#define LABEL_MAX 48 /* no known label is longer */

/* clang-format off */
const struct charset charset_table[] = {
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

_Static_assert(sizeof(charset_table) / sizeof(charset_table[0]) == CHARSETS,
	       "charset_table.h tells the number of rows");

/* "ISO_8859-1:1987" -> "iso885911987": writers vary the punctuation. */
static size_t
label_fold(struct slice label, char out[static LABEL_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < label.size; i++) {
		char c = ascii_lower(label.data[i]);

		if (c == '(') /* a comment */
			break;
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
			continue;
		if (n + 1 >= LABEL_MAX)
			return 0;
		out[n++] = c;
	}
	out[n] = '\0';
	return n;
}

static const struct charset *
label_find(const char *label, size_t size)
{
	for (size_t i = 0; i < CHARSETS; i++) {
		const char *at = charset_table[i].labels;

		while ((at = strstr(at, label))) {
			if (at[-1] == ' ' && at[size] == ' ')
				return &charset_table[i];
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
		return &charset_table[CHARSET_ROW_UTF8];
	return label_find(folded, size);
}

const char *
charset_name(const struct charset *charset)
{
	return charset->name;
}
