/*
 * sandbox.c - seccomp and limits for the reader.
 *
 * A list of what is allowed, not of what is forbidden: a library that needs
 * something new shows up as a dead reader in the tests, not as a hole.
 */
#include "daemon/sandbox.h"

#include <errno.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

static const int allowed_calls[] = {
	/* talk over the descriptors that are open */
	SCMP_SYS(read),
	SCMP_SYS(write),
	SCMP_SYS(readv),
	SCMP_SYS(writev),
	SCMP_SYS(recvfrom),
	SCMP_SYS(sendto),
	SCMP_SYS(recvmsg),
	SCMP_SYS(sendmsg),
	SCMP_SYS(poll),
	SCMP_SYS(ppoll),
	SCMP_SYS(close),
	SCMP_SYS(fstat),
	SCMP_SYS(newfstatat),
	SCMP_SYS(lseek),
	SCMP_SYS(shutdown),
	/* memory; mmap and mprotect are checked below */
	SCMP_SYS(brk),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	/* time, locks, chance */
	SCMP_SYS(clock_gettime),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(futex),
	SCMP_SYS(getrandom),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(nanosleep),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(pause),
	/* signals and the end */
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(tgkill),
	SCMP_SYS(getppid),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
};

#ifdef WITH_SANITIZERS
/* What their runtimes do when they report and check for leaks. */
static const int sanitizer_calls[] = {
	SCMP_SYS(openat),
	SCMP_SYS(open),
	SCMP_SYS(readlink),
	SCMP_SYS(readlinkat),
	SCMP_SYS(sched_yield),
	SCMP_SYS(getdents),
	SCMP_SYS(getdents64),
	SCMP_SYS(clone),
	SCMP_SYS(clone3),
	SCMP_SYS(wait4),
	SCMP_SYS(ptrace),
	SCMP_SYS(prctl),
	SCMP_SYS(getrlimit),
	SCMP_SYS(prlimit64),
	SCMP_SYS(pipe2),
	SCMP_SYS(dup2),
	SCMP_SYS(ioctl),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(getuid),
	SCMP_SYS(geteuid),
};
#endif

static bool
allow_calls(scmp_filter_ctx filter, const int *calls, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) < 0)
			return false;
	return true;
}

/* Memory may be mapped and protected, but never executable. */
static bool
allow_data_memory(scmp_filter_ctx filter)
{
	struct scmp_arg_cmp no_exec = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);

	return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
				no_exec) == 0 &&
	       seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
				no_exec) == 0;
}

static bool
allow_all(scmp_filter_ctx filter)
{
	if (!allow_calls(filter, allowed_calls,
			 sizeof(allowed_calls) / sizeof(allowed_calls[0])))
		return false;
#ifdef WITH_SANITIZERS
	if (!allow_calls(filter, sanitizer_calls,
			 sizeof(sanitizer_calls) / sizeof(sanitizer_calls[0])))
		return false;
#endif
	return allow_data_memory(filter);
}

static bool
limit(int resource, rlim_t max)
{
	struct rlimit r = { max, max };

	return setrlimit(resource, &r) == 0;
}

static bool
limit_all(void)
{
#ifndef WITH_SANITIZERS
	if (!limit(RLIMIT_AS, SANDBOX_MEMORY_MAX))
		return false;
#endif
	return limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0);
}

bool
sandbox_enter(struct error *err)
{
	scmp_filter_ctx filter;
	int rc = -ENOMEM;

	if (!limit_all())
		return error_set(err, ERROR_RETRY,
				 "cannot limit the reader: %s",
				 strerror(errno));
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return error_set(err, ERROR_RETRY,
				 "cannot give up privileges: %s",
				 strerror(errno));
	filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	if (filter != NULL && allow_all(filter))
		rc = seccomp_load(filter);
	seccomp_release(filter);
	if (rc < 0)
		return error_set(err, ERROR_CONFIG,
				 "cannot enter the sandbox: %s; the kernel "
				 "must support seccomp filters",
				 strerror(-rc));
	return true;
}
