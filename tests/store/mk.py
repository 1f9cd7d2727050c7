import glob,os
names=sorted(os.path.basename(p)[5:-2] for p in glob.glob('test_*.c'))
standin=' tests/store/standin.c' if os.path.exists('standin.c') else ''
out='# Tests of gateway/store/. Each has a database of its own in /tmp.\nstore_tests = \\\n'
out+=' \\\n'.join('\ttests/store/test_'+n for n in names)+'\n'
out+='store_test_parts = tests/store/fixture.c tests/store/fixture.h'+standin+'\nstore_test_libs = $(store_libs) $(CMOCKA_LIBS)\n'
for n in names:
    out+=f'tests_store_test_{n}_SOURCES = tests/store/test_{n}.c \\\n\t$(store_test_parts)\ntests_store_test_{n}_LDADD = $(store_test_libs)\n'
out+='if HAVE_CMOCKA\ncheck_PROGRAMS += $(store_tests)\nTESTS += $(store_tests)\nendif\n'
open('local.mk','w').write(out)
