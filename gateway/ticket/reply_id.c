/*
 * reply_id.c - ids and codes that prove who was written to.
 *
 * What goes wrong: a hash over joined fields that can be cut differently
 * gives one id two meanings, so each kind of proof is hashed with a name of
 * its own and every field ends in a NUL, which no field can hold. Numbers
 * have one spelling. What looks ours and does not verify is forged; there is
 * no older form to fall back to.
 */
#include "ticket/reply_id.h"

#include "base/buf.h"
#include "base/slice.h"
#include "ticket/token.h"

#define NONCE_BYTES 10
#define NONCE_SIZE  16 /* base32 characters */
#define MAC_SIZE    26

static const char purposes[] = "rnichlv";

static void
add_field(struct buf *buf, struct slice field)
{
	buf_add_slice(buf, field);
	buf_add_char(buf, '\0');
}

static void
finish_mac(const uint8_t key[static HASH_KEY_SIZE], struct buf *fields,
	   char out[static MAC_SIZE + 1])
{
	uint8_t mac[HASH_MAC_SIZE];

	hash_keyed(key, fields->data, fields->size, mac);
	hash_base32(mac, sizeof(mac), out);
	buf_clear(fields);
}

/* The hash of an id: over all that stands before it, and the recipient. */
static void
reply_mac(const uint8_t key[static HASH_KEY_SIZE], struct slice head,
	  const char *recipient, char out[static MAC_SIZE + 1])
{
	struct buf fields;

	buf_init(&fields, NULL);
	add_field(&fields, slice_from("reply"));
	add_field(&fields, head);
	for (const char *c = recipient; *c; c++)
		buf_add_char(&fields, ascii_lower(*c));
	buf_add_char(&fields, '\0');
	finish_mac(key, &fields, out);
}

char *
reply_id_make(const uint8_t key[static HASH_KEY_SIZE], int64_t ticket,
	      enum reply_purpose purpose, const char *recipient,
	      const char *domain, struct arena *arena)
{
	uint8_t random[NONCE_BYTES];
	char nonce[NONCE_SIZE + 1], mac[MAC_SIZE + 1];
	const char *head;

	hash_random(random, sizeof(random));
	hash_base32(random, sizeof(random), nonce);
	head = arena_printf(arena, "%lld.%c.%s", (long long)ticket,
			    (char)purpose, nonce);
	reply_mac(key, slice_from(head), recipient, mac);
	return arena_printf(arena, "<tg.%s.%s@%s>", head, mac, domain);
}

struct reply_parts {
	struct slice head; /* TICKET.PURPOSE.NONCE */
	struct slice mac;
	struct reply_id id;
};

static bool
reply_id_parse(const char *id, struct reply_parts *out)
{
	struct slice s = slice_from(id), local, rest, purpose;
	size_t at = slice_find(s, "@", 0);

	if (at == (size_t)-1 || s.data[0] != '<' || s.data[s.size - 1] != '>')
		return false;
	local = rest = slice_sub(s, 1, at);
	if (!slice_equal(token_cut(&rest, '.'), slice_from("tg")) ||
	    !token_number(token_cut(&rest, '.'), &out->id.ticket))
		return false;
	purpose = token_cut(&rest, '.');
	if (purpose.size != 1 ||
	    !memchr(purposes, purpose.data[0], strlen(purposes)))
		return false;
	if (!token_is_base32(token_cut(&rest, '.'), NONCE_SIZE) ||
	    !token_is_base32(rest, MAC_SIZE))
		return false;
	out->id.purpose = (enum reply_purpose)purpose.data[0];
	out->mac = rest;
	out->head = slice_sub(local, 3, local.size - MAC_SIZE - 1);
	return true;
}

bool
reply_id_looks_ours(const char *id)
{
	struct reply_parts parts;

	return reply_id_parse(id, &parts);
}

bool
reply_id_verify(const uint8_t key[static HASH_KEY_SIZE], const char *id,
		const char *recipient, struct reply_id *out)
{
	struct reply_parts parts;
	char mac[MAC_SIZE + 1];

	if (!reply_id_parse(id, &parts))
		return false;
	reply_mac(key, parts.head, recipient, mac);
	if (!hash_equal(mac, parts.mac.data, MAC_SIZE))
		return false;
	*out = parts.id;
	return true;
}
