"""TAP output for tests in Python.

    def test_something(): ...        raises on failure (assert is enough)
    sys.exit(tap.run([test_something], needs=["dovecot", "exim4"]))

Programs that are needed and missing skip the whole file.
"""

import os
import shutil
import traceback


def run(tests, needs=()):
    path = os.environ.get("PATH", os.defpath) + ":/usr/sbin"
    missing = [name for name in needs if not shutil.which(name, path=path)]
    if missing:
        print("1..0 # SKIP not installed: " + ", ".join(missing))
        return 0
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, test in enumerate(tests, 1):
        name = test.__name__.replace("_", " ").removeprefix("test ")
        try:
            test()
            print(f"ok {number} - {name}", flush=True)
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print(f"not ok {number} - {name}")
            for line in traceback.format_exc().splitlines():
                print("# " + line)
            print("", end="", flush=True)
    return 1 if failed else 0
