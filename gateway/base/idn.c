/*
 * idn.c - mail addresses with a domain outside ASCII.
 *
 * What goes wrong: the mapping makes ASCII of fullwidth characters and wide
 * blanks, so that a bracket or a blank, which ends an address in SMTP, comes
 * out of what had none.
 */
#include "base/idn.h"

#include <idn2.h>
#include <stdint.h>
#include <stdio.h>

#include "base/slice.h"

static bool
is_ascii(struct slice s)
{
	for (size_t i = 0; i < s.size; i++)
		if ((unsigned char)s.data[i] >= 0x80)
			return false;
	return true;
}

/* Letters, digits and hyphens (RFC 5321 section 4.1.2); and underscores, which
 * exist. */
static bool
is_host_name(const char *domain)
{
	return domain[strspn(domain, "abcdefghijklmnopqrstuvwxyz"
				     "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "0123456789-._")] == '\0';
}

bool
email_to_ascii(const char *email, char out[static EMAIL_ASCII_MAX])
{
	const int flags = IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL;
	const char *at = strrchr(email, '@');
	size_t local = at ? (size_t)(at - email) : 0;
	uint8_t *domain = NULL;
	bool ok = false;

	if (!at || !is_ascii(slice_of(email, local)))
		return false;
	if (idn2_lookup_u8((const uint8_t *)at + 1, &domain, flags) != IDN2_OK)
		return false;
	if (is_host_name((const char *)domain) &&
	    local + 1 + strlen((const char *)domain) < EMAIL_ASCII_MAX) {
		snprintf(out, EMAIL_ASCII_MAX, "%.*s@%s", (int)local, email,
			 (const char *)domain);
		ok = true;
	}
	idn2_free(domain);
	return ok;
}
