/*
 * check.h - what holds between the values of a configuration.
 */
#ifndef TG_CONFIG_CHECK_H
#define TG_CONFIG_CHECK_H

#include <libconfig.h>

#include "config/complaints.h"
#include "config/config.h"
#include "config/sources.h"

/* Fills defaults that depend on other values (ports, the mailboxes'
 * addresses, the policy's list of our own addresses). */
void
config_complete(struct config *config, struct arena *arena);

/* Adds what is wrong between values that are each right: duplicates,
 * passwords, encryption, missing files. CONFIG must be complete; ROOT is what
 * it was read from, for the lines. */
void
config_check(const struct config *config, const config_setting_t *root,
	     struct sources *sources, struct complaints *complaints);

#endif
