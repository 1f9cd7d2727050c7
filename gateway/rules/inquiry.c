/*
 * inquiry.c - the parts of a mail that rules look at, and which rules may
 * match at all.
 *
 * The prefilter only ever leaves out rules that cannot match: what it finds is
 * still asked in full. Its texts are the ones the conditions see, so that the
 * two cannot disagree about where a text ends.
 */
#include "rules/compiled.h"

#include "base/clock.h"
#include "base/utf8.h"

const char *
inquiry_requester(const struct inquiry *inquiry)
{
	if (inquiry->context->requester)
		return inquiry->context->requester;
	return facts_sender(inquiry->facts).email;
}

static struct slice
part_finish(const struct buf *buf)
{
	struct slice all = slice_of(buf->data ? buf->data : "", buf->size);

	return utf8_cut(all, PATTERN_SUBJECT_MAX);
}

/* The new text, and what is forwarded in it: that is what the mail is about. */
static struct slice
part_text(struct inquiry *inquiry)
{
	const struct facts *facts = inquiry->facts;
	const struct forwarded *inner = &facts->forwarded;
	struct buf buf;

	if (!inner->present || !inner->text || !inner->text[0] ||
	    strstr(facts->reply_text, inner->text))
		return utf8_cut(slice_from(facts->reply_text),
				PATTERN_SUBJECT_MAX);
	buf_init(&buf, inquiry->arena);
	buf_add_str(&buf, facts->reply_text);
	buf_add_char(&buf, '\n');
	if (inner->subject && inner->subject[0])
		buf_printf(&buf, "%s\n", inner->subject);
	buf_add_str(&buf, inner->text);
	return part_finish(&buf);
}

static struct slice
part_match(struct inquiry *inquiry)
{
	struct slice subject = inquiry_part(inquiry, PART_SUBJECT, NULL);
	struct slice text = inquiry_part(inquiry, PART_TEXT, NULL);
	struct buf buf;

	buf_init(&buf, inquiry->arena);
	(void)buf_reserve(&buf, subject.size + text.size + 2);
	buf_add_slice(&buf, subject);
	buf_add_char(&buf, '\n');
	buf_add_slice(&buf, text);
	inquiry->subject_size = subject.size;
	return part_finish(&buf);
}

static struct slice
part_addresses(struct inquiry *inquiry, const struct address_list *list)
{
	struct buf buf;
	size_t i;

	buf_init(&buf, inquiry->arena);
	for (i = 0; i < list->count; i++) {
		const struct address *address = &list->items[i];

		buf_printf(&buf, "%s\n", address->email);
		if (address->name[0])
			buf_printf(&buf, "%s <%s>\n", address->name,
				   address->email);
	}
	if (buf.size > 0)
		buf_truncate(&buf, buf.size - 1);
	return part_finish(&buf);
}

static struct slice
part_header(struct inquiry *inquiry, const char *name)
{
	const struct facts *facts = inquiry->facts;
	struct buf buf;
	size_t i;

	buf_init(&buf, inquiry->arena);
	for (i = 0; i < facts->header_count; i++) {
		if (ascii_casecmp(facts->headers[i].name, name) != 0)
			continue;
		if (buf.size > 0)
			buf_add_char(&buf, '\n');
		buf_add_str(&buf, facts->headers[i].value);
	}
	return part_finish(&buf);
}

static struct slice
part_make(struct inquiry *inquiry, enum rule_part part)
{
	const struct facts *facts = inquiry->facts;

	switch (part) {
	case PART_MATCH:
		return part_match(inquiry);
	case PART_SUBJECT:
		return utf8_cut(slice_from(facts->subject),
				PATTERN_SUBJECT_MAX);
	case PART_TEXT:
		return part_text(inquiry);
	case PART_FROM:
		return part_addresses(inquiry, &facts->from);
	case PART_TO:
		return part_addresses(inquiry, &facts->to);
	case PART_CC:
		return part_addresses(inquiry, &facts->cc);
	case PART_MAILBOX:
	case PART_HEADER:
	case PART_ATTACHMENT_NAME:
	case PART_ATTACHMENT_TYPE:
		break;
	}
	return slice_from(inquiry->context->mailbox ? inquiry->context->mailbox
						    : "");
}

