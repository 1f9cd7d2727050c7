/*
 * webhook.c - one POST to an https address.
 *
 * What goes wrong: a server that never ends its answer (the deadline is for
 * the whole call, and only so many bytes are read), one that leads elsewhere
 * (redirects would carry the ticket to whoever it names), one that answers
 * nothing at all. The address itself is the admin's; a stranger cannot
 * choose it.
 */
#include "net/webhook.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"

#define ANSWER_MAX ((size_t)64 << 10) /* nobody reads it */

static size_t
drop(char *data, size_t size, size_t count, void *context)
{
	size_t *left = context;

	(void)data;
	if (size * count > *left)
		return 0; /* ends the call; the status line is known by now */
	*left -= size * count;
	return size * count;
}

static void
set_options(CURL *easy, const struct webhook_options *options, const char *url,
	    struct slice body)
{
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_PROXY, "");
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION,
			 (long)CURL_SSLVERSION_TLSv1_2);
	if (options->ca_file && *options->ca_file) {
		curl_easy_setopt(easy, CURLOPT_CAINFO, options->ca_file);
		curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
	}
	curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)options->timeout_s);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "Ticketgate");
	curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
			 (curl_off_t)body.size);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body.data);
}

static bool
is_temporary(long status)
{
	return status == 408 || status == 425 || status == 429 || status >= 500;
}

/* The text is cut, and has no control characters: it goes into logs. */
static void
answer(struct webhook_result *result, enum webhook_outcome outcome,
       const char *text)
{
	struct error clean;
	struct slice cut;

	error_set(&clean, ERROR_RETRY, "%s", text);
	cut = utf8_cut(slice_from(clean.text), sizeof(result->text) - 1);
	result->outcome = outcome;
	snprintf(result->text, sizeof(result->text), "%.*s", (int)cut.size,
		 cut.data);
}

static void
judge(CURLcode code, long status, const char *detail,
      struct webhook_result *result)
{
	char text[64];

	result->status = (int)status;
	snprintf(text, sizeof(text), "HTTP %ld", status);
	if (status == 0 &&
	    (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT))
		answer(result, WEBHOOK_REFUSED, "the address cannot be called");
	else if (status == 0)
		answer(result, WEBHOOK_RETRY,
		       detail[0] ? detail : curl_easy_strerror(code));
	else if (status >= 200 && status < 300)
		answer(result, WEBHOOK_ACCEPTED, text);
	else if (status >= 300 && status < 400)
		answer(result, WEBHOOK_REFUSED,
		       "it leads to another address, and redirects are not "
		       "followed: put the final address into the rule");
	else
		answer(result,
		       is_temporary(status) ? WEBHOOK_RETRY : WEBHOOK_REFUSED,
		       text);
}

enum webhook_outcome
webhook_call(const struct webhook_options *options, const char *url,
	     int64_t number, struct slice body, struct webhook_result *result)
{
	size_t left = ANSWER_MAX;
	char detail[CURL_ERROR_SIZE] = "", delivery[64];
	struct curl_slist *headers;
	long status = 0;
	CURLcode code;
	CURL *easy;

	memset(result, 0, sizeof(*result));
	easy = curl_easy_init(); /* and libcurl itself, the first time */
	snprintf(delivery, sizeof(delivery), "X-Ticketgate-Delivery: %lld",
		 (long long)number);
	headers = curl_slist_append(NULL, "Content-Type: application/json");
	headers = curl_slist_append(headers, delivery);
	if (!easy || !headers)
		abort();
	set_options(easy, options, url, body);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, detail);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, &left);
	code = curl_easy_perform(easy);
	curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
	judge(code, status, detail, result);
	curl_slist_free_all(headers);
	curl_easy_cleanup(easy);
	return result->outcome;
}
