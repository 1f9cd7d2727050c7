/*
 * banned.h - functions that this program does not use, with what to use.
 *
 * Forced into every file by the build (-include). strtok, gets: hidden state
 * or no bounds; sprintf, strcpy, strcat: buf.h or arena_printf(); strncpy:
 * no NUL; system, popen: no shell ever; atoi: no errors, use strtol.
 */
#ifndef TG_BASE_BANNED_H
#define TG_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* The hardened C library makes macros of these under clang, and a macro
 * cannot be poisoned. */
#undef sprintf
#undef vsprintf
#undef strcpy
#undef strcat
#undef strncpy
#undef strncat

#pragma GCC poison strtok strcpy strcat strncpy strncat sprintf vsprintf gets
#pragma GCC poison system popen atoi atol atoll tmpnam mktemp localtime gmtime
#pragma GCC poison strcasecmp strncasecmp asctime ctime

#endif
