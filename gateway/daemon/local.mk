noinst_LIBRARIES += libdaemon.a
libdaemon_a_SOURCES = \
	gateway/daemon/checker.c \
	gateway/daemon/confined.c gateway/daemon/confined.h \
	gateway/daemon/handle.c gateway/daemon/handle.h \
	gateway/daemon/intake.c \
	gateway/daemon/login.c gateway/daemon/login.h \
	gateway/daemon/reader.c \
	gateway/daemon/reader_client.c gateway/daemon/reader_client.h \
	gateway/daemon/reader_protocol.c gateway/daemon/reader_protocol.h \
	gateway/daemon/replay.c gateway/daemon/replay.h \
	gateway/daemon/replayer.c \
	gateway/daemon/role.c gateway/daemon/role.h \
	gateway/daemon/sandbox.c gateway/daemon/sandbox.h \
	gateway/daemon/sender.c \
	gateway/daemon/supervisor.c gateway/daemon/supervisor.h \
	gateway/daemon/timer.c \
	gateway/daemon/webhooks.c gateway/daemon/webhooks.h
libdaemon_a_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS) $(SECCOMP_CFLAGS)
daemon_libs = libdaemon.a $(desk_libs) $(net_libs) $(SECCOMP_LIBS)
