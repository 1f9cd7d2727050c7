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
#include "message/header.h"

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
		size_t size = strlen(field);

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

/* The field as compared: its name in lower case, its words. */
static void
make_line(const struct header *header, struct buf *line)
{
	struct slice raw = slice_from(header->raw);
	bool blank = true;

	buf_reset(line);
	for (const char *c = header->name; *c; c++)
		buf_add_char(line, ascii_lower(*c));
	buf_add_char(line, ':');
	for (size_t i = 0; i < raw.size; i++) {
		bool space = raw.data[i] == ' ' || raw.data[i] == '\t';

		if (!space)
			buf_add_char(line, raw.data[i]);
		else if (!blank)
			buf_add_char(line, ' ');
		blank = space;
	}
	buf_add_char(line, '\n');
}

static int
compare_digests(const void *a, const void *b)
{
	return memcmp(a, b, HASH_SHA256_HEX);
}

/* Hashes the fields' own hashes in their order: the fields' does not count. */
static void
add_headers(const struct header_block *block, struct arena *arena,
	    struct hash *hash)
{
	char(*digests)[HASH_SHA256_HEX] =
		arena_calloc(arena, block->count, sizeof(*digests));
	struct buf line;
	size_t count = 0;

	buf_init(&line, NULL);
	for (size_t i = 0; i < block->count; i++) {
		if (is_trace(block->fields[i].name))
			continue;
		make_line(&block->fields[i], &line);
		hash_sha256(line.data, line.size, digests[count++]);
	}
	buf_clear(&line);
	qsort(digests, count, sizeof(*digests), compare_digests);
	hash_add(hash, digests, count * sizeof(*digests));
}

/* Empty lines are held back until text follows them. */
static void
add_body(struct slice body, struct hash *hash)
{
	struct slice line;
	size_t empty = 0;

	while (slice_next_line(&body, &line)) {
		while (line.size && strchr(" \t\r", line.data[line.size - 1]))
			line.size--;
		if (!line.size) {
			empty++;
			continue;
		}
		for (; empty; empty--)
			hash_add(hash, "\n", 1);
		hash_add(hash, line.data, line.size);
		hash_add(hash, "\n", 1);
	}
}

void
content_key(struct slice raw, char out[static HASH_SHA256_HEX])
{
	struct arena *arena = arena_new();
	struct header_block block;
	struct hash *hash = hash_new();

	if (slice_starts_nocase(raw, "From ")) {
		struct slice line;

		slice_next_line(&raw, &line);
	}
	header_block_parse(raw, arena, &block);
	add_headers(&block, arena, hash);
	add_body(slice_sub(raw, block.end, raw.size), hash);
	hash_finish(hash, out);
	arena_free(arena);
}
