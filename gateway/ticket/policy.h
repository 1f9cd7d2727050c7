/*
 * policy.h - what the admin decided once: the desk's policy keys as values.
 */
#ifndef TG_TICKET_POLICY_H
#define TG_TICKET_POLICY_H

#include <stdbool.h>
#include <stdint.h>

#include "message/facts.h"
#include "ticket/staff.h"

/* Whether people in Cc of a participant's mail may take part. */
enum cc_policy { CC_NOBODY, CC_SAME_DOMAIN, CC_ANYONE };

/* What beside a signed reply id must prove a staff mail (RFC 8601). */
enum trust_policy { TRUST_REPLY_ID, TRUST_DKIM_OR_SPF, TRUST_DKIM, TRUST_SPF };

struct policy {
	const char *desk_name;	/* "IT Help" */
	const char *tag;	/* "IT" in "[IT #1042]" */
	const char *address;	/* the help address */
	struct string_list own; /* all addresses that are ours */
	int64_t ack_limit;	/* desk.ack_limit: an hour to one address; 10 */
	enum cc_policy cc;    /* desk.cc = "nobody" | "same-domain" | "anyone";
				 default "same-domain" */
	int64_t reopen_days;  /* desk.reopen: seconds after closing in which a
				 reply still reopens; "14d" */
	int64_t close_after;  /* desk.close_after: resolved becomes closed;
				 "7d"; 0 never */
	const char *language; /* desk.language: default template; "en" */
	struct string_list noreply; /* desk.quarantine_senders: local parts
				 and addresses whose mail is quarantined, as
				 noreply and verification senders */
	const char *authserv_id;    /* trust.authserv_id; "" none */
	enum trust_policy trust;    /* trust.staff */
	struct vendor_directory vendors;
	const char *admin; /* desk.admin: told of broken rules; "" nobody */
};

#endif
