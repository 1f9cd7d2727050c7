/*
 * addresses.c - what an address is to this desk.
 */
#include "ticket/addresses.h"

#define ADDRESS_SIZE_MAX 254

static size_t
last_at(struct slice s)
{
	size_t i = s.size;

	while (i > 0 && s.data[i - 1] != '@')
		i--;
	return i > 0 ? i - 1 : (size_t)-1;
}

struct slice
address_domain(const char *email)
{
	struct slice s = slice_from(email);
	size_t at = last_at(s);

	return at == (size_t)-1 ? slice_of("", 0)
				: slice_sub(s, at + 1, s.size);
}

bool
address_same_domain(const char *a, const char *b)
{
	struct slice domain = address_domain(a);
	struct slice other = address_domain(b);

	return domain.size > 0 && domain.size == other.size &&
	       slice_starts_nocase(domain, other.data);
}

bool
address_in_list(const struct string_list *list, const char *email)
{
	for (size_t i = 0; i < list->count; i++)
		if (address_equal(list->items[i], email))
			return true;
	return false;
}

bool
address_is_own(const struct policy *policy, const char *email)
{
	return address_equal(policy->address, email) ||
	       address_in_list(&policy->own, email);
}

bool
address_is_noreply(const struct policy *policy, const char *email)
{
	struct slice local =
		slice_sub(slice_from(email), 0, last_at(slice_from(email)));
	struct slice plain = slice_sub(local, 0, slice_find(local, "+", 0));

	for (size_t i = 0; i < policy->noreply.count; i++) {
		const char *entry = policy->noreply.items[i];

		if (address_equal(entry, email) ||
		    slice_equal_nocase(local, entry) ||
		    slice_equal_nocase(plain, entry))
			return true;
	}
	return false;
}

bool
address_is_mailable(const char *email)
{
	struct slice s = slice_from(email);
	size_t at = slice_find(s, "@", 0);

	if (at == (size_t)-1 || at == 0 || at + 1 == s.size ||
	    s.size > ADDRESS_SIZE_MAX ||
	    slice_find(s, "@", at + 1) != (size_t)-1)
		return false;
	for (size_t i = 0; i < s.size; i++) {
		unsigned char c = (unsigned char)s.data[i];

		if (c <= ' ' || c == 0x7F || strchr("<>()[]\\,;:\"", c))
			return false;
	}
	return true;
}

const char *
address_words(const struct address *address)
{
	return address->name && address->name[0] ? address->name
						 : address->email;
}
