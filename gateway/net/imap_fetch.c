/*
 * imap_fetch.c - which mails there are, and their bytes.
 *
 * First sizes, flags and dates of up to IMAP_UIDS_MAX mails, then bodies in
 * batches: one round trip a mail would be slow, all at once would hold all in
 * memory. What goes wrong: mails that vanish in between (left out), sizes
 * that lie (the byte budget), results of a command that failed (never used).
 */
#include "net/imap_internal.h"

#include "base/clock.h"

#define BATCH_MAILS 64
#define BATCH_BYTES (4u * 1024 * 1024)

/* Bytes of a header of a mail that is too large to be fetched whole. */
#define HEADER_MAX (256u * 1024)

/* What a UID takes in an answer to SEARCH: a blank and ten digits. */
#define UID_BYTES 11

/* What a mail takes in an answer besides its bytes. */
#define MAIL_ROOM 1024

#define SIZE_NOT_TOLD SIZE_MAX

static int
compare_uids(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Copies a search result into ARENA: at least FROM, ascending, none twice. */
static void
take_uids(clist *result, uint32_t from, struct arena *arena, uint32_t **uids,
	  size_t *count)
{
	size_t i, kept = 0, found = 0;
	uint32_t *list =
		arena_calloc(arena, (size_t)clist_count(result), sizeof(*list));
	clistiter *cell;

	for (cell = clist_begin(result); cell; cell = clist_next(cell)) {
		uint32_t uid = *(uint32_t *)clist_content(cell);

		if (uid >= from)
			list[found++] = uid;
	}
	qsort(list, found, sizeof(*list), compare_uids);
	for (i = 0; i < found; i++)
		if (!kept || list[kept - 1] != list[i])
			list[kept++] = list[i];
	*uids = list;
	*count = kept;
}

/* The UIDs of SET, which it frees, that are in the folder and at least FROM. */
static bool
search(struct imap *imap, struct mailimap_set *set, uint32_t from,
       struct arena *arena, uint32_t **uids, size_t *count, struct error *err)
{
	struct mailimap_search_key *key = mailimap_search_key_new_uid(set);
	clist *result = NULL;
	bool ok;

	if (!key)
		abort();
	imap_allow(imap, (uint64_t)imap->folder.exists * UID_BYTES);
	ok = imap_done(imap,
		       mailimap_uid_search(imap->session, NULL, key, &result),
		       "list the mails", err);
	mailimap_search_key_free(key);
	if (!ok)
		return false;
	*uids = NULL;
	*count = 0;
	if (result) {
		take_uids(result, from, arena, uids, count);
		mailimap_search_result_free(result);
	}
	return true;
}

bool
imap_uids(struct imap *imap, uint32_t from, struct arena *arena,
	  uint32_t **uids, size_t *count, struct error *err)
{
	from = from ? from : 1;
	if (!search(imap, mailimap_set_new_interval(from, 0), from, arena, uids,
		    count, err))
		return false;
	imap->looked = imap->folder.exists;
	return true;
}

/* --- reading one FETCH answer ------------------------------------------ */

static int64_t
seconds_of(const struct mailimap_date_time *date)
{
	int zone = date->dt_zone; /* +hhmm */
	int64_t offset = (zone / 100) * 3600 + (zone % 100) * 60;

	return clock_from_civil(date->dt_year, date->dt_month, date->dt_day,
				date->dt_hour, date->dt_min, date->dt_sec) -
	       offset;
}

static void
read_flags(const struct mailimap_msg_att_dynamic *flags, struct imap_mail *mail)
{
	clistiter *cell;

	if (!flags || !flags->att_list)
		return;
	for (cell = clist_begin(flags->att_list); cell;
	     cell = clist_next(cell)) {
		const struct mailimap_flag_fetch *flag = clist_content(cell);

		if (flag->fl_flag &&
		    flag->fl_flag->fl_type == MAILIMAP_FLAG_SEEN)
			mail->seen = true;
	}
}

static void
read_static(const struct mailimap_msg_att_static *item, struct imap_mail *mail)
{
	const struct mailimap_msg_att_body_section *section;

	switch (item->att_type) {
	case MAILIMAP_MSG_ATT_UID:
		mail->uid = item->att_data.att_uid;
		break;
	case MAILIMAP_MSG_ATT_RFC822_SIZE:
		mail->size = item->att_data.att_rfc822_size;
		break;
	case MAILIMAP_MSG_ATT_INTERNALDATE:
		if (item->att_data.att_internal_date)
			mail->internaldate =
				seconds_of(item->att_data.att_internal_date);
		break;
	case MAILIMAP_MSG_ATT_BODY_SECTION:
		section = item->att_data.att_body_section;
		if (section && section->sec_body_part)
			mail->bytes = slice_of(section->sec_body_part,
					       section->sec_length);
		else
			mail->bytes = slice_from("");
		break;
	default:
		break;
	}
}

/* Bytes without data: the answer holds no body. */
static struct imap_mail
read_mail(const struct mailimap_msg_att *attributes)
{
	struct imap_mail mail = { .size = SIZE_NOT_TOLD };
	clistiter *cell;

	for (cell = clist_begin(attributes->att_list); cell;
	     cell = clist_next(cell)) {
		const struct mailimap_msg_att_item *item = clist_content(cell);

		if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC)
			read_static(item->att_data.att_static, &mail);
		else if (item->att_type == MAILIMAP_MSG_ATT_ITEM_DYNAMIC)
			read_flags(item->att_data.att_dyn, &mail);
	}
	return mail;
}

