/*
 * io.h - files, whole reads and writes, and frames on a pipe.
 */
#ifndef TG_BASE_IO_H
#define TG_BASE_IO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/slice.h"

/* Reads all of a file, at most MAX bytes; ERROR_CONFIG when it is missing,
 * unreadable or no regular file, ERROR_REJECT when larger. The bytes live in
 * ARENA and are followed by a NUL. */
bool
io_read_file(const char *path, size_t max, struct arena *arena,
	     struct slice *out, struct error *err);

/* Reads FD to its end, at most MAX bytes (ERROR_REJECT when there is more). */
bool
io_read_all(int fd, size_t max, struct arena *arena, struct slice *out,
	    struct error *err);

/* Writes everything, through EINTR and short writes. A closed pipe is
 * ERROR_RETRY (SIGPIPE must be ignored), and so is a socket whose SO_SNDTIMEO
 * passed. */
bool
io_write_all(int fd, const void *data, size_t size, struct error *err);

/* Writes PATH by a temporary file beside it, fsync and rename: the file is
 * the old one or the new one, never half. MODE as in open(2). */
bool
io_write_file_atomic(const char *path, const void *data, size_t size,
		     mode_t mode, struct error *err);

/*
 * Frames: a type byte, a 32-bit size in host order, then that many bytes.
 * Reading waits at most TIMEOUT_MS (-1: for ever) for the whole frame.
 */
enum io_result { IO_OK, IO_EOF, IO_TIMEOUT, IO_FAILED };

enum io_result
io_frame_read(int fd, int timeout_ms, size_t max, uint8_t *type,
	      struct buf *payload, struct error *err);
bool
io_frame_write(int fd, uint8_t type, const void *data, size_t size,
	       struct error *err);

/* PATH resolved against the folder of the file FROM, in ARENA; absolute
 * paths stay. */
char *
io_path_beside(struct arena *arena, const char *from, const char *path);

#endif
