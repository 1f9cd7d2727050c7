/*
 * check.c - the values of a configuration looked at together.
 *
 * Each check is about one mistake that would otherwise show as lost or
 * looping mail: two mailboxes of one name share receipts, a staff member
 * with a help address is answered by us for ever, a password sent over an
 * open line is known to all. Only stat is asked of the disk, through
 * sources.
 */
#include "config/check.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/slice.h"
#include "config/settings.h"

struct checker {
	const struct config *config;
	const config_setting_t *root;
	struct sources *sources;
	struct complaints *complaints;
};

/* LINE is that of the group; the one where KEY itself is set is better. */
#define check_fail(check, line, key, ...)                                      \
	complaints_add((check)->complaints, false, (check)->config->path,      \
		       line_of((check), (key), (line)), (key), __VA_ARGS__)
#define check_warn(check, line, key, ...)                                      \
	complaints_add((check)->complaints, true, (check)->config->path,       \
		       line_of((check), (key), (line)), (key), __VA_ARGS__)

/* The line on which KEY ("mailboxes[0].ca_file") is set; OTHERWISE when it is
 * not. */
static int
line_of(const struct checker *check, const char *key, int otherwise)
{
	const config_setting_t *at = check->root;
	struct arena *arena = check->complaints->arena;

	while (at && *key) {
		size_t size = strcspn(key, ".[");

		if (*key == '[')
			at = config_setting_get_elem(
				at, (unsigned)strtoul(key + 1, NULL, 10));
		else
			at = config_setting_get_member(
				at, arena_memdup(arena, key, size));
		key += *key == '[' ? strcspn(key, "]") + 1 : size;
		key += *key == '.';
	}
	return at ? settings_line(at) : otherwise;
}

/* Defaults that depend on other values */

static void
complete_port(struct server_config *server, const int ports[3])
{
	if (server->port == 0)
		server->port = ports[server->tls];
}

static void
add_own_address(struct policy *policy, const char *address, struct arena *arena)
{
	for (size_t i = 0; i < policy->own.count; i++)
		if (address_equal(policy->own.items[i], address))
			return;
	if (address[0])
		ARENA_PUSH(arena, policy->own.items, policy->own.count,
			   address);
}

void
config_complete(struct config *config, struct arena *arena)
{
	/* in the order of enum net_tls */
	static const int imap_ports[] = { 993, 143, 143 };
	static const int smtp_ports[] = { 465, 587, 25 };
	struct policy *policy = &config->policy;

	policy->desk_name = config->desk_name;
	policy->tag = config->tag;
	policy->address = config->address;
	policy->admin = config->admin;
	add_own_address(policy, config->address, arena);
	for (size_t i = 0; i < config->mailbox_count; i++) {
		struct mailbox_config *mailbox = &config->mailboxes[i];

		complete_port(&mailbox->server, imap_ports);
		if (!mailbox->address[0])
			mailbox->address = config->address;
		if (!mailbox->move_to)
			mailbox->move_to = "";
		add_own_address(policy, mailbox->address, arena);
	}
	complete_port(&config->smtp.server, smtp_ports);
}

/* Files and folders */

static void
check_path_there(const struct checker *check, int line, const char *key,
		 const char *path)
{
	if (path[0] && !sources_exists(check->sources, path))
		check_fail(check, line, key,
			   "%s does not exist; create it or correct the path",
			   path);
}

static void
check_folder(const struct checker *check, const char *key, const char *path)
{
	unsigned mode = path[0] ? sources_mode(check->sources, path) : S_IFDIR;

	if (mode == 0)
		check_fail(check, 0, key,
			   "the folder %s does not exist; create it or correct "
			   "the path",
			   path);
	else if (!S_ISDIR(mode))
		check_fail(check, 0, key, "%s is no folder; name a folder",
			   path);
}

