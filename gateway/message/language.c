#include "message/language.h"
const char *language_detect(const char *text){(void)text;return "";}
bool language_preload(struct error *err){(void)err;return true;}
