/*
 * imap.c - opening and closing one folder of a mailbox, and its news.
 *
 * What goes wrong: servers that say less than the standard asks (no
 * UIDVALIDITY), that refuse for a while or for ever (told apart by RFC 5530's
 * codes where there are any), and everything that connection.c catches.
 */
#include "net/imap_internal.h"

#include "base/clock.h"
#include "net/mutf7.h"

#define CLOSE_MS 3000 /* how long a logout may take */

/* A folder that is not there, or not for us: a person must act. */
static const char *const lasting_refusals[] = { "NONEXISTENT", "NOPERM",
						"CANNOT" };

void
imap_allow(struct imap *imap, uint64_t bytes)
{
	connection_allow(&imap->connection, bytes, IMAP_ANSWER_ROOM);
}

bool
imap_blame(const struct imap *imap, struct error *err)
{
	const struct imap_options *options = &imap->options;

	return error_context(err, "mailbox %s folder %s", options->server.user,
			     options->folder);
}

/* The class of a NO or BAD, by its response code or, without one, by words
 * that every server uses for a folder that is not there. */
static enum error_class
class_of_refusal(const mailimap *session)
{
	const struct mailimap_response_info *info = session->imap_response_info;
	const char *code = info ? info->rsp_atom : NULL;
	const char *text = session->imap_response;
	size_t i;

	for (i = 0; code && i < sizeof(lasting_refusals) / sizeof(char *); i++)
		if (ascii_casecmp(code, lasting_refusals[i]) == 0)
			return ERROR_CONFIG;
	if (!code && text &&
	    slice_find_nocase(slice_from(text), "exist", 0) != (size_t)-1)
		return ERROR_CONFIG;
	return ERROR_RETRY;
}

/* EXPUNGE takes away, EXISTS sets anew: what was looked at shrinks with the
 * first, so that a mail which came meanwhile still shows. */
static void
take_news(struct imap *imap)
{
	const mailimap *session = imap->session;
	uint32_t gone = 0;

	if (session->imap_response_info &&
	    session->imap_response_info->rsp_expunged)
		gone = (uint32_t)clist_count(
			session->imap_response_info->rsp_expunged);
	imap->looked = imap->looked > gone ? imap->looked - gone : 0;
	if (session->imap_selection_info)
		imap->folder.exists = session->imap_selection_info->sel_exists;
}

bool
imap_done(struct imap *imap, int result, const char *what, struct error *err)
{
	const char *text = imap->session->imap_response;

	if (imap->connection.err.class != ERROR_NONE) {
		if (err)
			*err = imap->connection.err;
		return imap_blame(imap, err);
	}
	if (result == MAILIMAP_NO_ERROR) {
		take_news(imap);
		return true;
	}
	if (result == MAILIMAP_ERROR_PARSE ||
	    result == MAILIMAP_ERROR_PROTOCOL ||
	    result == MAILIMAP_ERROR_STREAM || !text)
		error_set(err, ERROR_RETRY,
			  "cannot %s: the server's answer is no IMAP", what);
	else
		error_set(err, class_of_refusal(imap->session),
			  "cannot %s: the server refuses: %s", what, text);
	return imap_blame(imap, err);
}

bool
imap_has_news(const struct imap *imap)
{
	return imap->folder.exists > imap->looked;
}

struct mailimap_set *
imap_uid_set(const uint32_t *uids, size_t count)
{
	struct mailimap_set *set = mailimap_set_new_empty();
	size_t i, first = 0;

	if (!set)
		abort();
	for (i = 1; i <= count; i++) {
		if (i < count && uids[i] == uids[i - 1] + 1)
			continue;
		if (mailimap_set_add_interval(set, uids[first], uids[i - 1]) !=
		    MAILIMAP_NO_ERROR)
			abort();
		first = i;
	}
	return set;
}

/* --- libetpan's stream over our connection ----------------------------- */