struct slice
inquiry_part(struct inquiry *inquiry, enum rule_part part, const char *header)
{
	if (part == PART_HEADER)
		return part_header(inquiry, header);
	if (part == PART_ATTACHMENT_NAME)
		return slice_from(inquiry->attachment->name);
	if (part == PART_ATTACHMENT_TYPE)
		return slice_from(inquiry->attachment->type);
	if (!inquiry->parts[part].data)
		inquiry->parts[part] = part_make(inquiry, part);
	return inquiry->parts[part];
}

/* Where scanner hits go. */
struct scan_target {
	struct ruleset *ruleset;
	uint32_t part; /* a bit */
};

static void
inquiry_on_hit(void *data, size_t literal, size_t start, size_t end)
{
	struct scan_target *target = data;
	struct ruleset *ruleset = target->ruleset;
	const struct trigger *trigger = ruleset->triggers[literal];

	if (target->part == 1u << PART_MATCH) {
		ruleset->found_round[literal] = ruleset->round;
		ruleset->found_at[literal] = (uint32_t)start;
		ruleset->found_end[literal] = (uint32_t)end;
	}
	for (; trigger; trigger = trigger->next)
		if (trigger->parts & target->part)
			ruleset->candidates[trigger->rule / 64] |=
				UINT64_C(1) << trigger->rule % 64;
}

static void
inquiry_scan_part(struct inquiry *inquiry, enum rule_part part,
		  const char *header)
{
	struct ruleset *ruleset = inquiry->ruleset;
	struct scan_target target = { ruleset, 1u << part };
	struct slice text = inquiry_part(inquiry, part, header);

	folded_set(&ruleset->other_text, ruleset->folder, text, (size_t)-1);
	scanner_scan(ruleset->scanner, &ruleset->other_text, inquiry_on_hit,
		     &target);
}

static void
inquiry_scan(struct inquiry *inquiry)
{
	static const enum rule_part parts[] = { PART_FROM, PART_TO, PART_CC };
	struct ruleset *ruleset = inquiry->ruleset;
	struct scan_target target = { ruleset, 1u << PART_MATCH };
	size_t i;

	memcpy(ruleset->candidates, ruleset->always,
	       ruleset->bitmap_size * sizeof(uint64_t));
	scanner_scan(ruleset->scanner, &ruleset->match_text, inquiry_on_hit,
		     &target);
	for (i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (ruleset->scanned_parts & 1u << parts[i])
			inquiry_scan_part(inquiry, parts[i], NULL);
	for (i = 0; i < ruleset->headers.count; i++)
		inquiry_scan_part(inquiry, PART_HEADER,
				  ruleset->headers.items[i]);
}

void
inquiry_begin(struct inquiry *inquiry, struct ruleset *ruleset,
	      const struct facts *facts, const struct rule_context *context,
	      struct arena *arena)
{
	struct slice text;

	*inquiry = (struct inquiry){ .ruleset = ruleset,
				     .facts = facts,
				     .context = context,
				     .arena = arena,
				     .raw_size = (int64_t)context->size };
	ruleset->round++;
	pattern_space_deadline(ruleset->space,
			       clock_cpu_ms() + RULESET_MAIL_MS);
	text = inquiry_part(inquiry, PART_MATCH, NULL);
	folded_set(&ruleset->match_text, ruleset->folder, text,
		   inquiry->subject_size);
	if (ruleset->prefilter != PREFILTER_NONE)
		inquiry_scan(inquiry);
	else
		memset(ruleset->candidates, 0xFF,
		       ruleset->bitmap_size * sizeof(uint64_t));
}
