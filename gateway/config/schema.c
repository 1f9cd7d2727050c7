/*
 * schema.c - every key of ticketgate.conf: type, range, default, meaning.
 *
 * A new key is one row here, a member of its record and a paragraph in
 * ticketgate.conf(5); a test compares the two.
 */
#include "config/schema.h"

#include "config/config.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#define SECOND INT64_C(1)
#define HOUR   (3600 * SECOND)
#define DAY    (24 * HOUR)
#define YEAR   (366 * DAY)
#define MIB    (INT64_C(1) << 20)

/* In the order of the enums. */
static const char *const tls_choices[] = { "implicit", "starttls", "none",
					   NULL };
static const char *const cc_choices[] = { "nobody", "same-domain", "anyone",
					  NULL };
static const char *const trust_choices[] = { "reply-id", "dkim-or-spf", "dkim",
					     "spf", NULL };

/* clang-format off */

#define AT(member) .offset = offsetof(struct config, member)

static const struct schema_key desk_keys[] = {
	{ "name", VALUE_TEXT, .required = true, AT(desk_name),
	  .doc = "what the desk calls itself in its mails: \"IT Help\"" },
	{ "tag", VALUE_WORD, .fallback = "IT", AT(tag),
	  .doc = "the letters in a ticket's reference, [IT #1042]" },
	{ "address", VALUE_ADDRESS, .required = true, AT(address),
	  .doc = "the help address: what people write to" },
	{ "database", VALUE_PATH, .required = true, AT(database),
	  .doc = "the file of the queue, made at the first start" },
	{ "rules", VALUE_PATH, AT(rules),
	  .doc = "a rule file, or a folder of *.conf" },
	{ "templates", VALUE_PATH, AT(templates),
	  .doc = "a folder of mail templates that replace or add to the "
		 "shipped ones" },
	{ "admin", VALUE_ADDRESS, AT(admin),
	  .doc = "who is told when rules or templates are broken" },
	{ "language", VALUE_WORD, .fallback = "en", AT(policy.language),
	  .doc = "language of mails where the requester's is not known" },
	{ "ack_limit", VALUE_COUNT, .fallback = "10", .min = 0, .max = 1000000,
	  AT(policy.ack_limit),
	  .doc = "acknowledgements an hour to one address" },
	{ "cc", VALUE_CHOICE, .fallback = "same-domain", .choices = cc_choices,
	  AT(policy.cc),
	  .doc = "whether people in Cc take part in the ticket" },
	{ "reopen", VALUE_DURATION, .fallback = "14d", .min = 0,
	  .max = 10 * YEAR, AT(policy.reopen_days),
	  .doc = "how long after closing a reply still reopens the ticket" },
	{ "close_after", VALUE_DURATION, .fallback = "7d", .min = 0,
	  .max = 10 * YEAR, AT(policy.close_after),
	  .doc = "when a resolved ticket becomes closed; 0 for never" },
	{ "quarantine_senders", VALUE_TEXTS,
	  .fallback = "noreply no-reply no_reply donotreply do-not-reply "
		      "verify verification",
	  AT(policy.noreply),
	  .doc = "local parts and addresses whose mail is quarantined" },
};

static const struct schema_key trust_keys[] = {
	{ "authserv_id", VALUE_HOST, .required = true, AT(policy.authserv_id),
	  .doc = "the name with which your mail server signs its verdicts" },
	{ "staff", VALUE_CHOICE, .fallback = "dkim-or-spf",
	  .choices = trust_choices, AT(policy.trust),
	  .doc = "what must prove a staff mail beside the reply id" },
};
#undef AT

#define SERVER_KEYS(record, user_required)                                     \
	{ "user", VALUE_TEXT, .required = (user_required),                     \
	  .offset = offsetof(record, server.user), .doc = "the login" },       \
	{ "password", VALUE_TEXT,                                              \
	  .offset = offsetof(record, server.password.value),                   \
	  .doc = "the password itself; better is password_file" },             \
	{ "password_file", VALUE_PATH,                                         \
	  .offset = offsetof(record, server.password.file),                    \
	  .doc = "a file whose first line is the password" },                  \
	{ "password_command", VALUE_ARGV,                                      \
	  .offset = offsetof(record, server.password.command),                 \
	  .doc = "a program that prints the password, with its arguments" },   \
	{ "ca_file", VALUE_PATH, .offset = offsetof(record, server.ca_file),   \
	  .doc = "certificates of a private authority (PEM)" },                \
	{ "timeout", VALUE_DURATION, .fallback = "60s", .min = 1, .max = HOUR, \
	  .offset = offsetof(record, server.timeout),                          \
	  .doc = "how long a server may say nothing" }

#define AT(member) .offset = offsetof(struct mailbox_config, member)

