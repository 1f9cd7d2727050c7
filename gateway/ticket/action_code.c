/*
 * action_code.c - codes for the links in staff mails: one action on one
 * ticket by one person, for a week, once.
 *
 * "tg-1042.wait_3d.1764000000.8123.MAC": the action in letters, digits and
 * "_" for a blank, so that no mail program changes it in a subject.
 */
#include "ticket/reply_id.h"

#include "base/buf.h"
#include "base/slice.h"
#include "ticket/token.h"

#define MAC_SIZE   26
#define ACTION_MAX 40
#define CODE_MAX   (3 + 18 + 1 + ACTION_MAX + 1 + 18 + 1 + 18 + 1 + MAC_SIZE)

struct code_parts {
	struct slice head; /* TICKET.ACTION.EXPIRES.EVENT */
	struct slice action, mac;
	int64_t ticket, expires, event;
};

static bool
is_action_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
	       c == '-';
}

static bool
is_code_char(char c)
{
	return is_action_char(c) || c == '.';
}

static bool
code_parse(struct slice code, struct code_parts *out)
{
	struct slice rest = slice_sub(code, 3, code.size);

	if (!slice_equal(slice_sub(code, 0, 3), slice_from("tg-")))
		return false;
	if (!token_number(token_cut(&rest, '.'), &out->ticket))
		return false;
	out->action = token_cut(&rest, '.');
	if (!token_number(token_cut(&rest, '.'), &out->expires) ||
	    !token_number(token_cut(&rest, '.'), &out->event))
		return false;
	out->mac = rest;
	if (out->action.size == 0 || !token_is_base32(out->mac, MAC_SIZE))
		return false;
	for (size_t i = 0; i < out->action.size; i++)
		if (!is_action_char(out->action.data[i]))
			return false;
	out->head = slice_sub(code, 3, code.size - MAC_SIZE - 1);
	return true;
}

static void
code_mac(const uint8_t key[static HASH_KEY_SIZE], struct slice head,
	 const char *person, char out[static MAC_SIZE + 1])
{
	uint8_t mac[HASH_MAC_SIZE];
	struct buf fields;

	buf_init(&fields, NULL);
	buf_add(&fields, "action", sizeof("action"));
	buf_add_slice(&fields, head);
	buf_add_char(&fields, '\0');
	buf_add(&fields, person, strlen(person) + 1);
	hash_keyed(key, fields.data, fields.size, mac);
	buf_clear(&fields);
	hash_base32(mac, sizeof(mac), out);
}

char *
action_code_make(const uint8_t key[static HASH_KEY_SIZE], int64_t ticket,
		 const char *person, const char *action, int64_t expires,
		 int64_t event, struct arena *arena)
{
	char mac[MAC_SIZE + 1];
	char *words = arena_strdup(arena, action);
	const char *head;

	for (char *c = words; *c; c++)
		if (*c == ' ')
			*c = '_';
	head = arena_printf(arena, "%lld.%s.%lld.%lld", (long long)ticket,
			    words, (long long)expires, (long long)event);
	code_mac(key, slice_from(head), person, mac);
	return arena_printf(arena, "tg-%s.%s", head, mac);
}

const char *
action_code_find(const char *subject, struct arena *arena)
{
	struct slice s = slice_from(subject);
	struct code_parts parts;
	size_t start = 0;

	while ((start = slice_find(s, "tg-", start)) != (size_t)-1) {
		size_t end = start;
		struct slice code;

		while (end < s.size && is_code_char(s.data[end]))
			end++;
		code = slice_sub(s, start, end);
		if (code.size <= CODE_MAX && code_parse(code, &parts))
			return arena_memdup(arena, code.data, code.size);
		start = end;
	}
	return "";
}

enum action_code_result
action_code_verify(const uint8_t key[static HASH_KEY_SIZE], const char *code,
		   const char *person, int64_t now, int64_t *ticket,
		   const char **action, int64_t *event, struct arena *arena)
{
	struct code_parts parts;
	char mac[MAC_SIZE + 1];
	char *words;

	if (!code_parse(slice_from(code), &parts))
		return CODE_FORGED;
	code_mac(key, parts.head, person, mac);
	if (!hash_equal(mac, parts.mac.data, MAC_SIZE))
		return CODE_FORGED;
	if (parts.expires <= now)
		return CODE_EXPIRED;
	words = arena_memdup(arena, parts.action.data, parts.action.size);
	for (char *c = words; *c; c++)
		if (*c == '_')
			*c = ' ';
	*ticket = parts.ticket;
	*action = words;
	*event = parts.event;
	return CODE_VALID;
}
