/*
 * explain.c - the decision over one mail, for looking at.
 */
#include "desk/explain.h"

#include "desk/case.h"

bool
desk_explain(struct desk *desk, const struct facts *facts,
	     const struct verdict *verdict, const char *mailbox, int64_t now,
	     struct arena *arena, struct desk_explanation *out,
	     struct error *err)
{
	struct desk_case c = { .desk = desk,
			       .arena = arena,
			       .now = now,
			       .mailbox = mailbox,
			       .facts = facts,
			       .verdict = verdict };
	bool ok;

	if (!store_begin(desk->store, err))
		return false;
	ok = desk_gather(&c, err);
	if (ok) {
		c.plan = decide(&c.in, arena);
		ok = desk_apply(&c, err);
	}
	if (ok) {
		out->view = decide_view(&c.in, arena);
		out->plan = c.plan;
		out->mails = c.drafts;
		out->mail_count = c.mails;
	}
	store_rollback(desk->store);
	return ok;
}
