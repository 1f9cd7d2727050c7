/*
 * main.c - the program's entry: a role that the supervisor started, or a
 * subcommand that a person typed.
 */
#include <sysexits.h>

#include "cli/command.h"
#include "daemon/role.h"

static int
help_command(int argc, char **argv);
static int
version_command(int argc, char **argv);

/* In the order in which a newcomer meets them. */
static const struct command commands[] = {
	{ "check", check_command, "check configuration, rules, templates" },
	{ "run", run_command, "run the daemon in the foreground" },
	{ "deliver", deliver_command, "take one mail from an MTA's pipe" },
	{ "list", list_command, "list the queue" },
	{ "show", show_command, "show a ticket, a mail, an attachment" },
	{ "search", search_command, "find tickets by words" },
	{ "explain", explain_command,
	  "show what would become of a mail, and why" },
	{ "replay", replay_command,
	  "try changed rules on the mail in the store" },
	{ "rules", rules_command,
	  "show how rules do; suggest new ones" },
	{ "held", held_command, "work the mails that wait for a person" },
	{ "status", status_command, "count what became of every mail" },
	{ "template", template_command, "preview the mails that we send" },
	{ "read", read_command, "print what a mail says, as JSON" },
	{ "compose", compose_command,
	  "print the mail that a draft in JSON becomes" },
	{ "help", help_command, "print this text" },
	{ "version", version_command, "print the program's version" },
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

static void
usage(FILE *out)
{
	fprintf(out, "usage: ticketgate COMMAND [-c FILE] [ARGUMENTS]\n\n"
		     "Turns a help mailbox into a queue of tickets.\n\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		fprintf(out, "  %-10s %s\n", commands[i].name,
			commands[i].summary);
	fprintf(out, "\n`ticketgate COMMAND --help` explains one of them; the "
		     "manual is ticketgate(1).\n");
}

static int
help_command(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	usage(stdout);
	return 0;
}

static int
version_command(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	printf("ticketgate %s\n", PACKAGE_VERSION);
	return 0;
}

/* "--help" and "--version" are what everybody tries first. */
static const char *
command_name(const char *word)
{
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
		return "help";
	if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0)
		return "version";
	return word;
}

int
main(int argc, char **argv)
{
	static char called[64];
	const char *name;

	if (role_is_one(argv[0]))
		return role_run();
	if (argc < 2) {
		usage(stderr);
		return EX_USAGE;
	}
	name = command_name(argv[1]);
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		if (strcmp(name, commands[i].name) != 0)
			continue;
		snprintf(called, sizeof(called), "ticketgate %s", name);
		argv[1] = called; /* what usage texts print */
		return commands[i].run(argc - 1, argv + 1);
	}
	fprintf(stderr, "ticketgate: there is no command '%s'\n\n", name);
	usage(stderr);
	return EX_USAGE;
}
