"""TAP output for tests in Python.

    def test_something(): ...        raises on failure (assert is enough)
    sys.exit(tap.run([test_something], needs=["dovecot", "exim4"]))
    sys.exit(tap.main(globals(), needs=["dovecot", "exim4"], around=[DESK]))

Programs that are needed and missing skip the whole file; a test that finds
something else missing on this machine raises Skip with its name.
"""

import contextlib
import os
import shutil
import sys
import traceback


class Skip(Exception):
    """What the machine lacks that this one test needs."""


def missing(needs):
    path = os.environ.get("PATH", os.defpath) + ":/usr/sbin"
    return [name for name in needs if not shutil.which(name, path=path)]


def run(tests, needs=()):
    if missing(needs):
        print("1..0 # SKIP not installed: " + ", ".join(missing(needs)))
        return 0
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, test in enumerate(tests, 1):
        name = test.__name__.replace("_", " ").removeprefix("test ")
        try:
            test()
            print(f"ok {number} - {name}", flush=True)
        except Skip as why:
            print(f"ok {number} - {name} # SKIP {why}", flush=True)
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print(f"not ok {number} - {name}")
            for line in traceback.format_exc().splitlines():
                print("# " + line)
            print("", end="", flush=True)
    return 1 if failed else 0


def main(names, needs=(), around=()):
    """Runs what NAMES, a module's globals(), calls test_..., or of these what
    the command line has a word of; within the contexts AROUND."""
    words = sys.argv[1:] or [""]
    tests = [value for name, value in names.items()
             if name.startswith("test_") and any(word in name for word in words)]
    with contextlib.ExitStack() as stack:
        for context in around if not missing(needs) else ():
            stack.enter_context(context)
        return run(tests, needs)
