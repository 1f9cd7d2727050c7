/*
 * tell.c - mails about the desk itself, to its admin.
 */
#include "desk/tell.h"

#include "desk/case.h"

bool
desk_tell_admin(struct desk *desk, const struct complaints *complaints,
		int64_t now, struct arena *arena, struct error *err)
{
	struct plan_mail mail = {
		.template = "rules-broken",
		.to = { "", desk->config->admin },
		.language = desk->config->policy.language,
		.purpose = PURPOSE_LIST,
		.automatic = true,
		.to_staff = true,
		.text = "",
		.answer = "",
		.query = "",
	};
	struct op op = { .type = OP_MAIL,
			 .who = "desk",
			 .why = "the new files have errors",
			 .mail = &mail };
	struct plan plan = { .ops = &op, .op_count = 1 };
	struct desk_case c = { .desk = desk,
			       .arena = arena,
			       .now = now,
			       .mailbox = "",
			       .plan = &plan };

	if (desk->config->admin[0] == '\0')
		return true;
	for (size_t i = 0; i < complaints->count; i++)
		phrase_add(&mail.lines,
			   phrase_text(complaint_format(&complaints->items[i],
							arena),
				       arena),
			   arena);
	if (store_begin(desk->store, err) && desk_apply(&c, err) &&
	    store_commit(desk->store, err))
		return true;
	store_rollback(desk->store);
	return false;
}
