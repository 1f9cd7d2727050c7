/*
 * main.c - the program's entry: a role that the supervisor started, or a
 * subcommand that a person typed.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "cli/command.h"
#include "config/complaints.h"
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
	{ "rules", rules_command, "show how rules do; suggest new ones" },
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
	fprintf(out, "Usage: ticketgate [-c FILE] COMMAND [ARGUMENTS]\n"
		     "Turns a help mailbox into a queue of tickets.\n\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		fprintf(out, "  %-10s %s\n", commands[i].name,
			commands[i].summary);
	fprintf(out, "\n`ticketgate COMMAND --help` explains one of them; the "
		     "manual is ticketgate(1).\n"
		     "The configuration, -c FILE, may be named before the "
		     "command or after it.\n");
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

static const struct command *
command_find(const char *name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(name, commands[i].name) == 0)
			return &commands[i];
	return NULL;
}

static int
command_unknown(const char *name)
{
	const char *names[COMMAND_COUNT + 1] = { NULL };
	const char *near;

	for (size_t i = 0; i < COMMAND_COUNT; i++)
		names[i] = commands[i].name;
	near = complaints_suggest(name, names);
	fprintf(stderr, "ticketgate: there is no %s '%s'",
		name[0] == '-' ? "option" : "command", name);
	if (near != NULL)
		fprintf(stderr, "; did you mean '%s'?\n", near);
	else
		fprintf(stderr, "; `ticketgate help` lists all\n");
	return EX_USAGE;
}

/* Runs the command that argv[0] names; the rest are its arguments. */
static int
command_run(int argc, char **argv)
{
	static char called[64]; /* what usage texts print */
	const struct command *command = command_find(command_name(argv[0]));

	if (command == NULL)
		return command_unknown(argv[0]);
	snprintf(called, sizeof(called), "ticketgate %s", command->name);
	argv[0] = called;
	return command->run(argc, argv);
}

/* `help COMMAND` is `COMMAND --help`. */
static int
help_command(int argc, char **argv)
{
	static char option[] = "--help";
	char *asked[] = { NULL, option, NULL };

	if (argc < 2 || argv[1][0] == '-' ||
	    command_find(argv[1]) == command_find("help")) {
		usage(stdout);
		return 0;
	}
	asked[0] = argv[1];
	return command_run(2, asked);
}

/*
 * The FILE of "-c FILE", "-cFILE", "--config FILE" or "--config=FILE" at the
 * start of ARGV, and in *USED how many words it takes. NULL: something else
 * is there, or nothing. Without a FILE it is a usage error.
 */
static const char *
config_option(int argc, char **argv, int *used)
{
	static const char equals[] = "--config=";
	const char *word = argc > 0 ? argv[0] : "";

	*used = 1;
	if (strncmp(word, equals, strlen(equals)) == 0)
		return word + strlen(equals);
	if (strncmp(word, "-c", 2) == 0 && word[2] != '\0')
		return word + 2;
	*used = 2;
	if (strcmp(word, "-c") != 0 && strcmp(word, "--config") != 0)
		return NULL;
	if (argc < 2) {
		fprintf(stderr, "ticketgate: %s wants a file\n", word);
		exit(EX_USAGE);
	}
	return argv[1];
}

/* Started with a standard descriptor closed, the first file that we open
 * would pass for the mail on standard input. */
static void
open_standard_fds(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

int
main(int argc, char **argv)
{
	const char *config;
	int used;

	/* A limit on file sizes is a full disk, no reason to die. */
	signal(SIGXFSZ, SIG_IGN);
	if (role_is_one(argv[0]))
		return role_run();
	open_standard_fds();
	argc--;
	argv++;
	/* Help texts without the note that --limit=N is -n N as well. */
	setenv("ARGP_HELP_FMT", "no-dup-args-note", 0);
	/* The environment passes it on: a -c after the command wins. */
	while ((config = config_option(argc, argv, &used)) != NULL) {
		setenv("TICKETGATE_CONFIG", config, 1);
		argc -= used;
		argv += used;
	}
	if (argc < 1) {
		usage(stderr);
		return EX_USAGE;
	}
	return command_run(argc, argv);
}
