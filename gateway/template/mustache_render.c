/*
 * mustache_render.c - nodes and data into text.
 *
 * No recursion: sections and partials are frames on a stack of fixed size,
 * so neither data nor a partial that includes itself decides how deep it
 * goes. The output is capped: a list of a million entries ends in an error
 * and not in a mail of a gigabyte.
 */
#include "template/mustache.h"

#include <math.h>

#define FRAMES_MAX 64		      /* open sections and partials together */
#define OUTPUT_MAX ((size_t)4 << 20)  /* larger than any mail we send */
#define STEPS_MAX  ((size_t)10 << 20) /* nodes: bounds empty loops as well */

/* A partial being rendered, or a section within it. */
struct frame {
	const struct mustache *mustache;
	size_t back; /* a partial: the node to go on with in the frame below */
	struct slice indent; /* before each line */
	const json_t *list;  /* a section over a list; else NULL */
	size_t index;	     /* of the present item */
	bool pushed;	     /* whether a context was pushed for it */
};

struct renderer {
	const struct mustache_run *run;
	struct arena *arena; /* for indentation of nested partials */
	struct buf *out;
	struct error *err;
	size_t limit; /* of out->size */
	struct frame frames[FRAMES_MAX];
	size_t depth;
	const json_t *contexts[FRAMES_MAX + 1];
	size_t context_count;
};

static bool
render_fail(struct renderer *renderer, const struct mustache_node *node,
	    const char *what)
{
	const struct frame *frame = &renderer->frames[renderer->depth - 1];

	return error_set(renderer->err, ERROR_CONFIG, "%s:%d: {{%s}} %s",
			 frame->mustache->file, node->line, node->name, what);
}

/* The same for what a check reports, and goes on: then it returns true. */
static bool
render_missing(struct renderer *renderer, const struct mustache_node *node,
	       const char *what)
{
	const struct mustache_run *run = renderer->run;

	render_fail(renderer, node, what);
	if (run->missing == NULL)
		return false;
	run->missing(run->context, renderer->err->text);
	return true;
}

/* Names */

/* The value of NODE's name, or NULL: its first part in the innermost context
 * that has it, the others within that. */
static const json_t *
lookup(const struct renderer *renderer, const struct mustache_node *node)
{
	const json_t *value = NULL;

	if (node->path_count == 0)
		return renderer->contexts[renderer->context_count - 1];
	for (size_t i = renderer->context_count; i > 0 && !value; i--)
		value = json_object_get(renderer->contexts[i - 1],
					node->path[0]);
	for (size_t i = 1; i < node->path_count && value; i++)
		value = json_object_get(value, node->path[i]);
	return value;
}

/* The same; false and an error when it is missing and must not be. A check
 * gets NULL then. */
static bool
lookup_strict(struct renderer *renderer, const struct mustache_node *node,
	      const json_t **value)
{
	*value = lookup(renderer, node);
	if (*value || !renderer->run->strict)
		return true;
	return render_missing(renderer, node,
			      "is no name that this mail has; see "
			      "ticketgate-templates(5) for those it has");
}

static bool
is_true(const json_t *value)
{
	if (!value)
		return false;
	switch (json_typeof(value)) {
	case JSON_FALSE:
	case JSON_NULL:
		return false;
	case JSON_STRING:
		return json_string_length(value) > 0;
	case JSON_ARRAY:
		return json_array_size(value) > 0;
	case JSON_INTEGER:
		return json_integer_value(value) != 0;
	case JSON_REAL:
		return fpclassify(json_real_value(value)) != FP_ZERO;
	case JSON_TRUE:
	case JSON_OBJECT:
		break;
	}
	return true;
}

/* Values */

