/*
 * file_name.c - a name that a stranger chose, made harmless; or one made up.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "message/file_name.h"

static const struct {
	const char *type, *ending;
} endings[] = {
	{ "text/plain", ".txt" },
	{ "text/html", ".html" },
	{ "text/calendar", ".ics" },
	{ "text/csv", ".csv" },
	{ "text/x-vcard", ".vcf" },
	{ "text/vcard", ".vcf" },
	{ "text/enriched", ".txt" },
	{ "text/rfc822-headers", ".txt" },
	{ "image/png", ".png" },
	{ "image/jpeg", ".jpg" },
	{ "image/jpg", ".jpg" },
	{ "image/gif", ".gif" },
	{ "image/bmp", ".bmp" },
	{ "image/tiff", ".tif" },
	{ "image/webp", ".webp" },
	{ "image/heic", ".heic" },
	{ "image/svg+xml", ".svg" },
	{ "audio/wav", ".wav" },
	{ "audio/x-wav", ".wav" },
	{ "audio/mpeg", ".mp3" },
	{ "video/mp4", ".mp4" },
	{ "video/quicktime", ".mov" },
	{ "application/pdf", ".pdf" },
	{ "application/zip", ".zip" },
	{ "application/json", ".json" },
	{ "application/xml", ".xml" },
	{ "text/xml", ".xml" },
	{ "application/rtf", ".rtf" },
	{ "application/postscript", ".ps" },
	{ "application/msword", ".doc" },
	{ "application/vnd.ms-excel", ".xls" },
	{ "application/pgp-signature", ".asc" },
	{ "application/pgp-encrypted", ".asc" },
	{ "application/pgp-keys", ".asc" },
	{ "application/pkcs7-signature", ".p7s" },
	{ "application/x-pkcs7-signature", ".p7s" },
	{ "application/pkcs7-mime", ".p7m" },
	{ "application/x-pkcs7-mime", ".p7m" },
	{ "application/ms-tnef", ".dat" },
	{ "message/rfc822", ".eml" },
	{ "message/global", ".eml" },
	{ "message/delivery-status", ".txt" },
	{ "message/disposition-notification", ".txt" },
};

static const char *
ending_of(const char *type)
{
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (!strcmp(type, endings[i].type))
			return endings[i].ending;
	return ".bin";
}

const char *
file_type_guess(const char *name)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < sizeof(endings) / sizeof(endings[0]); i++)
		if (!ascii_casecmp(dot, endings[i].ending))
			return endings[i].type;
	return "application/octet-stream";
}

/* Folders of any system; "C:report.txt" keeps its colon as "_". */
static struct slice
without_folders(struct slice name)
{
	size_t start = 0;

	for (size_t i = 0; i < name.size; i++)
		if (name.data[i] == '/' || name.data[i] == '\\')
			start = i + 1;
	return start < name.size ? slice_sub(name, start, name.size) : name;
}

/* A subject may hold slashes: there they are no folders. */
static bool
is_from_subject(struct slice name)
{
	return name.size > 4 &&
	       slice_equal_nocase(slice_sub(name, name.size - 4, name.size),
				  ".eml") &&
	       memchr(name.data, ' ', name.size);
}

const char *
file_name_make(const char *written, const char *type, size_t number,
	       struct arena *arena)
{
	struct slice name = slice_trim(slice_from(written));
	struct buf out;

	if (!is_from_subject(name))
		name = slice_trim(without_folders(name));
	name = utf8_cut(name, FILE_NAME_MAX);
	buf_init(&out, arena);
	for (size_t i = 0; i < name.size; i++) {
		unsigned char c = (unsigned char)name.data[i];
		bool bad = c < 0x20 || c == 0x7F || c == '/' || c == '\\';

		buf_add_char(&out, bad ? '_' : (char)c);
	}
	if (!out.size || !strcmp(out.data, ".") || !strcmp(out.data, ".."))
		return arena_printf(arena, "part-%zu%s", number,
				    ending_of(type));
	return out.data;
}
