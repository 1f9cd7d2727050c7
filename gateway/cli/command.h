/*
 * command.h - the subcommands: one file each, one row each in main.c.
 *
 * A command gets its own arguments, argv[0] being "ticketgate NAME" (for
 * usage texts), and returns the exit status: 0, or one of sysexits(3).
 */
#ifndef TG_CLI_COMMAND_H
#define TG_CLI_COMMAND_H

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *summary; /* one line, for `ticketgate --help` */
};

/* main.c has a table of these. */
int
check_command(int argc, char **argv);
int
compose_command(int argc, char **argv);
int
deliver_command(int argc, char **argv);
int
explain_command(int argc, char **argv);
int
held_command(int argc, char **argv);
int
list_command(int argc, char **argv);
int
read_command(int argc, char **argv);
int
replay_command(int argc, char **argv);
int
rules_command(int argc, char **argv);
int
run_command(int argc, char **argv);
int
search_command(int argc, char **argv);
int
show_command(int argc, char **argv);
int
template_command(int argc, char **argv);
int
status_command(int argc, char **argv);

#endif
