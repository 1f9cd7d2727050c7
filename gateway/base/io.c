/*
 * io.c - whole files, whole writes, frames on a pipe.
 *
 * What goes wrong: short reads and writes, signals in between, a peer that
 * closes in the middle of a frame (an error, not an end), a frame that says
 * it is larger than anybody sends (refused before memory is taken).
 */
#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/clock.h"

#define READ_STEP    (64u * 1024)
#define FRAME_HEADER 5u /* type and size */

/* Reads FD to its end into OUT; NAME is for the error. */
static bool
read_to_end(int fd, size_t max, const char *name, struct buf *out,
	    struct error *err)
{
	for (;;) {
		ssize_t got = read(fd, buf_reserve(out, READ_STEP), READ_STEP);

		if (got == 0)
			return true;
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_set(err, ERROR_RETRY, "cannot read %s: %s",
					 name, strerror(errno));
		if ((size_t)got > max - out->size)
			return error_set(err, ERROR_REJECT,
					 "%s is larger than %zu bytes", name,
					 max);
		buf_commit(out, (size_t)got);
	}
}

bool
io_read_all(int fd, size_t max, struct arena *arena, struct slice *out,
	    struct error *err)
{
	struct buf bytes;

	buf_init(&bytes, arena);
	if (!read_to_end(fd, max, "the input", &bytes, err))
		return false;
	*out = buf_slice(&bytes);
	return true;
}

/* Checks what was opened and makes room for it. */
static bool
check_regular(int fd, const char *path, size_t max, struct buf *out,
	      struct error *err)
{
	struct stat about;

	if (fstat(fd, &about) < 0)
		return error_set(err, ERROR_CONFIG, "cannot look at %s: %s",
				 path, strerror(errno));
	if (!S_ISREG(about.st_mode))
		return error_set(err, ERROR_CONFIG, "%s is no regular file",
				 path);
	if ((uintmax_t)about.st_size > max)
		return error_set(err, ERROR_REJECT,
				 "%s is larger than %zu bytes", path, max);
	buf_reserve(out, (size_t)about.st_size + READ_STEP);
	return true;
}

bool
io_read_file(const char *path, size_t max, struct arena *arena,
	     struct slice *out, struct error *err)
{
	/* not blocking, so that a named pipe cannot hold us here */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct buf bytes;
	bool ok;

	if (fd < 0)
		return error_set(err, ERROR_CONFIG, "cannot open %s: %s", path,
				 strerror(errno));
	buf_init(&bytes, arena);
	ok = check_regular(fd, path, max, &bytes, err) &&
	     read_to_end(fd, max, path, &bytes, err);
	close(fd);
	if (ok)
		*out = buf_slice(&bytes);
	return ok;
}

/* Waits until FD can take EVENTS or DEADLINE (monotonic, -1: none) passes. */
static enum io_result
wait_for(int fd, short events, int64_t deadline)
{
	for (;;) {
		struct pollfd poll_fd = { .fd = fd, .events = events };
		int64_t left = -1;
		int ready;

		if (deadline >= 0) {
			left = deadline - clock_monotonic_ms();
			if (left < 0)
				left = 0;
		}
		ready = poll(&poll_fd, 1, (int)left);
		if (ready > 0)
			return IO_OK;
		if (ready == 0)
			return IO_TIMEOUT;
		if (errno != EINTR)
			return IO_FAILED;
	}
}

/* A full descriptor that does not block can be waited for; one that does has
 * waited already, as long as its SO_SNDTIMEO allows. */
static bool
may_write_later(int fd)
{
	return errno == EAGAIN && (fcntl(fd, F_GETFL) & O_NONBLOCK) &&
	       wait_for(fd, POLLOUT, -1) == IO_OK;
}

bool
io_write_all(int fd, const void *data, size_t size, struct error *err)
{
	const char *at = data;

	while (size) {
		ssize_t put = write(fd, at, size);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0 && may_write_later(fd))
			continue;
		if (put < 0)
			return error_set(err, ERROR_RETRY, "cannot write: %s",
					 strerror(errno));
		at += put;
		size -= (size_t)put;
	}
	return true;
}

/* The folder must be synced too, or the new name may not survive a power
 * cut although the bytes do. */
