/*
 * idn.c - mail addresses with a domain outside ASCII.
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
	if (local + 1 + strlen((const char *)domain) < EMAIL_ASCII_MAX) {
		snprintf(out, EMAIL_ASCII_MAX, "%.*s@%s", (int)local, email,
			 (const char *)domain);
		ok = true;
	}
	idn2_free(domain);
	return ok;
}
