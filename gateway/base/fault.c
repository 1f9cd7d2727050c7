/*
 * fault.c - named places at which a test kills the process.
 *
 * The name is logged before the kill, so that the sweep sees a point that
 * was reached even when the process died of it.
 */
#include "base/fault.h"

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

static struct {
	bool known;
	bool active;
	char *name;	/* to die at, or NULL */
	long remaining; /* passings before that */
	int log;	/* file of passings, or -1 */
} fault = { .log = -1 };

static void
fault_load(void)
{
	const char *wish = getenv("TICKETGATE_FAULT");
	const char *log = getenv("TICKETGATE_FAULT_LOG");
	char *colon;

	fault.known = true;
	if (wish && *wish && (fault.name = strdup(wish))) {
		fault.remaining = 1;
		colon = strrchr(fault.name, ':');
		if (colon) {
			*colon = '\0';
			fault.remaining = strtol(colon + 1, NULL, 10);
		}
	}
	if (log && *log)
		fault.log = open(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC,
				 0600);
	fault.active = fault.name || fault.log >= 0;
}

/* One write, so that lines of several processes do not mix. */
static void
log_passing(const char *name)
{
	char line[128];
	int size = snprintf(line, sizeof(line), "%s\n", name);

	if (size <= 0 || (size_t)size >= sizeof(line) ||
	    write(fault.log, line, (size_t)size) != size)
		abort();
}

void
fault_point(const char *name)
{
	if (!fault.known)
		fault_load();
	if (!fault.active)
		return;
	if (fault.log >= 0)
		log_passing(name);
	if (fault.name && strcmp(name, fault.name) == 0 &&
	    --fault.remaining == 0)
		raise(SIGKILL);
}

/* TICKETGATE_FAULT_BYTES="NAME=crash:TEXT" taken apart, once. */
static struct {
	bool known;
	bool hang;
	const char *name, *text;
} deadly;

static void
deadly_load(void)
{
	const char *wish = getenv("TICKETGATE_FAULT_BYTES");
	char *copy = wish && *wish ? strdup(wish) : NULL;
	char *equals = copy ? strchr(copy, '=') : NULL;
	char *colon = equals ? strchr(equals, ':') : NULL;

	deadly.known = true;
	if (colon == NULL) {
		free(copy);
		return;
	}
	*equals = *colon = '\0';
	deadly.hang = strcmp(equals + 1, "hang") == 0;
	deadly.text = colon + 1;
	deadly.name = copy;
}

void
fault_on_bytes(const char *name, struct slice bytes)
{
	if (!deadly.known)
		deadly_load();
	if (deadly.name == NULL || strcmp(name, deadly.name) != 0 ||
	    slice_find(bytes, deadly.text, 0) == (size_t)-1)
		return;
	while (deadly.hang)
		pause();
	raise(SIGKILL);
}