void
mustache_add_html(struct buf *out, struct slice s)
{
	for (size_t i = 0; i < s.size; i++) {
		switch (s.data[i]) {
		case '&':
			buf_add_str(out, "&amp;");
			break;
		case '<':
			buf_add_str(out, "&lt;");
			break;
		case '>':
			buf_add_str(out, "&gt;");
			break;
		case '"':
			buf_add_str(out, "&quot;");
			break;
		case '\'':
			buf_add_str(out, "&#39;");
			break;
		default:
			buf_add_char(out, s.data[i]);
		}
	}
}

/* The shortest decimal that is the same number. */
static void
add_real(struct buf *out, double number)
{
	char text[40];

	for (int digits = 6; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, number);
		if (!islessgreater(strtod(text, NULL), number))
			break;
	}
	buf_add_str(out, text);
}

static bool
add_value(struct renderer *renderer, const struct mustache_node *node,
	  const json_t *value)
{
	struct buf *out = renderer->out;
	struct slice text;

	switch (json_typeof(value)) {
	case JSON_STRING:
		text = slice_of(json_string_value(value),
				json_string_length(value));
		if (renderer->run->escape_html &&
		    node->type == MUSTACHE_VARIABLE)
			mustache_add_html(out, text);
		else
			buf_add_slice(out, text);
		return true;
	case JSON_INTEGER:
		buf_printf(out, "%lld", (long long)json_integer_value(value));
		return true;
	case JSON_REAL:
		add_real(out, json_real_value(value));
		return true;
	case JSON_TRUE:
	case JSON_FALSE:
		buf_add_str(out, json_is_true(value) ? "true" : "false");
		return true;
	case JSON_NULL:
		return true;
	case JSON_OBJECT:
	case JSON_ARRAY:
		break;
	}
	if (!renderer->run->strict)
		return true;
	return render_missing(renderer, node,
			      "stands for a group or a list; name one of its "
			      "parts, or make it a section with {{#...}}");
}

/* Frames */

/* A frame above the present one, with its text and indentation. */
static struct frame *
frame_push(struct renderer *renderer, const struct mustache_node *node)
{
	struct frame *frame = &renderer->frames[renderer->depth];

	if (renderer->depth == FRAMES_MAX) {
		render_fail(renderer, node,
			    "is nested too deep; does a partial include "
			    "itself?");
		return NULL;
	}
	*frame = (struct frame){ .mustache = frame[-1].mustache,
				 .indent = frame[-1].indent };
	renderer->depth++;
	return frame;
}

static void
frame_pop(struct renderer *renderer)
{
	const struct frame *frame = &renderer->frames[--renderer->depth];

	if (frame->pushed)
		renderer->context_count--;
}

static void
frame_push_context(struct renderer *renderer, struct frame *frame,
		   const json_t *value)
{
	renderer->contexts[renderer->context_count++] = value;
	frame->pushed = true;
}

/* Sections: each returns in *PC the node to go on with. */

static bool
section_enter(struct renderer *renderer, const struct mustache_node *node,
	      size_t *pc)
{
	bool inverted = node->type == MUSTACHE_INVERTED;
	struct frame *frame;
	const json_t *value;

	if (!lookup_strict(renderer, node, &value))
		return false;
	if ((is_true(value) == inverted && !renderer->run->visit_all) ||
	    (!value && renderer->run->strict)) {
		*pc = node->partner + 1;
		return true;
	}
	frame = frame_push(renderer, node);
	if (!frame)
		return false;
	if (json_is_array(value) && json_array_size(value) > 0 && !inverted) {
		frame->list = value;
		frame_push_context(renderer, frame, json_array_get(value, 0));
	} else if (value && !json_is_array(value) && !inverted) {
		frame_push_context(renderer, frame, value);
	}
	(*pc)++;
	return true;
}

/* At the end of a section: its next item, or on. */
static void
section_end(struct renderer *renderer, const struct mustache_node *node,
	    size_t *pc)
{
	struct frame *frame = &renderer->frames[renderer->depth - 1];

	if (frame->list && ++frame->index < json_array_size(frame->list)) {
		renderer->contexts[renderer->context_count - 1] =
			json_array_get(frame->list, frame->index);
		*pc = node->partner + 1;
		return;
	}
	frame_pop(renderer);
	(*pc)++;
}

