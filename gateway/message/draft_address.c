/*
 * draft_address.c - mailboxes in the header of outgoing mail.
 *
 * An address that cannot be written is refused rather than mended: a mail to
 * nearly the right person is worse than none.
 */
#include "message/draft_header.h"

#include "base/idn.h"
#include "base/utf8.h"

#define EMAIL_MAX 320 /* RFC 3696 erratum 1690, in octets */

bool
email_is_international(const char *email)
{
	for (; email && *email; email++)
		if ((unsigned char)*email >= 0x80)
			return true;
	return false;
}

static bool
domain_is_writable(struct slice domain)
{
	bool literal = domain.size > 2 && domain.data[0] == '[' &&
		       domain.data[domain.size - 1] == ']';

	if (!domain.size || domain.data[0] == '.' ||
	    domain.data[domain.size - 1] == '.')
		return false;
	for (size_t i = literal; i < domain.size - literal; i++) {
		char c = domain.data[i];

		if ((unsigned char)c >= 0x80)
			continue;
		if (!ascii_is_atext(c) &&
		    !(c == '.' && domain.data[i - 1] != '.') &&
		    !(literal && c == ':'))
			return false;
	}
	return true;
}

/* Adds the local part as a dot-atom, or quoted where it must be. */
static void
local_add(struct buf *out, struct slice local)
{
	bool dot_atom =
		local.data[0] != '.' && local.data[local.size - 1] != '.';

	/* as some keep it: already quoted */
	if (local.size > 2 && local.data[0] == '"' &&
	    local.data[local.size - 1] == '"') {
		struct slice inner = slice_sub(local, 1, local.size - 1);

		if (slice_find(inner, "\"", 0) == (size_t)-1 &&
		    slice_find(inner, "\\", 0) == (size_t)-1)
			local = inner;
		dot_atom = false;
	}
	for (size_t i = 0; i < local.size && dot_atom; i++)
		dot_atom = ascii_is_atext(local.data[i]) ||
			   (unsigned char)local.data[i] >= 0x80 ||
			   (local.data[i] == '.' && local.data[i - 1] != '.');
	if (dot_atom)
		buf_add_slice(out, local);
	else
		quoted_add(out, local);
}

/* EMAIL as an addr-spec at the end of OUT. */
static bool
email_add(struct buf *out, const char *what, const char *email, bool utf8,
	  struct error *err)
{
	struct slice s = slice_from(email);
	const char *at = email ? strrchr(email, '@') : NULL;
	char ascii[EMAIL_ASCII_MAX];
	size_t local;

	if (!at || at == email || s.size > EMAIL_MAX || !utf8_valid(s))
		return error_set(err, ERROR_REJECT,
				 "\"%.100s\" in %s is no mail address",
				 email ? email : "", what);
	for (size_t i = 0; i < s.size; i++)
		/* RFC 5322 would let quotes carry < and >; in an envelope
		 * they are an attack or a mistake */
		if ((unsigned char)s.data[i] < 0x20 || s.data[i] == 0x7F ||
		    s.data[i] == '<' || s.data[i] == '>')
			return error_set(err, ERROR_REJECT,
					 "the address \"%.100s\" in %s has a "
					 "control character or a bracket",
					 email, what);
	if (!utf8 && email_is_international(email)) {
		if (!email_to_ascii(email, ascii))
			return error_set(err, ERROR_REJECT,
					 "the address \"%.100s\" in %s needs "
					 "a server with SMTPUTF8 (RFC 6531)",
					 email, what);
		email = ascii;
		s = slice_from(email);
	}
	local = (size_t)(strrchr(email, '@') - email);
	if (!domain_is_writable(slice_sub(s, local + 1, s.size)))
		return error_set(err, ERROR_REJECT,
				 "the domain of \"%.100s\" in %s cannot be "
				 "written",
				 email, what);
	local_add(out, slice_sub(s, 0, local));
	buf_add_slice(out, slice_sub(s, local, s.size));
	return true;
}

static bool
field_mailbox(struct field *field, const char *what,
	      const struct address *address, bool last, bool utf8,
	      struct error *err)
{
	struct buf spec, token;
	bool ok;

	buf_init(&spec, NULL);
	buf_init(&token, NULL);
	ok = email_add(&spec, what, address->email, utf8, err);
	if (ok) {
		bool named = field_phrase(field, address->name);

		buf_printf(&token, named ? "<%s>%s" : "%s%s", spec.data,
			   last ? "" : ",");
		field_token(field, buf_slice(&token));
	}
	buf_clear(&spec);
	buf_clear(&token);
	return ok;
}

bool
field_addresses(struct field *field, const char *what,
		const struct address_list *list, bool utf8, struct error *err)
{
	for (size_t i = 0; i < list->count; i++)
		if (!field_mailbox(field, what, &list->items[i],
				   i + 1 == list->count, utf8, err))
			return false;
	return true;
}
