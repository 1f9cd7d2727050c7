/*
 * protection.c - finds signed and encrypted parts by their types, the first
 * of them counting: what is inside an encryption cannot be seen anyway.
 */
#include "message/protection.h"

static bool
contains(const char *text, const char *word)
{
	return text &&
	       slice_find_nocase(slice_from(text), word, 0) != (size_t)-1;
}

static bool
is_type(const struct part *part, const char *a, const char *b)
{
	return !strcmp(part->type, a) || !strcmp(part->type, b);
}

static const char *
of_smime(const struct part *part)
{
	const char *kind = mime_param(part, "smime-type");

	if (contains(kind, "signed") || contains(kind, "certs"))
		return "s/mime signed";
	if (contains(kind, "compressed"))
		return "";
	return "s/mime encrypted";
}

static const char *
of_part(const struct part *part)
{
	const char *protocol = mime_param(part, "protocol");

	if (is_type(part, "application/pkcs7-mime", "application/x-pkcs7-mime"))
		return of_smime(part);
	if (is_type(part, "multipart/encrypted", "application/pgp-encrypted"))
		return contains(protocol, "pkcs7") ? "s/mime encrypted"
						   : "pgp encrypted";
	if (is_type(part, "multipart/signed", "multipart/signed"))
		return contains(protocol, "pgp") ? "pgp signed"
						 : "s/mime signed";
	if (is_type(part, "application/pkcs7-signature",
		    "application/x-pkcs7-signature"))
		return "s/mime signed";
	if (is_type(part, "application/pgp-signature",
		    "application/pgp-signature"))
		return "pgp signed";
	return "";
}

const char *
protection_name(const struct mime *mime, const char *text)
{
	for (size_t i = 0; i < mime->count; i++) {
		const char *name = of_part(&mime->parts[i]);

		if (*name)
			return name;
	}
	if (strstr(text, "-----BEGIN PGP MESSAGE-----"))
		return "pgp encrypted";
	if (strstr(text, "-----BEGIN PGP SIGNED MESSAGE-----"))
		return "pgp signed";
	return "";
}
