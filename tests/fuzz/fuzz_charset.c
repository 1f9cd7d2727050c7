/*
 * fuzz_charset.c - the first byte chooses a charset, the others are text in
 * it.
 */
#include "base/utf8.h"
#include "message/charset.h"
#include "fuzz.h"

static const char *const labels[] = {
	"utf-8",       "windows-1252", "iso-8859-8", "koi8-r",	    "gb18030",
	"big5",	       "euc-jp",       "shift_jis",  "iso-2022-jp", "euc-kr",
	"iso-2022-kr", "iso-2022-cn",  "hz",	     "utf-7",	    "utf-16le",
	"utf-16be",    "utf-32",       "johab",	     "euc-tw",	    "tcvn",
	"viscii",      "nonsense",
};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct charset *charset;
	struct slice bytes;
	struct buf out;

	if (!size)
		return 0;
	bytes = slice_of((const char *)data + 1, size - 1);
	charset = charset_find(slice_from(
		labels[data[0] % (sizeof(labels) / sizeof(*labels))]));
	buf_init(&out, NULL);
	if (charset)
		charset_decode(charset, bytes, &out);
	PROMISE(utf8_valid(buf_slice(&out)));
	PROMISE(!out.size || !memchr(out.data, '\0', out.size));
	buf_reset(&out);
	charset_to_utf8(charset, bytes, &out);
	PROMISE(utf8_valid(buf_slice(&out)));
	PROMISE(!out.size || !memchr(out.data, '\0', out.size));
	buf_clear(&out);
	return 0;
}
