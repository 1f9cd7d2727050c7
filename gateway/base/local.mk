noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	gateway/base/arena.c gateway/base/arena.h \
	gateway/base/banned.h \
	gateway/base/buf.c gateway/base/buf.h \
	gateway/base/clock.c gateway/base/clock.h \
	gateway/base/error.c gateway/base/error.h \
	gateway/base/fault.c gateway/base/fault.h \
	gateway/base/fold.c gateway/base/fold.h \
	gateway/base/hash.c gateway/base/hash.h \
	gateway/base/idn.c gateway/base/idn.h \
	gateway/base/io.c gateway/base/io.h \
	gateway/base/log.c gateway/base/log.h \
	gateway/base/slice.c gateway/base/slice.h \
	gateway/base/utf8.c gateway/base/utf8.h
libbase_a_CFLAGS = $(AM_CFLAGS) $(SODIUM_CFLAGS) $(UNISTRING_CFLAGS) $(IDN2_CFLAGS)
base_libs = libbase.a $(SODIUM_LIBS) $(UNISTRING_LIBS) $(IDN2_LIBS)
