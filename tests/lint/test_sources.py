#!/usr/bin/env python3
"""What holds for the sources and no compiler checks: SQL in one room, each
library in its room, includes that point downward, no trailing blanks."""

import os
import re
import sys

TOP = os.environ["top_srcdir"]
sys.path.insert(0, os.path.join(TOP, "tests"))
import tap  # noqa: E402  pylint: disable=wrong-import-position

# A room includes its own headers and those of these: what it links
# (gateway/*/local.mk).
BELOW = {
    "base": [],
    "message": ["base"],
    "rules": ["message", "base"],
    "ticket": ["rules", "message", "base"],
    "template": ["ticket", "rules", "message", "base"],
    "store": ["ticket", "rules", "message", "base"],
    "net": ["base"],
    "config": ["net", "ticket", "rules", "message", "base"],
}
BELOW["desk"] = [room for room in BELOW if room != "net"]
BELOW["daemon"] = list(BELOW)
BELOW["cli"] = list(BELOW)

# The room that owns a library's headers.
LIBRARIES = {
    "sodium": "base", "uni": "base", "idn2": "base",
    "libxml/": "message", "iconv.h": "message",
    "pcre2": "rules", "hs": "rules",
    "sqlite3": "store",
    "libetpan/": "net", "curl/": "net",
    "libconfig": "config",
    "seccomp": "daemon",
    "argp.h": "cli",
}
NOT_LIBRARIES = {"unistd.h"}

STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
SQL = re.compile(
    r"\bSELECT\b.*\bFROM\b|^\s*SELECT\s|\bINSERT\s+(OR\s+\w+\s+)?INTO\b"
    r"|\bUPDATE\s+\w+\s+SET\b|\bDELETE\s+FROM\b|\b(CREATE|DROP)\s+(TEMP\w*\s+)?"
    r"(TABLE|INDEX|TRIGGER|VIEW|VIRTUAL)\b|\bALTER\s+TABLE\b|^\s*PRAGMA\s"
    r"|^\s*(BEGIN (IMMEDIATE|EXCLUSIVE)|COMMIT|ROLLBACK)\b"
    r"|^\s*WHERE\s+\w+\.?\w*\s*(=|IS|IN|<|>)")
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)

TEXT = (".c", ".h", ".py", ".sh", ".mk", ".ac", ".am", ".m4", ".md", ".txt",
        ".conf", ".json", ".html", ".1", ".5")


def files(folder, endings):
    for top, folders, names in os.walk(os.path.join(TOP, folder)):
        folders.sort()
        for name in sorted(names):
            if name.endswith(endings):
                path = os.path.join(top, name)
                with open(path, encoding="utf-8") as file:
                    yield os.path.relpath(path, TOP), file.read()


def code_of_rooms():
    found = [(path.split(os.sep)[1], path, text)
             for path, text in files("gateway", (".c", ".h"))]
    assert {room for room, _, _ in found} == set(BELOW), "the rooms have changed"
    return found


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def without_comments(text):
    """Blanks where comments stood: lines keep their numbers."""
    def blank(match):
        return match[0] if match[0][0] == '"' else re.sub(r"[^\n]", " ", match[0])
    return re.sub(STRING.pattern + r"|/\*.*?\*/|//[^\n]*", blank, text, flags=re.DOTALL)


def sql_in(room, path, text):
    if room == "store":
        return
    text = without_comments(text)
    for match in STRING.finditer(text):
        if SQL.search(match[1]):
            yield f"{path}:{line_of(text, match.start())}: SQL outside gateway/store/"
    for match in re.finditer(r"\bsqlite3_\w+", text):
        yield f"{path}:{line_of(text, match.start())}: {match[0]} outside gateway/store/"


