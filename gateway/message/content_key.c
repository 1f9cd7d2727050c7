/*
 * content_key.c - a hash over what the sender wrote.
 *
 * What goes wrong: the same mail reaches two mailboxes by two ways, and each
 * way adds trace fields, moves fields, changes line ends or cuts blanks. A
 * list or a virus scanner that changes the text makes another mail of it:
 * better two tickets than one mail lost.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "message/content_key.h"

/* Fields that transport, filters and mailboxes add; a name that ends in "*"
 * stands for all that begin so. */
static const char *const trace_fields[] = {
	"Received",
	"Return-Path",
	"Delivered-To",
	"X-Delivered-To",
	"Envelope-To",
	"X-Envelope-To",
	"X-Envelope-From",
	"X-Original-To",
	"X-Received",
	"X-Resolved-To",
	"Delivery-Date",
	"Received-SPF",
	"Authentication-Results",
	"X-Authentication-Results",
	"X-MS-Exchange-Authentication-Results",
	"DKIM-*",
	"DomainKey-*",
	"X-Google-*",
	"X-Gm-*",
	"ARC-*",
	"X-Spam*",
	"X-Virus*",
	"X-Amavis*",
	"X-Barracuda*",
	"X-Proofpoint*",
	"X-Mimecast*",
	"X-Forefront*",
	"X-MS-*",
	"X-Microsoft-Antispam*",
	"X-OriginatorOrg",
	"X-EOP*",
	"X-IronPort*",
	"X-Ironport*",
	"X-Rspamd*",
	"X-Bogosity",
	"X-DSPAM*",
	"X-CRM114*",
	"X-PMX*",
	"X-SES*",
	"X-Sieve*",
	"X-Sender-Id",
	"X-Scanned-By",
	"X-Greylist*",
	"X-Policyd*",
	"X-Provags-ID",
	"X-UI-*",
	"X-GMX-*",
	"X-YMail*",
	"X-Yahoo*",
	"X-Apparently-To",
	"X-Loop",
	"X-BeenThere",
	"Status",
	"X-Status",
	"X-Keywords",
	"X-UID",
	"X-UIDL",
	"X-IMAP*",
	"X-Mozilla-*",
	"X-Evolution*",
	"X-TUID",
	"Content-Length",
	"Lines",
	"Xref",
	"List-*",
	"Precedence",
	"X-Mailman*",
	"Errors-To",
	"Sender",
	"Resent-*",
	"X-Forwarded-*",
	"X-Antivirus*",
	"X-AntiAbuse",
	"X-Source*",
	"X-HE-*",
	"X-Recommended-*",
	"X-Exim*",
	"X-SA-*",
	"X-Fallback-*",
	"X-Cloudmark*",
	"X-Filter*",
	"X-Mail-Filter*",
	"X-Get-Message-Sender-Via",
	"X-Authenticated-*",
};

#define TRACE_FIELDS (sizeof(trace_fields) / sizeof(trace_fields[0]))

static bool
is_trace(const char *name)
{
	for (size_t i = 0; i < TRACE_FIELDS; i++) {
		const char *field = trace_fields[i];
		size_t size;

		if (ascii_lower(*name) != ascii_lower(*field))
			continue; /* nearly all of them */
		size = strlen(field);
		if (field[size - 1] != '*') {
			if (!ascii_casecmp(name, field))
				return true;
			continue;
		}
		for (size_t k = 0;
		     ascii_lower(name[k]) == ascii_lower(field[k]); k++)
			if (k == size - 2)
				return true;
	}
	return false;
}

/* The field as compared: its name in lower case, its words; in ARENA. */
static const char *
make_line(const struct header *header, struct arena *arena)
{
	size_t name = strlen(header->name), value = strlen(header->raw);
	char *line = arena_alloc(arena, name + value + 2), *to = line;
	bool blank = true;

	for (size_t i = 0; i < name; i++)
		*to++ = ascii_lower(header->name[i]);
	*to++ = ':';
	for (size_t i = 0; i < value; i++) {
		char c = header->raw[i];
		bool space = c == ' ' || c == '\t';

		if (!space)
			*to++ = c;
		else if (!blank)
			*to++ = ' ';
		blank = space;
	}
	return line;
}

static int
compare_lines(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Hashes the fields sorted: their order does not count. */
static void
add_headers(const struct part *part, struct arena *arena, struct hash *hash)
{
	const char **lines =
		arena_calloc(arena, part->header_count, sizeof(*lines));
	size_t count = 0;

	for (size_t i = 0; i < part->header_count; i++)
		if (!is_trace(part->headers[i].name))
			lines[count++] = make_line(&part->headers[i], arena);
	qsort(lines, count, sizeof(*lines), compare_lines);
	for (size_t i = 0; i < count; i++)
		hash_add(hash, lines[i], strlen(lines[i]) + 1);
}

/* Empty lines are held back until text follows them. */
static void
add_body(struct slice body, struct arena *arena, struct hash *hash)
{
	struct slice line;
	struct buf text;
	size_t empty = 0;

	buf_init(&text, arena);
	buf_reserve(&text, body.size + 1);
	while (slice_next_line(&body, &line)) {
		while (line.size && strchr(" \t\r", line.data[line.size - 1]))
			line.size--;
		if (!line.size) {
			empty++;
			continue;
		}
		for (; empty; empty--)
			buf_add_char(&text, '\n');
		buf_add_slice(&text, line);
		buf_add_char(&text, '\n');
	}
	hash_add(hash, text.data, text.size);
}

void
content_key(const struct part *root, struct arena *arena,
	    char out[static HASH_SHA256_HEX])
{
	struct hash *hash = hash_new();

	add_headers(root, arena, hash);
	add_body(root->body, arena, hash);
	hash_finish(hash, out);
}
