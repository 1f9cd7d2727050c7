/* Placeholder. */
#include "message/tnef.h"
bool
tnef_read(struct slice bytes, struct arena *arena, struct tnef *out)
{
	(void)bytes;
	(void)arena;
	(void)out;
	return false;
}