static ssize_t
stream_read(mailstream_low *low, void *out, size_t size)
{
	struct imap *imap = low->data;
	uint64_t budget = imap->connection.budget;
	ssize_t got = connection_read(&imap->connection, out, size);

	if (got <= 0 || guard_look(&imap->guard, out, (size_t)got, budget))
		return got;
	connection_fail(&imap->connection, ERROR_RETRY,
			"sent what no mail server sends");
	return -1;
}

static ssize_t
stream_write(mailstream_low *low, const void *data, size_t size)
{
	struct imap *imap = low->data;

	return connection_write(&imap->connection, data, size);
}

static int
stream_close(mailstream_low *low)
{
	(void)low; /* imap_close() closes the connection */
	return 0;
}

static int
stream_get_fd(mailstream_low *low)
{
	return ((struct imap *)low->data)->connection.fd;
}

static void
stream_free(mailstream_low *low)
{
	free(low);
}

static void
stream_cancel(mailstream_low *low)
{
	(void)low;
}

static struct mailstream_cancel *
stream_get_cancel(mailstream_low *low)
{
	(void)low;
	return NULL;
}

static carray *
stream_certificates(mailstream_low *low)
{
	(void)low;
	return NULL;
}

static int
stream_no_idle(mailstream_low *low)
{
	(void)low;
	return -1;
}

static mailstream_low_driver stream_driver = {
	.mailstream_read = stream_read,
	.mailstream_write = stream_write,
	.mailstream_close = stream_close,
	.mailstream_get_fd = stream_get_fd,
	.mailstream_free = stream_free,
	.mailstream_cancel = stream_cancel,
	.mailstream_get_cancel = stream_get_cancel,
	.mailstream_get_certificate_chain = stream_certificates,
	.mailstream_setup_idle = stream_no_idle,
	.mailstream_unsetup_idle = stream_no_idle,
	.mailstream_interrupt_idle = stream_no_idle,
};

/* libcurl has read the greeting and logged in. libetpan wants a greeting too:
 * it gets one that says what is true, that the login is done. */
static void
attach(struct imap *imap)
{
	mailstream_low *low = mailstream_low_new(imap, &stream_driver);

	imap->session = mailimap_new(0, NULL);
	imap->stream = low ? mailstream_new(low, 64 * 1024) : NULL;
	if (!imap->session || !imap->stream)
		abort();
	buf_add_str(&imap->connection.early, "* PREAUTH ready\r\n");
}

/* --- opening ----------------------------------------------------------- */

/* RFC 5530's codes of a refusal that succeeds later by itself. */
static bool
refusal_passes(struct slice line)
{
	static const char *const codes[] = { "[UNAVAILABLE]", "[INUSE]",
					     "[LIMIT]", "[SERVERBUG]" };
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (slice_find_nocase(line, codes[i], 0) != (size_t)-1)
			return true;
	return false;
}

static bool
log_in(struct imap *imap, struct error *err)
{
	const struct net_server *server = &imap->options.server;
	struct connection_options options = { .server = server,
					      .scheme = "imap",
					      .path = "",
					      .login_s = server->timeout_s,
					      .passes = refusal_passes };

	return connection_open(&imap->connection, &options, err);
}

/* Notes the capabilities that a line names, untagged or in a response code:
 * "* CAPABILITY IMAP4rev1 IDLE" or "caps OK [CAPABILITY IMAP4rev1 IDLE] x" */
static void
note_capabilities(struct imap_folder *folder, struct slice line)
{
	const struct {
		const char *name;
		bool *known;
	} names[] = {
		{ "IDLE", &folder->can_idle },
		{ "MOVE", &folder->can_move },
		{ "UIDPLUS", &folder->can_uidplus },
	};
	size_t i, end, start = slice_find_nocase(line, "CAPABILITY ", 0);

	while (start < line.size) {
		struct slice word;

		end = start;
		while (end < line.size && !strchr(" ]", line.data[end]))
			end++;
		word = slice_sub(line, start, end);
		for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (slice_equal_nocase(word, names[i].name))
				*names[i].known = true;
		start = end + 1;
	}
}

/* Asked by hand: the library does not outlive a server that answers without
 * naming any. */