static const struct schema_key mailbox_keys[] = {
	{ "name", VALUE_WORD, .required = true, AT(name),
	  .doc = "a short name for logs and rules" },
	{ "host", VALUE_HOST, .required = true, AT(server.host),
	  .doc = "the IMAP server" },
	{ "port", VALUE_PORT, .min = 1, .max = 65535, AT(server.port),
	  .doc = "993 with tls = \"implicit\", else 143" },
	{ "tls", VALUE_CHOICE, .fallback = "implicit", .choices = tls_choices,
	  AT(server.tls), .doc = "how the connection is protected" },
	SERVER_KEYS(struct mailbox_config, true),
	{ "folder", VALUE_TEXT, .fallback = "INBOX", AT(folder),
	  .doc = "the folder that is read" },
	{ "address", VALUE_ADDRESS, AT(address),
	  .doc = "the mailbox's address where it is not the desk's" },
	{ "after", VALUE_AFTER, .fallback = "seen", AT(after),
	  .doc = "what becomes of a mail that was taken in" },
	{ "poll", VALUE_DURATION, .fallback = "60s", .min = 1, .max = DAY,
	  AT(poll), .doc = "the longest time between two looks" },
	{ "max_message", VALUE_SIZE, .fallback = "50M", .min = 1024,
	  .max = 1024 * MIB, AT(max_message),
	  .doc = "larger mails become a ticket that only says so" },
};
#undef AT

#define AT(member) .offset = offsetof(struct smtp_config, member)

static const struct schema_key smtp_keys[] = {
	{ "host", VALUE_HOST, .required = true, AT(server.host),
	  .doc = "the SMTP server that takes our mail" },
	{ "port", VALUE_PORT, .min = 1, .max = 65535, AT(server.port),
	  .doc = "465 with tls = \"implicit\", 587 with \"starttls\", else "
		 "25" },
	{ "tls", VALUE_CHOICE, .fallback = "implicit", .choices = tls_choices,
	  AT(server.tls), .doc = "how the connection is protected" },
	SERVER_KEYS(struct smtp_config, false),
	{ "retry", VALUE_DURATION, .fallback = "30s", .min = 1, .max = HOUR,
	  AT(retry), .doc = "first delay after a temporary failure" },
	{ "give_up", VALUE_DURATION, .fallback = "5d", .min = 1,
	  .max = 30 * DAY, AT(give_up),
	  .doc = "age at which a mail is given up" },
	{ "helo", VALUE_HOST, AT(helo),
	  .doc = "the name we give in EHLO; the machine's own if absent" },
};
#undef AT

#define AT(member) .offset = offsetof(struct webhooks_config, member)

static const struct schema_key webhook_keys[] = {
	{ "ca_file", VALUE_PATH, AT(ca_file),
	  .doc = "certificates of a private authority (PEM)" },
	{ "timeout", VALUE_DURATION, .fallback = "10s", .min = 1, .max = 60,
	  AT(timeout), .doc = "how long one call may take" },
};
#undef AT

#define AT(member) .offset = offsetof(struct staff, member)

static const struct schema_key staff_keys[] = {
	{ "name", VALUE_TEXT, .required = true, AT(name),
	  .doc = "the person or team" },
	{ "addresses", VALUE_ADDRESSES, .required = true, AT(addresses),
	  .doc = "their addresses; the first one gets the mail" },
	{ "skills", VALUE_TEXTS, AT(skills),
	  .doc = "what they know: queues whose tickets they are told of" },
	{ "sites", VALUE_TEXTS, AT(sites),
	  .doc = "the places they look after" },
	{ "languages", VALUE_WORDS, AT(languages),
	  .doc = "their languages; the first is that of our mails to them" },
	{ "hours", VALUE_HOURS, AT(hours),
	  .doc = "working hours: \"Mon-Fri 08:00-17:00\"" },
	{ "absent", VALUE_DAYS, AT(absences),
	  .doc = "days away: \"2026-12-24..2027-01-02\"" },
};
#undef AT

#define AT(member) .offset = offsetof(struct vendor, member)

static const struct schema_key vendor_keys[] = {
	{ "name", VALUE_TEXT, .required = true, AT(name),
	  .doc = "the supplier, as in #vendor NAME" },
	{ "addresses", VALUE_DOMAINS, .required = true, AT(addresses),
	  .doc = "their addresses, or @domain for all of a domain" },
};
#undef AT

#define KEYS(table) .keys = (table), .key_count = COUNT_OF(table)

const struct schema_section schema_sections[] = {
	{ "desk", .required = true, KEYS(desk_keys),
	  .doc = "the desk itself and its policy" },
	{ "mailboxes", .is_list = true, KEYS(mailbox_keys),
	  .size = sizeof(struct mailbox_config),
	  .offset = offsetof(struct config, mailboxes),
	  .count_offset = offsetof(struct config, mailbox_count),
	  .line_offset = offsetof(struct mailbox_config, line),
	  .doc = "the IMAP mailboxes that are read" },
	{ "smtp", KEYS(smtp_keys), .offset = offsetof(struct config, smtp),
	  .doc = "the server that our mail goes to" },
	{ "webhooks", KEYS(webhook_keys),
	  .offset = offsetof(struct config, webhooks),
	  .doc = "how rules' webhooks are called" },
	{ "staff", .is_list = true, KEYS(staff_keys),
	  .size = sizeof(struct staff),
	  .offset = offsetof(struct config, staff.people),
	  .count_offset = offsetof(struct config, staff.count),
	  .line_offset = offsetof(struct staff, line),
	  .doc = "the people who answer" },
	{ "vendors", .is_list = true, KEYS(vendor_keys),
	  .size = sizeof(struct vendor),
	  .offset = offsetof(struct config, policy.vendors.items),
	  .count_offset = offsetof(struct config, policy.vendors.count),
	  .line_offset = offsetof(struct vendor, line),
	  .doc = "suppliers who are asked about some tickets" },
	{ "trust", KEYS(trust_keys),
	  .doc = "what a mail server's verdict is worth" },
};
/* clang-format on */

const size_t schema_section_count = COUNT_OF(schema_sections);
