/*
 * show.c - `ticketgate show N`: one ticket, whole; or the bytes of one of
 * its mails or attachments.
 */
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/io.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/table.h"
#include "desk/ticket_json.h"
#include "cli/ticket_table.h"
#include "store/messages.h"
#include "store/tickets.h"

struct show_options {
	struct options common;
	int64_t ticket;
	size_t raw;		/* message number from 1; 0: not asked */
	const char *attachment; /* SHA-256; NULL: not asked */
};

/* What is shown of a ticket. */
struct dossier {
	struct ticket *ticket;
	struct message *messages;
	size_t message_count;
	struct event *events;
	size_t event_count;
};

static const struct argp_option option_table[] = {
	{ "raw", 'r', "M", 0, "print the ticket's Mth mail, byte for byte", 0 },
	{ "attachment", 'a', "SHA256", 0,
	  "print the bytes of this attachment of the ticket", 0 },
	{ 0 }
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct show_options *o = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o->common;
		return 0;
	case 'r':
		o->raw = (size_t)option_number(arg, "message", state);
		return 0;
	case 'a':
		o->attachment = arg;
		return 0;
	case ARGP_KEY_ARG:
		if (o->ticket != 0)
			argp_error(state, "one ticket at a time");
		o->ticket = option_number(arg, "ticket", state);
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "which ticket?");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_child children[] = {
	{ &options_config_json_argp, 0, NULL, 0 }, { 0 }
};
static const struct argp parser = {
	.options = option_table,
	.parser = parse_option,
	.args_doc = "N",
	.children = children,
	.doc = "Shows ticket N: its fields, its mails, its history. With "
	       "--raw or --attachment it prints bytes instead, as they came.",
};

static void
print_line(const char *label, const char *text)
{
	struct buf line;

	if (text[0] == '\0')
		return;
	buf_init(&line, NULL);
	utf8_add_display(&line, slice_from(text), 0);
	printf("%-11s %s\n", label, line.data);
	buf_clear(&line);
}

static void
print_time(const char *label, int64_t t)
{
	char iso[CLOCK_ISO_MAX];

	if (t != 0)
		printf("%-11s %s\n", label, clock_format_iso(t, iso));
}

static const char *
join(struct string_list list, struct arena *arena)
{
	struct buf out;

	buf_init(&out, arena);
	for (size_t i = 0; i < list.count; i++)
		buf_printf(&out, "%s%s", i ? ", " : "", list.items[i]);
	return out.size > 0 ? out.data : "";
}

static const char *
person(const struct address *a, struct arena *arena)
{
	if (a->name[0] == '\0')
		return a->email;
	return arena_printf(arena, "%s <%s>", a->name, a->email);
}

static const char *
status_line(const struct ticket *t, struct arena *arena)
{
	char iso[CLOCK_ISO_MAX];
	const char *status = ticket_status_name(t->status);

	if (t->status != STATUS_WAITING)
		return status;
	return arena_printf(arena, "%s%s%s%s%s%s%s", status,
			    t->waiting_for == WAITING_NOBODY ? "" : " for ",
			    t->waiting_for == WAITING_NOBODY
				    ? ""
				    : waiting_for_name(t->waiting_for),
			    t->waiting_name[0] ? " " : "", t->waiting_name,
			    t->waiting_until ? " until " : "",
			    t->waiting_until
				    ? clock_format_iso(t->waiting_until, iso)
				    : "");
}

static void
print_head(const struct ticket *t, const char *tag, struct arena *arena)
{
	print_line("Ticket", ticket_ref(tag, t->id, arena));
	print_line("Subject", t->subject);
	print_line("Status", status_line(t, arena));
	print_line("Queue", t->queue);
	print_line("Kind", t->kind);
	print_line("Priority", t->priority);
	print_line("Requester", person(&t->requester, arena));
	print_line("Owner", t->owner);
	print_line("Tags", join(t->tags, arena));
	for (size_t i = 0; i < t->field_count; i++)
		print_line(t->fields[i].name, t->fields[i].value);
	for (size_t i = 0; i < t->participant_count; i++)
		if (t->participants[i].role != ROLE_REQUESTER)
			print_line(
				participant_role_name(t->participants[i].role),
				person(&t->participants[i].address, arena));
	for (size_t i = 0; i < t->link_count; i++)
		print_line(link_relation_name(t->links[i].relation),
			   ticket_ref(tag, t->links[i].other, arena));
	print_line("Resolution", t->resolution);
	print_time("Created", t->created);
	print_time("Updated", t->updated);
}

