/*
 * token.c - numbers, base32 and separators, each with one spelling only: a
 * number that could be written in two ways would be two ids with one hash.
 */
#include "ticket/token.h"

#define NUMBER_DIGITS_MAX 18 /* fits int64_t */

bool
token_number(struct slice s, int64_t *number)
{
	int64_t n = 0;

	if (s.size == 0 || s.size > NUMBER_DIGITS_MAX ||
	    (s.size > 1 && s.data[0] == '0'))
		return false;
	for (size_t i = 0; i < s.size; i++) {
		if (s.data[i] < '0' || s.data[i] > '9')
			return false;
		n = n * 10 + (s.data[i] - '0');
	}
	*number = n;
	return true;
}

bool
token_is_base32(struct slice s, size_t size)
{
	if (s.size != size)
		return false;
	for (size_t i = 0; i < s.size; i++)
		if (!(s.data[i] >= 'a' && s.data[i] <= 'z') &&
		    !(s.data[i] >= '2' && s.data[i] <= '7'))
			return false;
	return true;
}

struct slice
token_cut(struct slice *rest, char separator)
{
	size_t end = 0;
	struct slice part;

	while (end < rest->size && rest->data[end] != separator)
		end++;
	part = slice_sub(*rest, 0, end);
	*rest = slice_sub(*rest, end + 1, rest->size);
	return part;
}
