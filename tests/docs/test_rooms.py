#!/usr/bin/env python3
"""test_rooms.py - what doc/architecture.md says of the rooms holds.

Includes point downward only, each library is known to its room alone, and
SQL is written in store/.
"""
import os
import pathlib
import re
import sys

TOP = pathlib.Path(os.environ['top_srcdir'])
sys.path.insert(0, str(TOP / 'tests'))
import tap  # noqa: E402  pylint: disable=wrong-import-position

# A room may use itself and these; by what it links (gateway/*/local.mk).
BELOW = {
    'base': set(),
    'message': {'base'},
    'rules': {'message', 'base'},
    'ticket': {'rules', 'message', 'base'},
    'template': {'ticket', 'rules', 'message', 'base'},
    'store': {'ticket', 'rules', 'message', 'base'},
    'net': {'base'},
    'config': {'net', 'ticket', 'rules', 'message', 'base'},
}
BELOW['desk'] = set(BELOW) - {'net'}
BELOW['daemon'] = set(BELOW)
BELOW['cli'] = set(BELOW)

# The rooms that may include a library's headers.
OWNERS = {
    'libetpan/': {'net'}, 'curl/': {'net'}, 'libxml/': {'message'}, 'iconv.h': {'message'},
    'pcre2.h': {'rules'}, 'hs.h': {'rules'}, 'hs/': {'rules'}, 'sqlite3.h': {'store'},
    'libconfig.h': {'config'}, 'sodium.h': {'base'}, 'seccomp.h': {'daemon'},
    'argp.h': {'cli'}, 'uni': {'base'},
}


def includes():
    for path in sorted((TOP / 'gateway').rglob('*.[ch]')):
        room = path.relative_to(TOP / 'gateway').parts[0]
        text = path.read_text(encoding='utf-8')
        for kind, name in re.findall(r'^#\s*include\s*([<"])([^>"]+)[>"]', text, re.M):
            yield path, room, kind, name


def test_includes_point_downward():
    seen = 0
    for path, room, kind, name in includes():
        other = name.split('/')[0]
        if kind == '<' or other == room:
            continue
        seen += 1
        assert other in BELOW[room], f'{path}: {name} is not below {room}/'
    assert seen > 500


def test_rooms_are_these():
    rooms = {path.name for path in (TOP / 'gateway').iterdir() if path.is_dir()}
    assert rooms == set(BELOW), rooms ^ set(BELOW)


def test_libraries_have_one_room():
    seen = set()
    for path, room, kind, name in includes():
        for start, rooms in OWNERS.items():
            if kind == '<' and name.startswith(start) and name != 'unistd.h':
                seen.add(start)
                assert room in rooms, f'{path}: {name} belongs to {rooms}'
    assert len(seen) >= 10, seen


def test_sql_is_in_store():
    words = re.compile(r'"\s*(SELECT\s+\S+.* FROM|INSERT\s+(OR \w+ )?INTO|UPDATE\s+\w+\s+SET|'
                       r'DELETE\s+FROM|CREATE\s+TABLE)\b')
    seen = 0
    for path in sorted((TOP / 'gateway').rglob('*.[ch]')):
        found = words.search(path.read_text(encoding='utf-8'))
        if path.is_relative_to(TOP / 'gateway' / 'store'):
            seen += found is not None
        else:
            assert not found, f'{path}: {found.group(0)}'
    assert seen >= 5


sys.exit(tap.run([test_includes_point_downward, test_rooms_are_these,
                  test_libraries_have_one_room, test_sql_is_in_store]))
