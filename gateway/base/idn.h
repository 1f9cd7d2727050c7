/*
 * idn.h - mail addresses with a domain outside ASCII.
 */
#ifndef TG_BASE_IDN_H
#define TG_BASE_IDN_H

#include <stdbool.h>

/* RFC 5321 section 4.5.3.1: 64 and 255 octets, the @ and a NUL. */
#define EMAIL_ASCII_MAX 321

/* EMAIL (UTF-8) as any mail server takes it, in OUT: the domain in A-labels,
 * "m@xn--mller-kva.example" (RFC 5891 section 4.4, RFC 6531 section 3.2).
 * False, and OUT is untouched: the local part is not ASCII, or the domain
 * cannot be one. */
bool
email_to_ascii(const char *email, char out[static EMAIL_ASCII_MAX]);

#endif