def libraries_in(room, path, text):
    for match in INCLUDE.finditer(text):
        name = match[2]
        for prefix, owner in LIBRARIES.items():
            if name.startswith(prefix) and name not in NOT_LIBRARIES and room != owner:
                yield (f"{path}:{line_of(text, match.start(1))}: <{name}> is known to "
                       f"gateway/{owner}/ only")


def layers_in(room, path, text):
    for match in INCLUDE.finditer(text):
        if match[1] == "<":
            continue
        where = f"{path}:{line_of(text, match.start(1))}"
        to = match[2].split("/")[0]
        if match[2] == "config.h":
            continue
        if to not in BELOW or "/" not in match[2]:
            yield f'{where}: "{match[2]}": write it as "room/noun.h"'
        elif to != room and to not in BELOW[room]:
            yield f"{where}: {to} is not below {room}, which may not include its headers"


def blanks_in(path, text):
    for number, line in enumerate(text.split("\n"), 1):
        # "-- " opens a signature in a mail
        if line != line.rstrip() and line != "-- ":
            yield f"{path}:{number}: blanks at the end of the line"
    if text and not text.endswith("\n"):
        yield f"{path}: no newline at the end"


def none(complaints):
    complaints = list(complaints)
    assert not complaints, "\n" + "\n".join(complaints)


def each_room(check):
    none(complaint for code in code_of_rooms() for complaint in check(*code))


def test_sql_is_in_the_store_only():
    each_room(sql_in)


def test_each_library_is_known_to_one_room():
    each_room(libraries_in)


def test_libraries_are_in_use():
    used = {match[2] for _, _, text in code_of_rooms() for match in INCLUDE.finditer(text)}
    unused = [prefix for prefix in LIBRARIES
              if not any(name.startswith(prefix) for name in used - NOT_LIBRARIES)]
    assert not unused, f"nobody includes {unused}: is the table of this test out of date?"


def test_includes_point_downward():
    each_room(layers_in)


def test_no_blanks_at_ends_of_lines():
    def all_complaints():
        for folder in ("gateway", "rules", "templates", "tests", "doc", "tools", "m4"):
            for path, text in files(folder, TEXT):
                if "/samples/" not in path and "/seeds/" not in path:
                    yield from blanks_in(path, text)
    none(all_complaints())


def test_the_checks_find_what_they_look_for():
    found = {
        "SELECT": list(sql_in("desk", "x.c", '\n\tq = "SELECT id FROM ticket";')),
        "BEGIN": list(sql_in("desk", "x.c", 'run("BEGIN IMMEDIATE");')),
        "call": list(sql_in("cli", "x.c", "sqlite3_open(path, &db);")),
        "library": list(libraries_in("desk", "x.c", "#include <sqlite3.h>\n")),
        "upward": list(layers_in("base", "x.c", '#include "message/facts.h"\n')),
        "sideways": list(layers_in("store", "x.c", '#include "template/template.h"\n')),
        "no room": list(layers_in("base", "x.c", '#include "arena.h"\n')),
        "blanks": list(blanks_in("x.c", "int a; \n")),
        "no newline": list(blanks_in("x.c", "int a;")),
    }
    assert all(len(complaints) == 1 for complaints in found.values()), found
    none(sql_in("store", "x.c", '"SELECT id FROM ticket"'))
    none(sql_in("desk", "x.c", '/* "SELECT id FROM ticket" */ "select a mail from the list"'))
    none(libraries_in("store", "x.c", "#include <sqlite3.h>\n#include <unistd.h>\n"))
    none(layers_in("cli", "x.c", '#include "base/arena.h"\n#include "cli/table.h"\n'))
    none(blanks_in("x.c", "-- \nIT\n"))


if __name__ == "__main__":
    sys.exit(tap.run([
        test_sql_is_in_the_store_only,
        test_each_library_is_known_to_one_room,
        test_libraries_are_in_use,
        test_includes_point_downward,
        test_no_blanks_at_ends_of_lines,
        test_the_checks_find_what_they_look_for,
    ]))