static bool
sync_folder_of(const char *path, struct error *err)
{
	struct arena *arena = arena_new();
	int fd = open(io_path_beside(arena, path, "."),
		      O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (!ok)
		error_set(err, ERROR_RETRY, "cannot sync the folder of %s: %s",
			  path, strerror(errno));
	if (fd >= 0)
		close(fd);
	arena_free(arena);
	return ok;
}

static bool
fill_and_sync(int fd, const char *path, const void *data, size_t size,
	      mode_t mode, struct error *err)
{
	if (fchmod(fd, mode) < 0)
		return error_set(err, ERROR_RETRY,
				 "cannot set the mode of %s: %s", path,
				 strerror(errno));
	if (!io_write_all(fd, data, size, err))
		return error_context(err, "%s", path);
	if (fsync(fd) < 0)
		return error_set(err, ERROR_RETRY, "cannot sync %s: %s", path,
				 strerror(errno));
	return true;
}

bool
io_write_file_atomic(const char *path, const void *data, size_t size,
		     mode_t mode, struct error *err)
{
	struct arena *arena = arena_new();
	char *temporary = arena_printf(arena, "%s.XXXXXX", path);
	int fd = mkostemp(temporary, O_CLOEXEC);
	bool ok = false;

	if (fd < 0) {
		error_set(err, ERROR_RETRY, "cannot make a file beside %s: %s",
			  path, strerror(errno));
		goto out;
	}
	ok = fill_and_sync(fd, path, data, size, mode, err);
	close(fd);
	if (ok && rename(temporary, path) < 0)
		ok = error_set(err, ERROR_RETRY, "cannot replace %s: %s", path,
			       strerror(errno));
	if (!ok)
		unlink(temporary);
	else
		ok = sync_folder_of(path, err);
out:
	arena_free(arena);
	return ok;
}

/* Reads exactly SIZE bytes. IO_EOF only when the end came before the first
 * of them. */
static enum io_result
read_exactly(int fd, char *out, size_t size, int64_t deadline,
	     struct error *err)
{
	size_t have = 0;

	while (have < size) {
		enum io_result ready = wait_for(fd, POLLIN, deadline);
		ssize_t got;

		if (ready == IO_TIMEOUT) {
			error_set(err, ERROR_RETRY, "no frame came in time");
			return IO_TIMEOUT;
		}
		got = ready == IO_OK ? read(fd, out + have, size - have) : -1;
		if (got < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (got < 0) {
			error_set(err, ERROR_RETRY, "cannot read a frame: %s",
				  strerror(errno));
			return IO_FAILED;
		}
		if (got == 0 && have == 0)
			return IO_EOF;
		if (got == 0) {
			error_set(err, ERROR_RETRY,
				  "the pipe was closed inside a frame");
			return IO_FAILED;
		}
		have += (size_t)got;
	}
	return IO_OK;
}

static enum io_result
read_payload(int fd, int64_t deadline, size_t size, struct buf *payload,
	     struct error *err)
{
	enum io_result result = read_exactly(fd, buf_reserve(payload, size),
					     size, deadline, err);

	if (result == IO_EOF) {
		error_set(err, ERROR_RETRY,
			  "the pipe was closed inside a frame");
		return IO_FAILED;
	}
	if (result == IO_OK)
		buf_commit(payload, size);
	return result;
}

enum io_result
io_frame_read(int fd, int timeout_ms, size_t max, uint8_t *type,
	      struct buf *payload, struct error *err)
{
	int64_t deadline =
		timeout_ms < 0 ? -1 : clock_monotonic_ms() + timeout_ms;
	char header[FRAME_HEADER];
	enum io_result result;
	uint32_t size;

	buf_reset(payload);
	result = read_exactly(fd, header, sizeof(header), deadline, err);
	if (result != IO_OK)
		return result;
	memcpy(&size, header + 1, sizeof(size));
	if (size > max) {
		error_set(err, ERROR_REJECT,
			  "a frame of %u bytes is over the limit of %zu", size,
			  max);
		return IO_FAILED;
	}
	result = read_payload(fd, deadline, size, payload, err);
	if (result == IO_OK)
		*type = (uint8_t)header[0];
	return result;
}

/* Writes both parts by one call where the pipe has room: one wake-up of the
 * reader instead of two. */
static bool
write_both(int fd, struct iovec parts[static 2], struct error *err)
{
	ssize_t put;
	size_t done;
	int i;

	do
		put = writev(fd, parts, 2);
	while (put < 0 && errno == EINTR);
	done = put > 0 ? (size_t)put : 0;
	for (i = 0; i < 2; i++) {
		size_t skip = done < parts[i].iov_len ? done : parts[i].iov_len;

		done -= skip;
		if (!io_write_all(fd, (char *)parts[i].iov_base + skip,
				  parts[i].iov_len - skip, err))
			return false;
	}
	return true;
}

bool
io_frame_write(int fd, uint8_t type, const void *data, size_t size,
	       struct error *err)
{
	char header[FRAME_HEADER];
	uint32_t size32 = (uint32_t)size;
	union {
		const void *from;
		void *to;
	} unconst = { .from = data };

	if (size > UINT32_MAX)
		return error_set(err, ERROR_BUG,
				 "a frame of %zu bytes does not fit", size);
	header[0] = (char)type;
	memcpy(header + 1, &size32, sizeof(size32));
	return write_both(fd,
			  (struct iovec[2]){ { header, sizeof(header) },
					     { unconst.to, size } },
			  err);
}

char *
io_path_beside(struct arena *arena, const char *from, const char *path)
{
	const char *slash = strrchr(from, '/');

	if (path[0] == '/' || !slash)
		return arena_strdup(arena, path);
	return arena_printf(arena, "%.*s%s", (int)(slash - from + 1), from,
			    path);
}