static void
check_paths(const struct checker *check)
{
	const struct config *config = check->config;
	struct arena *arena = check->complaints->arena;
	const char *slash = strrchr(config->database, '/');

	check_path_there(check, 0, "desk.rules", config->rules);
	check_folder(check, "desk.templates", config->templates);
	if (!slash)
		return;
	check_folder(
		check, "desk.database",
		slash == config->database
			? "/"
			: arena_memdup(arena, config->database,
				       (size_t)(slash - config->database)));
	if (S_ISDIR(sources_mode(check->sources, config->database)))
		check_fail(check, 0, "desk.database",
			   "%s is a folder; name a file in it, such as "
			   "%s/desk.db",
			   config->database, config->database);
}

/* Servers */

/* By its spelling: "127.0.0.1.example.org" is a name like any other. */
static bool
is_loopback(const char *host)
{
	unsigned char address[4];

	if (inet_pton(AF_INET, host, address) == 1)
		return address[0] == 127;
	return strcmp(host, "::1") == 0 ||
	       slice_equal_nocase(slice_from(host), "localhost");
}

static void
check_password_file(const struct checker *check, int line, const char *key,
		    const char *path)
{
	unsigned mode = sources_mode(check->sources, path);

	check_path_there(check, line, key, path);
	if (mode & (S_IROTH | S_IWOTH))
		check_warn(check, line, key,
			   "everybody on this machine may read %s; chmod 600 "
			   "it",
			   path);
}

static void
check_secret(const struct checker *check, const struct server_config *server,
	     int line, const char *section)
{
	const struct secret_source *secret = &server->password;
	struct arena *arena = check->complaints->arena;
	const char *key = arena_printf(arena, "%s.password", section);
	int given = (secret->value[0] != '\0') + (secret->file[0] != '\0') +
		    (secret->command.count > 0);

	if (given > 1)
		check_fail(check, line, key,
			   "more than one of password, password_file and "
			   "password_command is set; keep one");
	if (given == 0 && server->user[0])
		check_fail(check, line, key,
			   "user is set and no password; add password_file, "
			   "password_command or password");
	if (given > 0 && !server->user[0])
		check_fail(check, line, key,
			   "a password is set and no user; add user");
	if (secret->file[0])
		check_password_file(
			check, line,
			arena_printf(arena, "%s.password_file", section),
			secret->file);
	if (secret->value[0] &&
	    (sources_mode(check->sources, check->config->path) & S_IROTH))
		check_warn(check, line, key,
			   "everybody on this machine may read the password "
			   "in this file; chmod 640 it, or use password_file");
}

static void
check_server(const struct checker *check, const struct server_config *server,
	     int line, const char *section)
{
	struct arena *arena = check->complaints->arena;

	if (server->tls == NET_TLS_NONE && server->host[0] &&
	    !is_loopback(server->host))
		check_fail(check, line, arena_printf(arena, "%s.tls", section),
			   "\"none\" sends passwords and mail in the clear "
			   "and is for this machine itself only (127.0.0.1, "
			   "::1, localhost); use \"implicit\" or \"starttls\"");
	check_path_there(check, line,
			 arena_printf(arena, "%s.ca_file", section),
			 server->ca_file);
	check_secret(check, server, line, section);
}

/* Mailboxes */

static bool
same_folder(const struct mailbox_config *a, const struct mailbox_config *b)
{
	return a->server.port == b->server.port &&
	       ascii_casecmp(a->server.host, b->server.host) == 0 &&
	       strcmp(a->server.user, b->server.user) == 0 &&
	       strcmp(a->folder, b->folder) == 0;
}

static void
check_mailbox_pair(const struct checker *check, const struct mailbox_config *a,
		   const struct mailbox_config *b, const char *section)
{
	struct arena *arena = check->complaints->arena;

	if (b->name[0] && ascii_casecmp(a->name, b->name) == 0)
		check_fail(check, b->line,
			   arena_printf(arena, "%s.name", section),
			   "\"%s\" is the mailbox of line %d already; give "
			   "each its own name",
			   b->name, a->line);
	else if (b->server.host[0] && same_folder(a, b))
		check_fail(check, b->line, section,
			   "reads the same folder as mailbox \"%s\" (line "
			   "%d); delete one of the two",
			   a->name, a->line);
}

