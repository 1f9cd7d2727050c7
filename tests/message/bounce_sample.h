/*
 * bounce_sample.h - a notice that a mail failed, and what must be read of it.
 */
#ifndef TG_TESTS_MESSAGE_BOUNCE_SAMPLE_H
#define TG_TESTS_MESSAGE_BOUNCE_SAMPLE_H

#include "../test.h"

struct bounce_sample {
	const char *name;
	const char *mail;
	const char *want; /* "address status action" joined by ", " */
	const char *id;	  /* of the message that came back */
};

/* The message that all the notices below return. */
#define RETURNED                                                               \
	"Received: from desk.example.org by mx.example.org\n"                  \
	"From: Help <help@example.org>\n"                                      \
	"To: Ann <ann@example.com>\n"                                          \
	"Subject: [IT #7] Your printer\n"                                      \
	"Message-ID: <m7@example.org>\n"                                       \
	"\n"                                                                   \
	"It is mended.\n"

#define DAEMON                                                                 \
	"Return-Path: <>\n"                                                    \
	"From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.org>\n"       \
	"To: help@example.org\n"

/* How many are read otherwise; each is told. */
int
bounce_samples_failed(const struct bounce_sample *samples, size_t count);

/* Reads each cut at every byte: half a notice must be read without harm,
 * whatever comes out. */
void
bounce_samples_cut(const struct bounce_sample *samples, size_t count);

#endif
