/*
 * body.c - the roles of parts, without recursion: parents stand before their
 * children, so that one backward pass sums up and one forward pass decides.
 *
 * What goes wrong in mail: alternatives of which the plain one is empty or
 * an excuse, text parts that are files, pictures between pieces of text.
 */
#include "message/body.h"

/* Plain text this short that speaks of HTML is an excuse for having none. */
#define EXCUSE_MAX 400

struct state {
	const struct part *part;
	bool inside; /* neither in an attached message nor beyond the end */
	bool shown;
	bool is_text;		  /* could be body */
	bool has_plain, has_html; /* in it or below it */
};

bool
body_is_html(const struct part *part)
{
	return !strcmp(part->type, "text/html") ||
	       !strcmp(part->type, "application/xhtml+xml");
}

static bool
is_type(const struct part *part, const char *type)
{
	return part && !strcmp(part->type, type);
}

/* Types that are read as text where they stand first or have no name. */
static bool
is_readable(const struct part *part)
{
	return is_type(part, "text/plain") || body_is_html(part);
}

/* Parts that are shown if a mail has nothing better: other types of text,
 * and text that stands where files do without being called one. */
static bool
is_second_choice(const struct part *part)
{
	static const char *const types[] = { "text/enriched", "text/richtext",
					     "text/markdown", "text/x-markdown",
					     "text/x-web-markdown" };

	if (!strcmp(part->disposition, "attachment"))
		return false;
	if (is_readable(part))
		return !*part->filename || !strcmp(part->disposition, "inline");
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (is_type(part, types[i]))
			return true;
	return false;
}

/* INDEX is the first child of its parent, or has none. */
static bool
is_first(const struct mime *mime, size_t root, size_t index)
{
	return index == root || mime->parts[index].parent == index - 1;
}

static bool
could_be_body(const struct mime *mime, size_t root, size_t index)
{
	const struct part *part = &mime->parts[index];
	const struct part *parent =
		index == root ? NULL : &mime->parts[part->parent];

	if (!is_readable(part) || !strcmp(part->disposition, "attachment"))
		return false;
	if (is_first(mime, root, index))
		return true;
	if (mime_is_mislabelled(part)) /* a damaged file rather than words */
		return false;
	return (!is_type(parent, "multipart/related") && !*part->filename);
}

static bool
is_empty_text(const char *text)
{
	return slice_trim(slice_from(text)).size == 0;
}

static bool
is_excuse(const char *text)
{
	struct slice s = slice_from(text);

	return s.size < EXCUSE_MAX &&
	       slice_find_nocase(s, "html", 0) != (size_t)-1;
}

static size_t
subtree_end(const struct mime *mime, size_t root)
{
	size_t i = root + 1;

	while (i < mime->count &&
	       mime->parts[i].depth > mime->parts[root].depth)
		i++;
	return i;
}

static void
look_at(const struct mime *mime, size_t root, size_t index, struct state *state,
	struct arena *arena)
{
	const struct part *part = &mime->parts[index];
	const struct state *parent =
		index == root ? NULL : &state[part->parent - root];
	struct state *own = &state[index - root];

	own->part = part;
	own->inside = !parent || (parent->inside && !parent->part->is_message);
	if (!own->inside || part->is_multipart || part->is_message)
		return;
	own->is_text = could_be_body(mime, root, index);
	if (!own->is_text)
		return;
	own->has_html = body_is_html(part);
	if (!own->has_html && parent) {
		const char *text = mime_text(part, arena);

		own->has_plain = !is_empty_text(text) && !is_excuse(text);
	} else {
		own->has_plain = !own->has_html;
	}
}

/* Whether an alternative shows this child of it. */
static bool
is_chosen(const struct state *parent, const struct state *own)
{
	if (parent->has_plain)
		return own->has_plain;
	return !parent->has_html || own->has_html;
}

static enum body_role
role_of(const struct state *own, const struct state *parent)
{
	const struct part *part = own->part;

	if (!own->inside || part->is_multipart)
		return BODY_NOT;
	if (own->is_text)
		return own->shown ? BODY_TEXT : BODY_NOT;
	if (own->shown && parent && is_type(parent->part, "multipart/mixed") &&
	    !strncmp(part->type, "image/", 6) &&
	    !strcmp(part->disposition, "inline"))
		return BODY_PICTURE;
	return BODY_ATTACHED;
}

/* A calendar and such stay what they are, also if a mail has no text. */
static void
second_choice(struct body *body, const struct state *state)
{
	size_t count = body->end - body->root, first = count;

	for (size_t i = 0; i < count; i++) {
		if (body->roles[i] == BODY_TEXT)
			return;
		if (first == count && body->roles[i] == BODY_ATTACHED &&
		    state[i].shown && is_second_choice(state[i].part))
			first = i;
	}
	if (first < count)
		body->roles[first] = BODY_TEXT;
}

void
body_select(const struct mime *mime, size_t root, struct arena *arena,
	    struct body *out)
{
	size_t end = subtree_end(mime, root), count = end - root;
	struct state *state = arena_calloc(arena, count, sizeof(*state));

	out->root = root;
	out->end = end;
	out->roles = arena_calloc(arena, count, sizeof(*out->roles));
	for (size_t i = root; i < end; i++)
		look_at(mime, root, i, state, arena);
	for (size_t i = count; i-- > 1;) {
		struct state *parent =
			&state[mime->parts[root + i].parent - root];

		parent->has_plain |= state[i].has_plain;
		parent->has_html |= state[i].has_html;
	}
	for (size_t i = 0; i < count; i++) {
		const struct state *parent =
			i ? &state[mime->parts[root + i].parent - root] : NULL;

		state[i].shown =
			!parent ||
			(parent->shown &&
			 (!is_type(parent->part, "multipart/alternative") ||
			  is_chosen(parent, &state[i])));
		out->roles[i] = role_of(&state[i], parent);
	}
	second_choice(out, state);
}