/* --- asking ------------------------------------------------------------ */

static struct mailimap_fetch_att *
headers_of_oversized(void)
{
	return mailimap_fetch_att_new_body_peek_section_partial(
		mailimap_section_new_header(), 0, HEADER_MAX);
}

static struct mailimap_fetch_att *
whole_mails(void)
{
	return mailimap_fetch_att_new_body_peek_section(
		mailimap_section_new(NULL));
}

static struct mailimap_fetch_type *
attributes_new(struct mailimap_fetch_att *const *list, size_t count)
{
	struct mailimap_fetch_type *type =
		mailimap_fetch_type_new_fetch_att_list_empty();
	size_t i;

	for (i = 0; type && i < count; i++)
		if (!list[i] || mailimap_fetch_type_new_fetch_att_list_add(
					type, list[i]) != MAILIMAP_NO_ERROR)
			abort();
	if (!type)
		abort();
	return type;
}

/* Sends one UID FETCH; *RESULT is the caller's only on success. */
static bool
fetch(struct imap *imap, const uint32_t *uids, size_t count, uint64_t bytes,
      struct mailimap_fetch_type *type, clist **result, struct error *err)
{
	struct mailimap_set *set = imap_uid_set(uids, count);
	int code;

	*result = NULL;
	imap_allow(imap, bytes + (uint64_t)count * MAIL_ROOM);
	code = mailimap_uid_fetch(imap->session, set, type, result);
	mailimap_set_free(set);
	mailimap_fetch_type_free(type);
	return imap_done(imap, code, "fetch mails", err);
}

/* A mail that did not come may have been removed meanwhile, or be one that
 * the server cannot read: then it must not be passed over. */
static bool
check_missing(struct imap *imap, const uint32_t *uids, size_t count,
	      struct error *err)
{
	struct arena *arena = arena_new();
	uint32_t *there;
	size_t found;
	bool ok;

	ok = search(imap, imap_uid_set(uids, count), 1, arena, &there, &found,
		    err);
	if (ok && found) {
		ok = error_set(err, ERROR_RETRY,
			       "the server has the mail of UID %u and does not "
			       "give it",
			       there[0]);
		imap_blame(imap, err);
	}
	arena_free(arena);
	return ok;
}

/* Takes over what an answer tells of the mails in UIDS; it may tell it in
 * parts, and news of others between. */
static void
take_overview(clist *result, const uint32_t *uids, size_t count,
	      struct imap_mail *mails)
{
	clistiter *cell;
	size_t i;

	for (i = 0; i < count; i++)
		mails[i] = (struct imap_mail){ .uid = uids[i],
					       .size = SIZE_NOT_TOLD };
	for (cell = result ? clist_begin(result) : NULL; cell;
	     cell = clist_next(cell)) {
		struct imap_mail news = read_mail(clist_content(cell));
		const uint32_t *uid = bsearch(&news.uid, uids, count,
					      sizeof(*uids), compare_uids);
		struct imap_mail *mail = uid ? &mails[uid - uids] : NULL;

		if (!mail)
			continue;
		mail->seen |= news.seen;
		if (news.size != SIZE_NOT_TOLD)
			mail->size = news.size;
		if (news.internaldate)
			mail->internaldate = news.internaldate;
	}
}

/* Keeps the mails whose size was told; the others are gone, or it fails. */
static bool
keep_told(struct imap *imap, struct imap_mail *mails, size_t count,
	  size_t *kept, struct error *err)
{
	uint32_t missing[IMAP_UIDS_MAX];
	size_t i, absent = 0;

	*kept = 0;
	for (i = 0; i < count; i++)
		if (mails[i].size == SIZE_NOT_TOLD)
			missing[absent++] = mails[i].uid;
		else
			mails[(*kept)++] = mails[i];
	return !absent || check_missing(imap, missing, absent, err);
}

/* Sizes, dates and flags of those of COUNT mails that are still there; *KEPT
 * of them, by ascending UID. MAILS has room for COUNT. */