static bool
partial_enter(struct renderer *renderer, const struct mustache_node *node,
	      size_t *pc)
{
	const struct mustache_run *run = renderer->run;
	const struct mustache *partial =
		run->partial ? run->partial(run->context, node->name) : NULL;
	struct frame *frame;

	if (!partial && run->strict &&
	    !render_missing(renderer, node,
			    "is no partial: there is no file _NAME.txt for "
			    "it; create it or correct the name"))
		return false;
	if (!partial) {
		(*pc)++;
		return true;
	}
	frame = frame_push(renderer, node);
	if (!frame)
		return false;
	frame->mustache = partial;
	frame->back = *pc + 1;
	if (node->indent.size == 0)
		frame->indent = slice_of("", 0); /* in the middle of a line */
	else if (frame->indent.size == 0)
		frame->indent = node->indent;
	else
		frame->indent = slice_from(arena_printf(
			renderer->arena, "%.*s%.*s", (int)frame->indent.size,
			frame->indent.data, (int)node->indent.size,
			node->indent.data));
	*pc = 0;
	return true;
}

/* One node; *PC moves to the next one. */
static bool
render_node(struct renderer *renderer, const struct mustache_node *node,
	    size_t *pc)
{
	const json_t *value;

	switch (node->type) {
	case MUSTACHE_TEXT:
		buf_add_slice(renderer->out, node->text);
		break;
	case MUSTACHE_INDENT:
		buf_add_slice(renderer->out,
			      renderer->frames[renderer->depth - 1].indent);
		break;
	case MUSTACHE_VARIABLE:
	case MUSTACHE_RAW:
		if (!lookup_strict(renderer, node, &value) ||
		    (value && !add_value(renderer, node, value)))
			return false;
		break;
	case MUSTACHE_SECTION:
	case MUSTACHE_INVERTED:
		return section_enter(renderer, node, pc);
	case MUSTACHE_END:
		section_end(renderer, node, pc);
		return true;
	case MUSTACHE_PARTIAL:
		return partial_enter(renderer, node, pc);
	}
	(*pc)++;
	return true;
}

static bool
render_is_bounded(struct renderer *renderer, size_t steps)
{
	if (renderer->out->size <= renderer->limit && steps < STEPS_MAX)
		return true;
	return error_set(renderer->err, ERROR_REJECT,
			 "%s: the mail made from this template is larger than "
			 "%zu MiB; shorten its lists",
			 renderer->frames[0].mustache->file, OUTPUT_MAX >> 20);
}

static bool
render_loop(struct renderer *renderer)
{
	size_t pc = 0, steps = 0;

	while (renderer->depth > 0) {
		struct frame *frame = &renderer->frames[renderer->depth - 1];

		if (pc < frame->mustache->count) {
			if (!render_node(renderer, &frame->mustache->nodes[pc],
					 &pc))
				return false;
		} else { /* sections are balanced, so this is a partial */
			pc = frame->back;
			frame_pop(renderer);
		}
		if (!render_is_bounded(renderer, ++steps))
			return false;
	}
	return true;
}

bool
mustache_render(const struct mustache *mustache, const struct mustache_run *run,
		struct buf *out, struct error *err)
{
	struct renderer renderer = { .run = run,
				     .arena = arena_new(),
				     .out = out,
				     .err = err,
				     .limit = out->size + OUTPUT_MAX };
	bool ok;

	renderer.frames[renderer.depth++] =
		(struct frame){ .mustache = mustache, .back = mustache->count };
	renderer.contexts[renderer.context_count++] = run->data;
	ok = render_loop(&renderer);
	arena_free(renderer.arena);
	return ok;
}
