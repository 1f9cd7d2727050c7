#!/usr/bin/env python3
"""The manual pages: well formed, with references that lead somewhere, and
every subcommand explained in ticketgate(1) and by its --help."""

import glob
import os
import re
import subprocess
import sys

TOP = os.environ["top_srcdir"]
sys.path.insert(0, os.path.join(TOP, "tests"))
import tap  # noqa: E402  pylint: disable=wrong-import-position

PROGRAM = os.environ["TICKETGATE"]
PROGRAM_PAGE = os.path.join(TOP, "doc", "ticketgate.1")


def pages():
    found = sorted(glob.glob(os.path.join(TOP, "doc", "*.[15]")))
    assert found, "doc/ has no manual pages"
    return found


def output_of(*command):
    return subprocess.run(command, stdin=subprocess.DEVNULL, check=False, timeout=60,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, encoding="utf-8")


def commands():
    """The subcommands, as the program itself lists them."""
    listed = output_of(PROGRAM, "--help")
    assert listed.returncode == 0, listed.stdout
    names = re.findall(r"^  ([a-z-]+) +\S", listed.stdout, re.MULTILINE)
    assert {"run", "check", "list", "help"} <= set(names), names
    return names


def test_pages_are_well_formed():
    # which pages are installed on this machine is no matter
    complaints = [line for page in pages()
                  for line in output_of("mandoc", "-T", "lint", page).stdout.splitlines()
                  if line.startswith(f"mandoc: {page}:")
                  and "referenced manual not found" not in line]
    assert not complaints, "\n" + "\n".join(complaints)


def test_references_lead_to_our_pages():
    for page in pages():
        with open(page, encoding="utf-8") as file:
            for name, section in re.findall(r"^\.?.*\bXr (ticketgate\S*) (\d)", file.read(),
                                            re.MULTILINE):
                assert os.path.exists(os.path.join(TOP, "doc", f"{name}.{section}")), \
                    f"{page} refers to {name}({section})"


def test_every_command_has_help():
    for name in commands():
        got = output_of(PROGRAM, name, "--help")
        assert got.returncode == 0, f"{name} --help: status {got.returncode}: {got.stdout}"
        assert name == "version" or re.search(
            r"^usage: ticketgate\b", got.stdout, re.MULTILINE | re.IGNORECASE), \
            f"{name} --help: {got.stdout}"


def test_every_command_is_in_the_manual():
    with open(PROGRAM_PAGE, encoding="utf-8") as file:
        page = file.read()
    missing = [name for name in commands()
               if not re.search(rf"^\.(It|Ss|Nm|Cm|Ic)\b.*\b{name}\b", page, re.MULTILINE)]
    assert not missing, f"ticketgate(1) does not explain {missing}"


def tests():
    yield test_pages_are_well_formed
    yield test_every_command_has_help
    if os.path.exists(PROGRAM_PAGE):
        yield test_references_lead_to_our_pages
        yield test_every_command_is_in_the_manual


if __name__ == "__main__":
    sys.exit(tap.run(list(tests()), needs=["mandoc"]))
