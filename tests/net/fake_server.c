/*
 * fake_server.c - a server on loopback that follows a script, in a child.
 */
#include "../test.h"
#include "fake_server.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/slice.h"

#define LONGEST_S 120 /* a child that nobody ends ends by itself */

struct script_run {
	int listener, link;
	char line[4096];
};

static bool
put(int link, const char *data, size_t size)
{
	while (size) {
		ssize_t sent = write(link, data, size);

		if (sent <= 0)
			return false;
		data += sent;
		size -= (size_t)sent;
	}
	return true;
}

static bool
put_line(int link, const char *text)
{
	return put(link, text, strlen(text)) && put(link, "\r\n", 2);
}

static bool
get_line(struct script_run *run)
{
	size_t at = 0;
	char c;

	while (at + 1 < sizeof(run->line)) {
		if (read(run->link, &c, 1) != 1)
			return false;
		if (c == '\n')
			break;
		run->line[at++] = c;
	}
	run->line[at] = '\0';
	return true;
}

static bool
accept_next(struct script_run *run)
{
	int on = 1;

	if (run->link >= 0)
		close(run->link);
	run->link = accept(run->listener, NULL, NULL);
	return run->link >= 0 && setsockopt(run->link, IPPROTO_TCP, TCP_NODELAY,
					    &on, sizeof(on)) == 0;
}

static bool
get_body(struct script_run *run)
{
	do {
		if (!get_line(run))
			return false;
	} while (strcmp(run->line, ".\r") != 0);
	return true;
}

static bool
is_left(int link, int pause_ms)
{
	struct pollfd fd = { .fd = link, .events = POLLRDHUP };

	return poll(&fd, 1, pause_ms) > 0;
}

/* Both until the client closes. */
static bool
drip(int link, const char *text)
{
	size_t at = 0, size = strlen(text);

	while (!is_left(link, 20) && put(link, text + at, 1))
		at = (at + 1) % size;
	return true;
}

static bool
flood(int link, const char *text)
{
	size_t size = strlen(text), filled = 0;
	char block[4096];

	while (filled + size <= sizeof(block)) {
		memcpy(block + filled, text, size);
		filled += size;
	}
	while (!is_left(link, 0) && put(link, block, filled))
		continue;
	return true;
}

static bool
hang(struct script_run *run)
{
	while (get_line(run))
		continue;
	return true;
}

static bool
step(struct script_run *run, const char *what)
{
	const char *rest = strchr(what, ' ');

	rest = rest ? rest + 1 : "";
	if (what[0] == '>')
		return put_line(run->link, rest);
	if (what[0] == '<')
		return get_line(run) &&
		       slice_find_nocase(slice_from(run->line), rest, 0) !=
			       (size_t)-1;
	if (what[0] == '$')
		return put(run->link, run->line, strcspn(run->line, " ") + 1) &&
		       put_line(run->link, rest);
	if (strcmp(what, "body") == 0)
		return get_body(run);
	if (strcmp(what, "hang") == 0)
		return hang(run);
	if (strcmp(what, "next") == 0)
		return accept_next(run);
	return what[0] == 'd' ? drip(run->link, rest) : flood(run->link, rest);
}

static int
follow(int listener, const char *const *script)
{
	struct script_run run = { .listener = listener, .link = -1 };

	signal(SIGPIPE, SIG_IGN);
	alarm(LONGEST_S);
	if (!accept_next(&run))
		return 1;
	for (; *script; script++)
		if (!step(&run, *script)) {
			fprintf(stderr,
				"# the script stops at \"%s\", read "
				"\"%s\"\n",
				*script, run.line);
			return 1;
		}
	return 0;
}

void
fake_start(struct fake_server *fake, const char *const *script)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t size = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(listener >= 0);
	assert_int_equal(bind(listener, (struct sockaddr *)&address, size), 0);
	assert_int_equal(listen(listener, 5), 0);
	assert_int_equal(
		getsockname(listener, (struct sockaddr *)&address, &size), 0);
	fake->port = ntohs(address.sin_port);
	fake->pid = fork();
	assert_true(fake->pid >= 0);
	if (fake->pid == 0)
		_exit(follow(listener, script));
	close(listener);
}

bool
fake_stop(struct fake_server *fake)
{
	int status = -1;

	assert_int_equal(waitpid(fake->pid, &status, 0), fake->pid);
	return status == 0;
}

void
fake_run_rows(size_t count, void (*row)(size_t index))
{
	size_t i, failed = 0;
	int status;

	fflush(NULL);
	for (i = 0; i < count; i++) {
		pid_t pid = fork();

		assert_true(pid >= 0);
		if (pid == 0) {
			row(i);
			exit(0);
		}
	}
	while (wait(&status) > 0)
		failed += status != 0;
	assert_int_equal(failed, 0);
}

struct net_server
fake_net(const struct fake_server *fake)
{
	return (struct net_server){
		.host = "127.0.0.1",
		.port = fake->port,
		.tls = NET_TLS_NONE,
		.user = "help",
		.password = "secret",
		.timeout_s = FAKE_TIMEOUT_S,
	};
}
