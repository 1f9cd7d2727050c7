/*
 * test_secret.c - passwords: in the configuration, in a file, by a command.
 */
#include "place.h"

static void
test_secret(void **state)
{
	struct place *place = *state;
	static const char *const good[] = { "printf", "a b\\nc\\n" };
	static const char *const fails[] = { "false" };
	static const char *const silent[] = { "true" };
	static const char *const gone[] = { "/nonexistent/program" };
	static const char *const endless[] = { "yes" };
	const struct {
		struct secret_source source;
		const char *password; /* NULL: fails */
		enum error_class class;
	} table[] = {
		{ { "plain", "", { NULL, 0 } }, "plain", ERROR_NONE },
		{ { "", "", { NULL, 0 } }, "", ERROR_NONE },
		{ { "", place_path(place, "secret"), { NULL, 0 } },
		  "open sesame",
		  ERROR_NONE },
		{ { "", place_path(place, "gone"), { NULL, 0 } },
		  NULL,
		  ERROR_CONFIG },
		{ { "", place_path(place, "ca.pem"), { NULL, 0 } },
		  NULL,
		  ERROR_CONFIG },
		{ { "", "", { (const char **)(uintptr_t)good, 2 } },
		  "a b",
		  ERROR_NONE },
		{ { "", "", { (const char **)(uintptr_t)fails, 1 } },
		  NULL,
		  ERROR_RETRY },
		{ { "", "", { (const char **)(uintptr_t)silent, 1 } },
		  NULL,
		  ERROR_CONFIG },
		{ { "", "", { (const char **)(uintptr_t)gone, 1 } },
		  NULL,
		  ERROR_CONFIG },
		{ { "", "", { (const char **)(uintptr_t)endless, 1 } },
		  NULL,
		  ERROR_RETRY },
	};

	for (size_t i = 0; i < COUNT_OF(table); i++) {
		const char *password = NULL;
		struct error err = { 0 };
		bool ok = config_secret(&table[i].source, "mailbox help",
					place->arena, &password, &err);

		if (ok != (table[i].password != NULL))
			fail_msg("row %zu: %s", i, err.text);
		if (ok) {
			assert_string_equal(password, table[i].password);
			continue;
		}
		assert_null(password);
		assert_int_equal(err.class, table[i].class);
		assert_non_null(strstr(err.text, "mailbox help"));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PLACE(test_secret),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
