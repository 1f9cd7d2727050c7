/*
 * imap_change.c - marking, moving and deleting mails.
 *
 * All of it may be asked twice: after a crash the same action is replayed. A
 * UID that is no longer there was moved or deleted before, by us or by a
 * person, and that is what was wanted.
 */
#include "net/imap_internal.h"

#include "net/mutf7.h"

/* Ranges in one command: two UIDs of ten digits each, so that its line stays
 * under the 8 KB that every server takes (RFC 7162 section 4). */
#define RANGES_MAX 350

/* What the answer may say of each mail: an EXPUNGE or FETCH line, a UID. */
#define NEWS_BYTES_EACH 64

/* What happens to one set of UIDs; libetpan's result. */
typedef int
imap_change(struct imap *imap, struct mailimap_set *set, const char *folder);

/* How many UIDs, from the first of COUNT on, one command may name: a range
 * takes as much of its line as a single one. */
static size_t
chunk_size(const uint32_t *uids, size_t count)
{
	size_t i, ranges = 1;

	for (i = 1; i < count; i++)
		if (uids[i] != uids[i - 1] + 1 && ++ranges > RANGES_MAX)
			return i;
	return count;
}

/* Runs CHANGE over all UIDs in as few commands as fit: a server may look
 * through its whole folder for each. */
static bool
change_all(struct imap *imap, const uint32_t *uids, size_t count,
	   imap_change *change, const char *folder, const char *what,
	   struct error *err)
{
	bool ok = true;

	while (ok && count) {
		size_t some = chunk_size(uids, count);
		struct mailimap_set *set = imap_uid_set(uids, some);

		imap_allow(imap, (uint64_t)some * NEWS_BYTES_EACH);
		ok = imap_done(imap, change(imap, set, folder), what, err);
		mailimap_set_free(set);
		uids += some;
		count -= some;
	}
	return ok;
}

static int
add_flag(struct imap *imap, struct mailimap_set *set,
	 struct mailimap_flag *flag)
{
	struct mailimap_flag_list *list = mailimap_flag_list_new_empty();
	struct mailimap_store_att_flags *store;
	int result;

	if (!flag || !list ||
	    mailimap_flag_list_add(list, flag) != MAILIMAP_NO_ERROR)
		abort();
	store = mailimap_store_att_flags_new_add_flags_silent(list);
	if (!store)
		abort();
	result = mailimap_uid_store(imap->session, set, store);
	mailimap_store_att_flags_free(store);
	return result;
}

static int
mark_seen(struct imap *imap, struct mailimap_set *set, const char *folder)
{
	(void)folder;
	return add_flag(imap, set, mailimap_flag_new_seen());
}

static int
delete_mails(struct imap *imap, struct mailimap_set *set, const char *folder)
{
	int result = add_flag(imap, set, mailimap_flag_new_deleted());

	(void)folder;
	if (result == MAILIMAP_NO_ERROR && imap->folder.can_uidplus)
		result = mailimap_uid_expunge(imap->session, set);
	return result;
}

static int
move_or_copy(struct imap *imap, struct mailimap_set *set, const char *folder)
{
	return imap->folder.can_move
		       ? mailimap_uid_move(imap->session, set, folder)
		       : mailimap_uid_copy(imap->session, set, folder);
}

/* A refusal may mean that the folder is missing, with or without TRYCREATE:
 * it is made and the move asked again. When making it fails too (it exists),
 * the second refusal is the answer. */
static int
move_mails(struct imap *imap, struct mailimap_set *set, const char *folder)
{
	int result = move_or_copy(imap, set, folder);

	if (result == MAILIMAP_ERROR_UID_MOVE ||
	    result == MAILIMAP_ERROR_UID_COPY) {
		mailimap_create(imap->session, folder);
		result = move_or_copy(imap, set, folder);
	}
	if (result == MAILIMAP_NO_ERROR && !imap->folder.can_move)
		result = delete_mails(imap, set, folder);
	return result;
}

bool
imap_store_seen(struct imap *imap, const uint32_t *uids, size_t count,
		struct error *err)
{
	return change_all(imap, uids, count, mark_seen, NULL,
			  "mark mails as seen", err);
}

bool
imap_delete(struct imap *imap, const uint32_t *uids, size_t count,
	    struct error *err)
{
	return change_all(imap, uids, count, delete_mails, NULL, "delete mails",
			  err);
}

bool
imap_move(struct imap *imap, const uint32_t *uids, size_t count,
	  const char *folder, struct error *err)
{
	struct arena *arena = arena_new();
	char *name = mutf7_encode(arena, folder);
	bool ok = false;

	if (name) {
		ok = change_all(imap, uids, count, move_mails, name,
				arena_printf(arena, "move mails to %s", folder),
				err);
	} else {
		error_set(err, ERROR_CONFIG,
			  "the name of the folder to move mails to is empty, "
			  "no UTF-8, or holds a control character");
		imap_blame(imap, err);
	}
	arena_free(arena);
	return ok;
}
