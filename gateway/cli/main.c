/*
 * main.c - the program's entry: finds the subcommand.
 */
#include <sysexits.h>

int
main(int argc, char **argv)
{
	(void)argc;
	fprintf(stderr, "usage: %s COMMAND [-c FILE] ...\n", argv[0]);
	return EX_USAGE;
}