static bool
fetch_overview(struct imap *imap, const uint32_t *uids, size_t count,
	       struct imap_mail *mails, size_t *kept, struct error *err)
{
	struct mailimap_fetch_att *const wanted[] = {
		mailimap_fetch_att_new_uid(),
		mailimap_fetch_att_new_flags(),
		mailimap_fetch_att_new_internaldate(),
		mailimap_fetch_att_new_rfc822_size(),
	};
	clist *result;

	if (!fetch(imap, uids, count, 0,
		   attributes_new(wanted, sizeof(wanted) / sizeof(wanted[0])),
		   &result, err))
		return false;
	take_overview(result, uids, count, mails);
	if (result)
		mailimap_fetch_list_free(result);
	return keep_told(imap, mails, count, kept, err);
}

/* --- handing over ------------------------------------------------------ */

struct batch {
	struct imap_mail *mails; /* of the overview */
	uint32_t uids[BATCH_MAILS];
	size_t count;
	uint64_t bytes;
	bool oversized;
	imap_mail_handler *handler;
	void *context;
};

/* An answer may name a mail twice, or one that nobody asked for, or news of
 * its flags alone. */
static bool
find_body(clist *result, uint32_t uid, struct slice *bytes)
{
	clistiter *cell;

	for (cell = clist_begin(result); cell; cell = clist_next(cell)) {
		struct imap_mail body = read_mail(clist_content(cell));

		if (body.uid == uid && body.bytes.data) {
			*bytes = body.bytes;
			return true;
		}
	}
	return false;
}

static bool
hand_over(struct imap *imap, struct batch *batch, clist *result,
	  struct error *err)
{
	size_t i;

	for (i = 0; i < batch->count; i++) {
		struct imap_mail *mail = &batch->mails[i];

		mail->oversized = batch->oversized;
		if (!result || !find_body(result, mail->uid, &mail->bytes)) {
			if (!check_missing(imap, &mail->uid, 1, err))
				return false;
		} else if (!batch->handler(mail, batch->context, err)) {
			return false;
		}
	}
	return true;
}

static bool
fetch_batch(struct imap *imap, struct batch *batch, struct error *err)
{
	struct mailimap_fetch_att *const wanted[] = {
		mailimap_fetch_att_new_uid(),
		batch->oversized ? headers_of_oversized() : whole_mails(),
	};
	clist *result;
	bool ok;

	/* sizes are estimates on some servers: room for twice as much */
	if (!fetch(imap, batch->uids, batch->count, batch->bytes * 2,
		   attributes_new(wanted, 2), &result, err))
		return false;
	ok = hand_over(imap, batch, result, err);
	if (result)
		mailimap_fetch_list_free(result);
	return ok;
}

/* Fills BATCH from the first of COUNT mails on, with as many as fit and are
 * of one sort. */
static void
batch_fill(struct batch *batch, struct imap_mail *mails, size_t count,
	   size_t max_message)
{
	batch->mails = mails;
	batch->count = 0;
	batch->bytes = 0;
	batch->oversized = mails[0].size > max_message;
	while (batch->count < count && batch->count < BATCH_MAILS) {
		struct imap_mail *mail = &mails[batch->count];
		uint64_t bytes = batch->oversized ? HEADER_MAX : mail->size;

		if ((mail->size > max_message) != batch->oversized ||
		    (batch->count && batch->bytes + bytes > BATCH_BYTES))
			break;
		batch->bytes += bytes;
		batch->uids[batch->count++] = mail->uid;
	}
}

static bool
fetch_some(struct imap *imap, const uint32_t *uids, size_t count,
	   struct imap_mail *mails, struct batch *batch, struct error *err)
{
	size_t found, done = 0;

	if (!fetch_overview(imap, uids, count, mails, &found, err))
		return false;
	while (done < found) {
		batch_fill(batch, mails + done, found - done,
			   imap->options.max_message);
		if (!fetch_batch(imap, batch, err))
			return false;
		done += batch->count;
	}
	return true;
}

bool
imap_fetch(struct imap *imap, const uint32_t *uids, size_t count,
	   imap_mail_handler *handler, void *context, struct error *err)
{
	struct batch batch = { .handler = handler, .context = context };
	struct arena *arena = arena_new();
	struct imap_mail *mails =
		arena_calloc(arena, IMAP_UIDS_MAX, sizeof(*mails));
	size_t done = 0;
	bool ok = true;

	while (ok && done < count) {
		size_t some = count - done;

		if (some > IMAP_UIDS_MAX)
			some = IMAP_UIDS_MAX;
		ok = fetch_some(imap, uids + done, some, mails, &batch, err);
		done += some;
	}
	arena_free(arena);
	return ok;
}
