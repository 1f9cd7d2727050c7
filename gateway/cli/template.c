/*
 * template.c - `ticketgate template list` and `template preview NAME`: what
 * the desk's mails look like, before anybody gets one.
 *
 * A preview is made of sample data, in which the ticket may be a real one.
 * Nothing is sent or recorded.
 */
#include <sysexits.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/options.h"
#include "desk/templates.h"
#include "store/tickets.h"
#include "template/data.h"

struct template_options {
	struct options common;
	const char *action;   /* "list" or "preview" */
	const char *name;     /* NULL: not given */
	const char *language; /* NULL: not given */
	int64_t ticket;	      /* 0: the sample's */
	bool html;
};

static const struct argp_option option_table[] = {
	{ "ticket", 't', "N", 0, "fill in ticket N", 0 },
	{ "language", 'l', "LANG", 0, "in this language: en, de, zh, ...", 0 },
	{ "html", 'H', NULL, 0, "print the HTML part", 0 },
	{ 0 }
};

static void
parse_word(const char *arg, struct template_options *o,
	   struct argp_state *state)
{
	if (o->action == NULL)
		o->action = arg;
	else if (o->name == NULL)
		o->name = arg;
	else
		argp_error(state, "one template at a time");
}

static void
check_words(const struct template_options *o, struct argp_state *state)
{
	if (o->action == NULL)
		argp_error(state, "say list, or preview NAME");
	else if (strcmp(o->action, "list") == 0 && o->name != NULL)
		argp_error(state, "list takes no name");
	else if (strcmp(o->action, "preview") == 0 && o->name == NULL)
		argp_error(state, "preview which one? `ticketgate template "
				  "list` names all");
	else if (strcmp(o->action, "list") != 0 &&
		 strcmp(o->action, "preview") != 0)
		argp_error(state, "'%s' is neither list nor preview",
			   o->action);
}

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct template_options *o = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o->common;
		return 0;
	case 't':
		o->ticket = option_number(arg, "ticket", state);
		return 0;
	case 'l':
		o->language = arg;
		return 0;
	case 'H':
		o->html = true;
		return 0;
	case ARGP_KEY_ARG:
		parse_word(arg, o, state);
		return 0;
	case ARGP_KEY_END:
		check_words(o, state);
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
	.args_doc = "list\npreview NAME",
	.children = children,
	.doc = "Lists the mails that the desk sends, or shows one of them "
	       "with sample data or those of a ticket. Nothing is sent.",
};

/* list */

static int
list_json(void)
{
	json_t *array = json_array();

	for (size_t i = 0; i < template_catalog_count; i++)
		json_array_append_new(
			array,
			json_pack("{s:s, s:s, s:s}", "name",
				  template_catalog[i].name, "audience",
				  template_catalog[i].audience, "purpose",
				  template_catalog[i].purpose));
	return print_json(array);
}

static int
list_templates(const struct template_options *o)
{
	if (o->common.json)
		return list_json();
	for (size_t i = 0; i < template_catalog_count; i++)
		printf("%-13s %-10s %s\n", template_catalog[i].name,
		       template_catalog[i].audience,
		       template_catalog[i].purpose);
	return 0;
}

/* preview */

static bool
fill_ticket(struct workbench *bench, struct template_options *o, json_t *data,
	    struct error *err)
{
	struct ticket *ticket = NULL;

	if (o->ticket == 0)
		return true;
	if (!ticket_get(bench->store, o->ticket, bench->arena, &ticket, err))
		return false;
	if (ticket == NULL)
		return error_set(err, ERROR_REJECT, "there is no ticket %lld",
				 (long long)o->ticket);
	if (o->language == NULL)
		o->language = ticket->language;
	template_data_set(
		data, "ticket",
		template_ticket(ticket, bench->config->tag, clock_now()));
	return true;
}

/* The sample, from this desk, with the ticket that was asked for. */
static json_t *
preview_data(struct workbench *bench, struct template_options *o,
	     struct error *err)
{
	json_t *data = template_sample(o->name), *desk;

	if (data == NULL) {
		error_set(err, ERROR_REJECT,
			  "no mail is called '%s'; `ticketgate template list` "
			  "names all",
			  o->name);
		return NULL;
	}
	desk = json_object_get(data, "desk");
	json_object_set_new(desk, "name",
			    json_string(bench->config->desk_name));
	json_object_set_new(desk, "address",
			    json_string(bench->config->address));
	json_object_set_new(desk, "tag", json_string(bench->config->tag));
	if (fill_ticket(bench, o, data, err))
		return data;
	json_decref(data);
	return NULL;
}

/* Sentences in the language that is asked for: a desk says other ones. */
static void
preview_lines(const struct template_set *set, const char *language,
	      json_t *data, struct arena *arena)
{
	const struct phrase *lines[] = {
		phrase_with(arena, PHRASE_WROTE, "Ana Silva"),
		phrase_with(arena, PHRASE_IS_RELATED, "[IT #1042]",
			    "[IT #1038]"),
	};

	json_object_set_new(data, "lines", json_array());
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		template_data_add(data, "lines",
				  json_string(template_set_words(
					  set, language, lines[i], arena)));
}

static int
preview_json(const struct rendered *mail)
{
	json_t *headers = json_array();

	for (size_t i = 0; i < mail->header_count; i++)
		json_array_append_new(headers,
				      json_pack("{s:s, s:s}", "name",
						mail->headers[i].name, "value",
						mail->headers[i].value));
	return print_json(json_pack("{s:s, s:s, s:o, s:s, s:s}", "language",
				    mail->language, "subject", mail->subject,
				    "headers", headers, "text", mail->text,
				    "html", mail->html));
}

static int
preview_text(const struct rendered *mail, bool html)
{
	struct buf out;

	if (html && mail->html[0] == '\0') {
		fputs("ticketgate: this mail has no HTML part\n", stderr);
		return EX_DATAERR;
	}
	buf_init(&out, NULL);
	if (!html) {
		buf_printf(&out, "Subject: %s\n", mail->subject);
		for (size_t i = 0; i < mail->header_count; i++)
			buf_printf(&out, "%s: %s\n", mail->headers[i].name,
				   mail->headers[i].value);
		buf_add_char(&out, '\n');
	}
	utf8_add_display_text(&out, slice_from(html ? mail->html : mail->text));
	fputs(out.data ? out.data : "", stdout);
	buf_clear(&out);
	return 0;
}

static int
preview(struct workbench *bench, struct template_options *o)
{
	struct error err = { 0 };
	struct template_set *set =
		desk_templates_load(bench->config, bench->sources, &err);
	json_t *data = set ? preview_data(bench, o, &err) : NULL;
	const char *language =
		o->language ? o->language : bench->config->policy.language;
	struct rendered mail;
	int status;

	if (data != NULL)
		preview_lines(set, language, data, bench->arena);
	if (data == NULL || !template_render(set, o->name, language, data,
					     bench->arena, &mail, &err))
		status = command_failed(&err);
	else if (o->common.json)
		status = preview_json(&mail);
	else
		status = preview_text(&mail, o->html);
	json_decref(data);
	template_set_free(set);
	return status;
}

int
template_command(int argc, char **argv)
{
	struct template_options o = { .ticket = 0 };
	struct workbench bench;
	int status;

	argp_parse(&parser, argc, argv, 0, NULL, &o);
	if (strcmp(o.action, "list") == 0)
		return list_templates(&o);
	status = workbench_open(&bench, &o.common,
				o.ticket ? WORKBENCH_READ : WORKBENCH_CONFIG);
	if (status == 0)
		status = preview(&bench, &o);
	workbench_close(&bench);
	return status;
}
