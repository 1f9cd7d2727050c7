/*
 * smtp_watch.h - follows the dialogue that libcurl has with an SMTP server:
 * how far a mail got, what the server replied last, what it offers. Internal
 * to net/.
 */
#ifndef TG_NET_SMTP_WATCH_H
#define TG_NET_SMTP_WATCH_H

#include <curl/curl.h>

#include "net/smtp.h"

/* How far the present mail got: the last command that was sent. */
enum smtp_phase { PHASE_BEFORE, PHASE_MAIL, PHASE_RCPT, PHASE_DATA };

struct smtp_watch {
	struct smtp_offers offers;
	bool in_ehlo; /* the next reply answers EHLO */
	bool in_reply; /* inside a reply of several lines */
	bool leaving;  /* QUIT was sent: what follows is about nothing */
	enum smtp_phase phase;
	int code; /* of the last reply; 0: none yet */
	char text[SMTP_TEXT_MAX];
};

/* Forgets the last mail; what the server offers stays. */
void
smtp_watch_begin(struct smtp_watch *watch);

/* For CURLOPT_DEBUGFUNCTION with the watch as CURLOPT_DEBUGDATA. */
int
smtp_watch_callback(CURL *easy, curl_infotype type, char *data, size_t size,
		    void *context);

/*
 * What became of a mail: by how far it got and what the server replied, and
 * by RESULT only where there is no reply. BODY_ENDED: the whole mail was
 * handed to libcurl, so that the final dot may have been sent.
 */
enum smtp_outcome
smtp_watch_outcome(const struct smtp_watch *watch, CURLcode result,
		   bool body_ended);

#endif
