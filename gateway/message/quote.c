/* Placeholder until the real one lands. */
#include "message/quote.h"
void
quote_split(const char *text, bool is_reply, struct arena *arena,
	    struct quote_split *out)
{
	(void)is_reply;
	(void)arena;
	out->reply_text = text;
	out->signature = "";
}
