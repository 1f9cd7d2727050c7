/*
 * authres.c - a parser for Authentication-Results, RFC 8601 section 2.2.
 *
 * What goes wrong: results found in comments ("spf=fail (dkim=pass ...)"),
 * in quoted local parts ("smtp.mailfrom="x; dkim=pass"@evil.example"), and
 * fields cut off in the middle. So the whole field must parse, or none of it
 * counts.
 */
#include "ticket/authres.h"

struct reader {
	struct slice s;
	size_t pos;
	struct arena *arena;
};

static bool
at_end(const struct reader *r)
{
	return r->pos >= r->s.size;
}

static char
peek(const struct reader *r)
{
	return at_end(r) ? '\0' : r->s.data[r->pos];
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Behind the comment that starts here, however deep (RFC 5322 section
 * 3.2.2); false if it does not end. */
static bool
skip_comment(struct reader *r)
{
	size_t depth = 0;

	for (; !at_end(r); r->pos++) {
		char c = peek(r);

		if (c == '\\')
			r->pos++;
		else if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0) {
			r->pos++;
			return true;
		}
	}
	return false;
}

static bool
skip_blank(struct reader *r)
{
	while (!at_end(r)) {
		if (is_space(peek(r)))
			r->pos++;
		else if (peek(r) != '(')
			break;
		else if (!skip_comment(r))
			return false;
	}
	return true;
}

/* The character C, with blanks and comments around it. */
static bool
take(struct reader *r, char c)
{
	if (!skip_blank(r) || peek(r) != c)
		return false;
	r->pos++;
	return skip_blank(r);
}

static bool
is_keyword_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/* A Keyword in lower case; NULL if there is none here. */
static const char *
take_keyword(struct reader *r)
{
	size_t start = r->pos;
	char *word;

	while (!at_end(r) && is_keyword_char(peek(r)))
		r->pos++;
	if (r->pos == start)
		return NULL;
	word = arena_memdup(r->arena, r->s.data + start, r->pos - start);
	for (char *c = word; *c; c++)
		*c = ascii_lower(*c);
	return word;
}

/* Behind the quoted string that starts here; false if it does not end. */
static bool
skip_quoted(struct reader *r)
{
	for (r->pos++; !at_end(r); r->pos++) {
		if (peek(r) == '\\') {
			r->pos++;
		} else if (peek(r) == '"') {
			r->pos++;
			return true;
		}
	}
	return false;
}

static bool
is_value_char(char c)
{
	return !is_space(c) && c != ';' && c != '(' && c != ')' && c != '"' &&
	       c != '\\' && (unsigned char)c > ' ' && c != 0x7F;
}

/* A value: a token, a quoted string, or an address whose local part may be
 * quoted. As written; quotes of a whole quoted string are taken off. NULL if
 * it does not end. */
static const char *
take_value(struct reader *r)
{
	size_t start = r->pos, end;
	bool quoted = peek(r) == '"';

	if (quoted && !skip_quoted(r))
		return NULL;
	end = r->pos;
	while (!at_end(r) && is_value_char(peek(r)))
		r->pos++;
	if (quoted && r->pos == end)
		return arena_memdup(r->arena, r->s.data + start + 1,
				    end - start - 2);
	return arena_memdup(r->arena, r->s.data + start, r->pos - start);
}

/* "=value", with what may stand around it. */
static bool
take_assigned(struct reader *r, const char **value)
{
	if (!take(r, '='))
		return false;
	*value = take_value(r);
	return *value != NULL;
}

/* "/1" behind a method; other versions are nothing we know. */
static bool
take_method_version(struct reader *r)
{
	const char *version;

	if (!skip_blank(r))
		return false;
	if (peek(r) != '/')
		return true;
	if (!take(r, '/'))
		return false;
	version = take_keyword(r);
	return version && strcmp(version, "1") == 0;
}

static bool
parse_property(struct reader *r, const char *ptype,
	       struct authres_result *result)
{
	struct authres_property property = { .ptype = ptype };

	if (!take(r, '.') || !(property.property = take_keyword(r)) ||
	    !take_assigned(r, &property.value) ||
	    result->property_count == AUTHRES_PROPERTIES_MAX)
		return false;
	ARENA_PUSH(r->arena, result->properties, result->property_count,
		   property);
	return true;
}

/* What follows a result: its reason and properties, to the next ";". */
static bool
parse_properties(struct reader *r, struct authres_result *result)
{
	while (true) {
		const char *word, *ignored;

		if (!skip_blank(r))
			return false;
		if (at_end(r) || peek(r) == ';')
			return true;
		word = take_keyword(r);
		if (!word)
			return false;
		if (strcmp(word, "reason") == 0) {
			if (!take_assigned(r, &ignored))
				return false;
		} else if (!parse_property(r, word, result)) {
			return false;
		}
	}
}

static bool
parse_result(struct reader *r, struct authres *out)
{
	struct authres_result result = { 0 };

	result.method = take_keyword(r);
	if (!result.method)
		return false;
	if (!skip_blank(r))
		return false;
	if (strcmp(result.method, "none") == 0 && at_end(r))
		return out->result_count == 0;
	if (!take_method_version(r) || !take(r, '='))
		return false;
	result.result = take_keyword(r);
	if (!result.result || !parse_properties(r, &result) ||
	    out->result_count == AUTHRES_RESULTS_MAX)
		return false;
	ARENA_PUSH(r->arena, out->results, out->result_count, result);
	return true;
}

/* The authserv-id and the version of the field, which is 1 or left out. */
static bool
parse_head(struct reader *r, struct authres *out)
{
	const char *version;

	if (!skip_blank(r))
		return false;
	out->authserv_id = take_value(r);
	if (!out->authserv_id || out->authserv_id[0] == '\0' || !skip_blank(r))
		return false;
	if (at_end(r) || peek(r) == ';')
		return true;
	version = take_keyword(r);
	return version && strcmp(version, "1") == 0 && skip_blank(r);
}

bool
authres_parse(struct slice value, struct arena *arena, struct authres *out)
{
	struct reader r = { value, 0, arena };
	struct authres parsed = { 0 };

	if (!parse_head(&r, &parsed))
		return false;
	while (!at_end(&r)) {
		if (!take(&r, ';'))
			return false;
		if (at_end(&r))
			break; /* a last ";" is common and says nothing */
		if (!parse_result(&r, &parsed))
			return false;
	}
	*out = parsed;
	return true;
}

const char *
authres_property(const struct authres_result *result, const char *ptype,
		 const char *property)
{
	for (size_t i = 0; i < result->property_count; i++) {
		const struct authres_property *p = &result->properties[i];

		if (strcmp(p->ptype, ptype) == 0 &&
		    strcmp(p->property, property) == 0)
			return p->value;
	}
	return NULL;
}
