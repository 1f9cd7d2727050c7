/*
 * explain.h - what the desk would do with a mail, without doing it.
 */
#ifndef TG_DESK_EXPLAIN_H
#define TG_DESK_EXPLAIN_H

#include "desk/desk.h"
#include "message/draft.h"
#include "ticket/view.h"

struct desk_explanation {
	struct decide_view view;
	struct plan *plan;
	struct draft **mails; /* that would be sent, as they would go out */
	size_t mail_count;
};

/*
 * Decides over a mail and carries the plan out in a transaction that is then
 * rolled back: everything is as it would be (ticket numbers too), and nothing
 * is changed. DESK must be open for writing. MAILBOX as in a receipt.
 */
bool
desk_explain(struct desk *desk, const struct facts *facts,
	     const struct verdict *verdict, const char *mailbox, int64_t now,
	     struct arena *arena, struct desk_explanation *out,
	     struct error *err);

#endif
