# Tests of gateway/ticket/.
ticket_scene = tests/ticket/scene.c tests/ticket/scene.h
ticket_tests = \
	tests/ticket/test_attacks \
	tests/ticket/test_authres \
	tests/ticket/test_command \
	tests/ticket/test_ids \
	tests/ticket/test_open \
	tests/ticket/test_race_words \
	tests/ticket/test_races \
	tests/ticket/test_reply \
	tests/ticket/test_staff \
	tests/ticket/test_staff_commands \
	tests/ticket/test_staff_fields \
	tests/ticket/test_staff_held \
	tests/ticket/test_staff_mail \
	tests/ticket/test_staff_people \
	tests/ticket/test_staff_relations \
	tests/ticket/test_trust \
	tests/ticket/test_words
tests_ticket_test_attacks_SOURCES = tests/ticket/test_attacks.c $(ticket_scene)
tests_ticket_test_command_SOURCES = tests/ticket/test_command.c $(ticket_scene)
tests_ticket_test_open_SOURCES = tests/ticket/test_open.c $(ticket_scene)
tests_ticket_test_race_words_SOURCES = tests/ticket/test_race_words.c $(ticket_scene)
tests_ticket_test_races_SOURCES = tests/ticket/test_races.c $(ticket_scene)
tests_ticket_test_reply_SOURCES = tests/ticket/test_reply.c $(ticket_scene)
tests_ticket_test_staff_commands_SOURCES = tests/ticket/test_staff_commands.c $(ticket_scene)
tests_ticket_test_staff_fields_SOURCES = tests/ticket/test_staff_fields.c $(ticket_scene)
tests_ticket_test_staff_held_SOURCES = tests/ticket/test_staff_held.c $(ticket_scene)
tests_ticket_test_staff_mail_SOURCES = tests/ticket/test_staff_mail.c $(ticket_scene)
tests_ticket_test_staff_people_SOURCES = tests/ticket/test_staff_people.c $(ticket_scene)
tests_ticket_test_staff_relations_SOURCES = tests/ticket/test_staff_relations.c $(ticket_scene)
tests_ticket_test_trust_SOURCES = tests/ticket/test_trust.c $(ticket_scene)
tests_ticket_test_attacks_LDADD = $(ticket_libs) $(CMOCKA_LIBS)
tests_ticket_test_authres_LDADD = $(ticket_libs) $(CMOCKA_LIBS)
tests_ticket_test_command_LDADD = $(ticket_libs) $(CMOCKA_LIBS)
tests_ticket_test_ids_LDADD = $(ticket_libs) $(CMOCKA_LIBS)
tests_ticket_test_open_LDADD = $(ticket_libs) $(CMOCKA_LIBS)
tests_ticket_test_race_words_LDADD = $(ticket_libs) $(CMOCKA_LIBS)
tests_ticket_test_races_LDADD = $(ticket_libs) $(CMOCKA_LIBS)
tests_ticket_test_reply_LDADD = $(ticket_libs) $(CMOCKA_LIBS)
tests_ticket_test_staff_LDADD = $(ticket_libs) $(CMOCKA_LIBS)
tests_ticket_test_staff_commands_LDADD = $(ticket_libs) $(CMOCKA_LIBS)
tests_ticket_test_staff_fields_LDADD = $(ticket_libs) $(CMOCKA_LIBS)
tests_ticket_test_staff_held_LDADD = $(ticket_libs) $(CMOCKA_LIBS)
tests_ticket_test_staff_mail_LDADD = $(ticket_libs) $(CMOCKA_LIBS)
tests_ticket_test_staff_people_LDADD = $(ticket_libs) $(CMOCKA_LIBS)
tests_ticket_test_staff_relations_LDADD = $(ticket_libs) $(CMOCKA_LIBS)
tests_ticket_test_trust_LDADD = $(ticket_libs) $(CMOCKA_LIBS)
tests_ticket_test_words_LDADD = $(ticket_libs) $(CMOCKA_LIBS)
if HAVE_CMOCKA
check_PROGRAMS += $(ticket_tests)
TESTS += $(ticket_tests)
endif
