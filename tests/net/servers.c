/*
 * servers.c - the private mail servers of tests/servers/, for tests in C.
 */
#include "../test.h"
#include "servers.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/io.h"

#define OPTIONS                                                                \
	"{\"users\": {\"help\": \"secret\", \"ana\": \"secret\"},"             \
	" \"aliases\": {\"m\\u00fcller@example.org\": \"help\"},"              \
	" \"domains\": [\"example.org\"]}\n"

static bool
installed(const char *const *paths)
{
	for (; *paths; paths++)
		if (access(*paths, X_OK) == 0)
			return true;
	return false;
}

static void
spawn(struct servers *servers)
{
	const char *top = getenv("top_srcdir");
	struct arena *arena = arena_new();
	char *script = arena_printf(arena, "%s/tests/servers/servers.py",
				    top ? top : ".");
	int to[2], from[2];

	assert_int_equal(pipe2(to, O_CLOEXEC), 0);
	assert_int_equal(pipe2(from, O_CLOEXEC), 0);
	servers->pid = fork();
	assert_true(servers->pid >= 0);
	if (servers->pid == 0) {
		dup2(to[0], STDIN_FILENO);
		dup2(from[1], STDOUT_FILENO);
		execlp("python3", "python3", script, "--run", "-",
		       (char *)NULL);
		_exit(127);
	}
	close(to[0]);
	close(from[1]);
	servers->in = to[1];
	servers->out = from[0];
	arena_free(arena);
}

static void
read_line(int fd, char *line, size_t size)
{
	size_t at = 0;
	char c;

	while (read(fd, &c, 1) == 1 && c != '\n')
		if (at + 1 < size)
			line[at++] = c;
	line[at] = '\0';
}

static const char *
value_of(const char *json, const char *name)
{
	struct arena *arena = arena_new();
	char *key = arena_printf(arena, "\"%s\": ", name);
	const char *hit = strstr(json, key);
	size_t size = strlen(key);

	arena_free(arena);
	assert_non_null(hit);
	return hit + size;
}

static int
number_of(const char *json, const char *name)
{
	return (int)strtol(value_of(json, name), NULL, 10);
}

static void
text_of(const char *json, const char *name, char *out, size_t size)
{
	const char *value = value_of(json, name) + 1;

	snprintf(out, size, "%.*s", (int)strcspn(value, "\""), value);
}

bool
servers_start(struct servers *servers)
{
	static const char *const dovecot[] = { "/usr/sbin/dovecot",
					       "/usr/local/sbin/dovecot",
					       NULL };
	static const char *const exim[] = { "/usr/sbin/exim4",
					    "/usr/local/sbin/exim4", NULL };
	char json[4096];

	if (!installed(dovecot) || !installed(exim))
		return false;
	signal(SIGPIPE, SIG_IGN);
	spawn(servers);
	assert_true(io_write_all(servers->in, OPTIONS, strlen(OPTIONS), NULL));
	read_line(servers->out, json, sizeof(json));
	assert_int_equal(json[0], '{');
	servers->imap_port = number_of(json, "imap_port");
	servers->imaps_port = number_of(json, "imaps_port");
	servers->smtp_port = number_of(json, "smtp_port");
	servers->smtps_port = number_of(json, "smtps_port");
	text_of(json, "ca_file", servers->ca_file, sizeof(servers->ca_file));
	text_of(json, "other_ca_file", servers->other_ca_file,
		sizeof(servers->other_ca_file));
	text_of(json, "folder", servers->folder, sizeof(servers->folder));
	text_of(json, "wrong_name_host", servers->wrong_name_host,
		sizeof(servers->wrong_name_host));
	return true;
}

void
servers_stop(struct servers *servers)
{
	close(servers->in);
	waitpid(servers->pid, NULL, 0);
	close(servers->out);
}

void
servers_tell(struct servers *servers, const char *command)
{
	char answer[256];

	assert_true(io_write_all(servers->in, command, strlen(command), NULL));
	assert_true(io_write_all(servers->in, "\n", 1, NULL));
	read_line(servers->out, answer, sizeof(answer));
	assert_string_equal(answer, "done");
}

struct net_server
servers_net(const struct servers *servers, int port, enum net_tls tls)
{
	return (struct net_server){
		.host = "127.0.0.1",
		.port = port,
		.tls = tls,
		.user = "help",
		.password = "secret",
		.ca_file = servers->ca_file,
		.timeout_s = 120,
	};
}

/* Reads to the first line that starts with START. */
static void
expect(int fd, const char *start)
{
	char line[1024];

	do {
		read_line(fd, line, sizeof(line));
		assert_int_not_equal(line[0], '\0');
	} while (strncmp(line, start, strlen(start)) != 0);
}

static void
send_text(int fd, const char *text)
{
	assert_true(io_write_all(fd, text, strlen(text), NULL));
}

void
servers_append(const struct servers *servers, const char *mail, size_t size)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)servers->imap_port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct buf line;

	assert_true(fd >= 0);
	assert_int_equal(
		connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	expect(fd, "* OK");
	send_text(fd, "a LOGIN help secret\r\n");
	expect(fd, "a OK");
	buf_init(&line, NULL);
	buf_printf(&line, "b APPEND INBOX {%zu}\r\n", size);
	send_text(fd, line.data);
	expect(fd, "+");
	assert_true(io_write_all(fd, mail, size, NULL));
	send_text(fd, "\r\n");
	expect(fd, "b OK");
	close(fd);
	buf_clear(&line);
}