static void
print_message(size_t n, const struct message *m, struct arena *arena)
{
	static const char *const titles[] = {
		[DIRECTION_IN] = "from",
		[DIRECTION_OUT] = "answer by",
		[DIRECTION_NOTE] = "internal note by",
	};
	bool colours = terminal_colours();
	char iso[CLOCK_ISO_MAX];
	struct buf text;

	buf_init(&text, NULL);
	buf_printf(&text, "\n%s%zu. %s ", colours ? "\033[1m" : "", n,
		   titles[m->direction]);
	utf8_add_display(&text, slice_from(person(&m->from, arena)), 0);
	buf_printf(&text, ", %s%s\n", clock_format_iso(m->date, iso),
		   colours ? "\033[0m" : "");
	utf8_add_display_text(&text, slice_from(m->reply_text));
	printf("%s%s", text.data, text.data[text.size - 1] == '\n' ? "" : "\n");
	buf_clear(&text);
	for (size_t i = 0; i < m->attachment_count; i++) {
		const struct message_attachment *a = &m->attachments[i];

		print_line("  attached",
			   arena_printf(arena, "%s (%s, %lld bytes) %s",
					a->name, a->type, (long long)a->size,
					a->sha256));
	}
}

static void
print_event(const struct event *e)
{
	char iso[CLOCK_ISO_MAX];
	struct buf line;

	buf_init(&line, NULL);
	buf_printf(&line, "%s  ", clock_format_iso(e->at, iso));
	utf8_add_display(&line, slice_from(e->who), 0);
	buf_add_str(&line, ": ");
	utf8_add_display(&line, slice_from(e->what), 0);
	if (e->why[0] != '\0') {
		buf_add_str(&line, " (");
		utf8_add_display(&line, slice_from(e->why), 0);
		buf_add_str(&line, ")");
	}
	puts(line.data);
	buf_clear(&line);
}

static void
print_dossier(const struct dossier *d, const char *tag, struct arena *arena)
{
	print_head(d->ticket, tag, arena);
	for (size_t i = 0; i < d->message_count; i++)
		print_message(i + 1, &d->messages[i], arena);
	puts("\nHistory");
	for (size_t i = 0; i < d->event_count; i++)
		print_event(&d->events[i]);
}

static int
show_ticket(struct workbench *bench, const struct show_options *o)
{
	struct dossier d = { .ticket = NULL };
	struct error err = { 0 };

	if (!ticket_get(bench->store, o->ticket, bench->arena, &d.ticket, &err))
		return command_failed(&err);
	if (d.ticket == NULL) {
		error_set(&err, ERROR_REJECT, "there is no ticket %lld",
			  (long long)o->ticket);
		return command_failed(&err);
	}
	if (!message_list(bench->store, o->ticket, bench->arena, &d.messages,
			  &d.message_count, &err) ||
	    !ticket_events(bench->store, o->ticket, 0, bench->arena, &d.events,
			   &d.event_count, &err))
		return command_failed(&err);
	if (o->common.json)
		return print_json(ticket_to_json_whole(
			d.ticket, bench->config->tag, d.messages,
			d.message_count, d.events, d.event_count));
	print_dossier(&d, bench->config->tag, bench->arena);
	return 0;
}

static int
write_bytes(struct slice bytes)
{
	struct error err = { 0 };

	return io_write_all(STDOUT_FILENO, bytes.data, bytes.size, &err)
		       ? 0
		       : command_failed(&err);
}

static int
show_raw(struct workbench *bench, const struct show_options *o)
{
	struct error err = { 0 };
	struct slice raw;
	bool found;

	if (!message_raw(bench->store, o->ticket, o->raw, bench->arena, &raw,
			 &found, &err))
		return command_failed(&err);
	if (found)
		return write_bytes(raw);
	error_set(&err, ERROR_REJECT, "ticket %lld has no message %zu",
		  (long long)o->ticket, o->raw);
	return command_failed(&err);
}

/* Only of this ticket: a hash is no key to others' attachments. */
static bool
has_attachment(struct workbench *bench, const struct show_options *o, bool *has,
	       struct error *err)
{
	struct message *messages;
	size_t count;

	*has = false;
	if (!message_list(bench->store, o->ticket, bench->arena, &messages,
			  &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < messages[i].attachment_count; k++)
			if (ascii_casecmp(messages[i].attachments[k].sha256,
					  o->attachment) == 0)
				*has = true;
	return true;
}

static int
show_attachment(struct workbench *bench, const struct show_options *o)
{
	struct error err = { 0 };
	struct slice data;
	bool found;

	if (!has_attachment(bench, o, &found, &err) ||
	    (found && !content_get(bench->store, o->attachment, bench->arena,
				   &data, &found, &err)))
		return command_failed(&err);
	if (found)
		return write_bytes(data);
	error_set(&err, ERROR_REJECT,
		  "ticket %lld has no attachment %s; `ticketgate show %lld` "
		  "lists them",
		  (long long)o->ticket, o->attachment, (long long)o->ticket);
	return command_failed(&err);
}

int
show_command(int argc, char **argv)
{
	struct show_options o = { .ticket = 0 };
	struct workbench bench;
	int status;

	argp_parse(&parser, argc, argv, 0, NULL, &o);
	status = workbench_open(&bench, &o.common, WORKBENCH_LOOK);
	if (status == 0) {
		if (o.raw > 0)
			status = show_raw(&bench, &o);
		else if (o.attachment != NULL)
			status = show_attachment(&bench, &o);
		else
			status = show_ticket(&bench, &o);
	}
	workbench_close(&bench);
	return status;
}
