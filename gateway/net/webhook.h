/*
 * webhook.h - telling an https address of something, by a POST of JSON.
 */
#ifndef TG_NET_WEBHOOK_H
#define TG_NET_WEBHOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

struct webhook_options {
	const char *ca_file; /* PEM; replaces the system's authorities; "" */
	int64_t timeout_s;   /* for all of one call; 1..60 */
};

enum webhook_outcome {
	WEBHOOK_ACCEPTED, /* 2xx */
	WEBHOOK_REFUSED,  /* for good: 3xx (redirects are not followed), 4xx,
			     an address that cannot be called */
	WEBHOOK_RETRY	  /* 408, 425, 429, 5xx, no answer, no valid
			     certificate: may be called again */
};

#define WEBHOOK_TEXT_MAX 512

struct webhook_result {
	enum webhook_outcome outcome;
	int status;		     /* of HTTP; 0: no answer */
	char text[WEBHOOK_TEXT_MAX]; /* in words; no control characters */
};

/*
 * Calls URL, which must be https, with BODY. The certificate is verified, no
 * redirect is followed, no proxy of the environment is used, and whatever
 * the server does it is over after the timeout. NUMBER goes along in the
 * header X-Ticketgate-Delivery: a receiver that sees one twice has got the
 * same call twice. Returns RESULT->outcome.
 */
enum webhook_outcome
webhook_call(const struct webhook_options *options, const char *url,
	     int64_t number, struct slice body, struct webhook_result *result);

#endif