static void
check_mailboxes(const struct checker *check)
{
	const struct config *config = check->config;

	for (size_t i = 0; i < config->mailbox_count; i++) {
		const struct mailbox_config *mailbox = &config->mailboxes[i];
		const char *section = arena_printf(check->complaints->arena,
						   "mailboxes[%zu]", i);

		check_server(check, &mailbox->server, mailbox->line, section);
		if (mailbox->after == AFTER_MOVE &&
		    strcmp(mailbox->move_to, mailbox->folder) == 0)
			check_fail(check, mailbox->line, section,
				   "after moves mail into the folder that is "
				   "read; name another one");
		for (size_t j = 0; j < i; j++)
			check_mailbox_pair(check, &config->mailboxes[j],
					   mailbox, section);
	}
}

/* People */

static void
check_name_pair(const struct checker *check, const char *key,
		const char *a_name, int a_line, const char *b_name, int b_line)
{
	if (b_name[0] && ascii_casecmp(a_name, b_name) == 0)
		check_fail(check, b_line, key,
			   "\"%s\" is on line %d already; give each its own "
			   "name",
			   b_name, a_line);
}

/* ADDRESS of the person on LINE must be nobody else's. */
static void
check_person_address(const struct checker *check, const char *key, int line,
		     const char *address, size_t staff_before)
{
	const struct config *config = check->config;

	if (config_is_own_address(config, address))
		check_fail(check, line, key,
			   "%s is an address of the desk itself, which would "
			   "write to itself; name the person's own",
			   address);
	for (size_t i = 0; i < staff_before; i++) {
		const struct staff *other = &config->staff.people[i];

		for (size_t j = 0; j < other->addresses.count; j++)
			if (address_equal(other->addresses.items[j], address))
				check_fail(check, line, key,
					   "%s belongs to \"%s\" (line %d) "
					   "already; keep it in one place",
					   address, other->name, other->line);
	}
}

static void
check_staff(const struct checker *check)
{
	const struct staff_directory *staff = &check->config->staff;
	struct arena *arena = check->complaints->arena;

	for (size_t i = 0; i < staff->count; i++) {
		const struct staff *person = &staff->people[i];
		const char *key =
			arena_printf(arena, "staff[%zu].addresses", i);

		for (size_t j = 0; j < person->addresses.count; j++)
			check_person_address(check, key, person->line,
					     person->addresses.items[j], i);
		key = arena_printf(arena, "staff[%zu].name", i);
		for (size_t j = 0; j < i; j++)
			check_name_pair(check, key, staff->people[j].name,
					staff->people[j].line, person->name,
					person->line);
	}
}

static void
check_vendors(const struct checker *check)
{
	const struct vendor_directory *vendors = &check->config->policy.vendors;
	struct arena *arena = check->complaints->arena;

	for (size_t i = 0; i < vendors->count; i++) {
		const struct vendor *vendor = &vendors->items[i];
		const char *key =
			arena_printf(arena, "vendors[%zu].addresses", i);

		for (size_t j = 0; j < vendor->addresses.count; j++)
			check_person_address(check, key, vendor->line,
					     vendor->addresses.items[j],
					     check->config->staff.count);
		key = arena_printf(arena, "vendors[%zu].name", i);
		for (size_t j = 0; j < i; j++)
			check_name_pair(check, key, vendors->items[j].name,
					vendors->items[j].line, vendor->name,
					vendor->line);
	}
}

static void
check_smtp(const struct checker *check)
{
	const struct config *config = check->config;

	if (config->smtp.present)
		check_server(check, &config->smtp.server, 0, "smtp");
	else
		check_warn(check, 0, "smtp",
			   "is missing: mail is taken in and nobody is "
			   "answered; add smtp = { host = ...; };");
	check_path_there(check, 0, "webhooks.ca_file",
			 config->webhooks.ca_file);
	if (config->admin[0] && config_is_own_address(config, config->admin))
		check_fail(check, 0, "desk.admin",
			   "%s is an address of the desk itself; name a "
			   "person's",
			   config->admin);
}

void
config_check(const struct config *config, const config_setting_t *root,
	     struct sources *sources, struct complaints *complaints)
{
	struct checker check = { config, root, sources, complaints };

	check_paths(&check);
	check_mailboxes(&check);
	check_smtp(&check);
	check_staff(&check);
	check_vendors(&check);
}
