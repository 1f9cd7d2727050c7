/*
 * place.h - a folder with what a configuration names, and a configuration in
 * it that is read; gone after each test.
 */
#ifndef TG_TESTS_CONFIG_PLACE_H
#define TG_TESTS_CONFIG_PLACE_H

#include "../test.h"

#include <sys/stat.h>

#include "config/config.h"

/* The folder has rules/, templates/, secret (mode 0600), open (0644) and an
 * empty ca.pem. */
struct place {
	struct arena *arena;
	char folder[64];
	struct complaints complaints;
};

/* cmocka's set-up and tear-down: *STATE is a struct place. */
int
place_setup(void **state);
int
place_teardown(void **state);
#define WITH_PLACE(test)                                                       \
	cmocka_unit_test_setup_teardown(test, place_setup, place_teardown)

/* The path of a file in the folder, in the arena. */
const char *
place_path(const struct place *place, const char *name);
void
place_write(const struct place *place, const char *name, const char *text,
	    mode_t mode);

/* Writes TEXT to t.conf and reads that; NULL and complaints. */
struct config *
place_load(struct place *place, const char *text);

/* All complaints of the last place_load(), a line each. */
const char *
place_complaints(const struct place *place);

/* The example that the manual begins with. */
#define DESK                                                                   \
	"desk = { name = \"IT Help\"; tag = \"IT\";"                           \
	" address = \"help@example.org\"; database = \"desk.db\"; };\n"
#define MAILBOX                                                                \
	"{ name = \"help\"; host = \"127.0.0.1\"; port = 1143;"                \
	" tls = \"none\"; user = \"help\"; password = \"secret\";"             \
	" folder = \"INBOX\"; after = \"seen\"; poll = 30; }"
#define SMTP "smtp = { host = \"127.0.0.1\"; port = 1025; tls = \"none\"; };\n"
#define STAFF                                                                  \
	"staff = ( { name = \"First line\"; addresses ="                       \
	" ( \"it1@example.org\", \"it1@example.com\" ); } );\n"
#define WITH_MAILBOX(keys)                                                     \
	DESK SMTP "mailboxes = ( { name = \"m\"; user = \"u\";\n" keys " } "   \
		  ");\n"
#define LOCAL "host = \"localhost\"; tls = \"none\";\n"
#define WITH_PERSON(keys)                                                      \
	DESK SMTP "staff = ( { name = \"Ana\"; addresses = "                   \
		  "(\"ana@example.org\"); },\n{ " keys " } );\n"

#endif