static bool
ask_capabilities(struct imap *imap, struct error *err)
{
	enum imap_line kind;
	struct buf line;

	buf_init(&line, NULL);
	kind = imap_say(imap, "caps CAPABILITY") ? LINE_OTHER : LINE_FAILED;
	while (kind == LINE_OTHER || kind == LINE_UNTAGGED) {
		kind = imap_read_line(imap, "caps", &line);
		if (kind == LINE_UNTAGGED || kind == LINE_OK)
			note_capabilities(&imap->folder, buf_slice(&line));
	}
	buf_clear(&line);
	return imap_done(imap,
			 kind == LINE_OK ? MAILIMAP_NO_ERROR
					 : MAILIMAP_ERROR_CAPABILITY,
			 "ask for capabilities", err);
}

/* libetpan reads the greeting that attach() wrote for it. */
static bool
greet(struct imap *imap, struct error *err)
{
	int result = mailimap_connect(imap->session, imap->stream);

	return imap_done(imap,
			 result == MAILIMAP_NO_ERROR_AUTHENTICATED
				 ? MAILIMAP_NO_ERROR
				 : MAILIMAP_ERROR_PROTOCOL,
			 "begin", err);
}

static bool
select_folder(struct imap *imap, struct error *err)
{
	struct arena *arena = arena_new();
	char *name = mutf7_encode(arena, imap->options.folder);
	const struct mailimap_selection_info *info;
	bool ok = false;
	int result;

	if (!name) {
		error_set(err, ERROR_CONFIG,
			  "the folder's name is empty, no UTF-8, or holds a "
			  "control character");
		imap_blame(imap, err);
		goto out;
	}
	imap_allow(imap, 0);
	result = mailimap_select(imap->session, name);
	if (!imap_done(imap, result, "open the folder", err))
		goto out;
	info = imap->session->imap_selection_info;
	imap->folder.uidvalidity = info->sel_uidvalidity;
	imap->folder.uidnext = info->sel_uidnext;
	if (!info->sel_uidvalidity) {
		error_set(err, ERROR_RETRY, "the server tells no UIDVALIDITY");
		imap_blame(imap, err);
		goto out;
	}
	ok = true;
out:
	arena_free(arena);
	return ok;
}

bool
imap_open(const struct imap_options *options, struct imap **out,
	  struct error *err)
{
	struct imap *imap;

	if (!net_server_check(&options->server, err))
		return false;
	if (!options->server.user || !*options->server.user)
		return error_set(err, ERROR_CONFIG,
				 "no user is given for the mailbox on %s",
				 options->server.host);
	imap = calloc(1, sizeof(*imap));
	if (!imap)
		abort();
	imap->options = *options;
	if (!imap->options.folder || !*imap->options.folder)
		imap->options.folder = "INBOX";
	if (!log_in(imap, err)) {
		imap_blame(imap, err);
		free(imap);
		return false;
	}
	attach(imap);
	if (!greet(imap, err) || !ask_capabilities(imap, err) ||
	    !select_folder(imap, err)) {
		imap_close(imap);
		return false;
	}
	*out = imap;
	return true;
}

/* libetpan logs out when it is freed, unless the connection already failed:
 * then every write fails at once. */
void
imap_close(struct imap *imap)
{
	if (!imap)
		return;
	imap_allow(imap, 0);
	if (imap->connection.deadline > clock_monotonic_ms() + CLOSE_MS)
		imap->connection.deadline = clock_monotonic_ms() + CLOSE_MS;
	if (!imap->session->imap_stream)
		mailstream_close(imap->stream);
	mailimap_free(imap->session);
	connection_close(&imap->connection);
	free(imap);
}

const struct imap_folder *
imap_folder(const struct imap *imap)
{
	return &imap->folder;
}

bool
imap_noop(struct imap *imap, bool *changed, struct error *err)
{
	imap_allow(imap, 0);
	if (!imap_done(imap, mailimap_noop(imap->session), "ask for news", err))
		return false;
	if (changed)
		*changed = imap_has_news(imap);
	return true;
}
