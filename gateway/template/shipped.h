/*
 * shipped.h - the templates of templates/, made part of the program by the
 * build (tools/embed), so that no installation can lack them.
 */
#ifndef TG_TEMPLATE_SHIPPED_H
#define TG_TEMPLATE_SHIPPED_H

#include <stddef.h>

struct template_file {
	const char *name; /* "ack.zh.txt" */
	const char *text;
	size_t size;
};

extern const struct template_file template_shipped[];
extern const size_t template_shipped_count;

#endif
