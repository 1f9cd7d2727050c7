#!/usr/bin/env python3
"""test_docs.py - README.md and the manual pages say what is true.

Their examples of a configuration pass `ticketgate check`, the commands that
they name exist, ticketgate(1) has every command, option, staff command and
variable of the program and no others, files that are named are there.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

TOP = pathlib.Path(os.environ['top_srcdir'])
sys.path.insert(0, str(TOP / 'tests'))
import tap  # noqa: E402  pylint: disable=wrong-import-position

PROGRAM = os.environ['TICKETGATE']
PAGES = sorted((TOP / 'doc').glob('*.[15]'))
TEXTS = [TOP / 'README.md', TOP / 'CONTRIBUTING.md', TOP / 'doc' / 'architecture.md'] + PAGES


def read(path):
    return path.read_text(encoding='utf-8')


def run(*arguments, folder=None, **environment):
    environment = {name: value for name, value in {**os.environ, **environment}.items()
                   if name != 'TICKETGATE_CONFIG' or name in environment}
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True,
                          cwd=folder, env=environment, check=False,
                          stdin=subprocess.DEVNULL)


def commands():
    text = run('help').stdout
    return re.findall(r'^  ([a-z]+) +\S', text, re.M)


def section(page, title):
    """What stands under .Sh TITLE or .Ss TITLE."""
    found = re.search(rf'^\.S[hs] {re.escape(title)}\n(.*?)(?=^\.S[hs] |\Z)', page,
                      re.M | re.S)
    assert found, title
    return found.group(1)


# configurations


def check_configuration(text):
    """As its reader would, but for the paths, which are all in one folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for path in re.findall(r'password_file = "([^"]*)"', text):
            secret = folder / path
            secret.write_text('secret\n', encoding='utf-8')
            secret.chmod(0o600)
        (folder / 'rules').symlink_to(TOP / 'rules')
        text = text.replace('/var/lib/ticketgate/', '')
        (folder / 'ticketgate.conf').write_text(text, encoding='utf-8')
        done = run('check', '-c', str(folder / 'ticketgate.conf'))
        assert done.returncode == 0, done.stderr + text
        assert done.stderr == '', done.stderr
        # The command's own words agree about what was in there.
        staff = text.count('addresses =')
        assert f' {staff} staff' in done.stdout, done.stdout


def configurations(text):
    blocks = re.findall(r'^ *```\n(.*?)^ *```', text, re.M | re.S)
    blocks += re.findall(r'^\.Bd -literal.*?\n(.*?)^\.Ed', text, re.M | re.S)
    return [block.replace('\\e', '\\').replace('\\&', '')
            for block in blocks if re.search(r'^\s*desk = ', block, re.M)]


def test_readme_configuration():
    found = configurations(read(TOP / 'README.md'))
    assert len(found) == 1
    check_configuration(found[0])


def test_manual_configuration():
    found = configurations(read(TOP / 'doc' / 'ticketgate.conf.5'))
    assert len(found) >= 1
    for text in found:
        check_configuration(text)


# commands


def test_commands_named_exist():
    known = set(commands())
    named = 0
    for path in TEXTS:
        text = read(path)
        if path.suffix == '.md':  # in code only; prose says "Ticketgate is"
            text = '\n'.join(re.findall(r'`[^`]+`|^ {4}.*$', text, re.M))
            found = re.findall(r'(?<![:/])(?<!: )\bticketgate ([a-z]+)\b', text)
        else:
            found = re.findall(r'(?:^\.(?:Cm|Ql)|[$]) ticketgate ([a-z]+)\b',
                               text, re.M)
            found += re.findall(r'/bin/ticketgate ([a-z]+)\b', text)
        for word in found:
            named += 1
            assert word in known, (path, word)
    assert named > 20


def test_help_of_each_command():
    for name in commands():
        done = run(name, '--help')
        assert done.returncode == 0, (name, done.stderr)
        assert done.stderr == '', (name, done.stderr)
        assert done.stdout.strip(), name
        assert all(len(line) < 80 for line in done.stdout.splitlines()), name


def options(text):
    """Long options of a --help."""
    return set(re.findall(r'--([a-z0-9]+)', text)) - {'help', 'usage'}


def test_manual_has_every_command_and_option():
    page = read(TOP / 'doc' / 'ticketgate.1')
    listed = set(re.findall(r'^\.Ss ([a-z]+)$', section_of_commands(page), re.M))
    assert listed == set(commands()), listed ^ set(commands())
    for name in listed - {'help', 'version'}:
        text = section(page, name)
        known = options(run(name, '--help').stdout)
        told = set(re.findall(r'^\.It .*?Fl -([a-z0-9]+)', text, re.M))
        short = re.search(r'^\.Op Fl ([a-zA-Z0-9]*j)$', text, re.M)
        if short:
            told.add('json')
        if re.search(r'^\.Op Fl c Ar file$', text, re.M):
            told.add('config')
        assert told == known, (name, told ^ known)


def section_of_commands(page):
    return page[page.index('.Sh COMMANDS'):page.index('.Sh WORKING BY MAIL')]


def test_manual_has_every_staff_command():
    source = read(TOP / 'gateway' / 'ticket' / 'command_table.c')
    table = set(re.findall(r'^\t\{ "([a-z]+)", COMMAND_', source, re.M))
    page = section(read(TOP / 'doc' / 'ticketgate.1'), 'WORKING BY MAIL')
    told = set(re.findall(r'^\.It Ic #([a-z]+)', page, re.M))
    assert len(table) > 20
    assert told == table, told ^ table


def test_manual_has_every_variable():
    used = set()
    for path in (TOP / 'gateway').rglob('*.c'):
        used |= set(re.findall(r'getenv\("([A-Z_]+)"\)', read(path)))
    page = read(TOP / 'doc' / 'ticketgate.1')
    told = set()
    for line in re.findall(r'^\.It Ev (.*)$', page, re.M):
        told |= set(line.replace(',', ' ').split())
    assert told == used, told ^ used


# use as the manual tells


def test_configuration_before_the_command():
    with tempfile.TemporaryDirectory() as folder:
        named = ['before.conf', 'after.conf', 'environment.conf']
        for arguments, opened in (
                (['-c', named[0], 'check'], named[0]),
                (['-c' + named[0], 'check'], named[0]),
                (['--config', named[0], 'check'], named[0]),
                (['--config=' + named[0], 'check'], named[0]),
                (['check', '-c', named[1]], named[1]),
                (['-c', named[0], 'check', '-c', named[1]], named[1]),
                (['check'], named[2])):
            done = run(*arguments, folder=folder, TICKETGATE_CONFIG=named[2])
            assert done.returncode == 78, (arguments, done)
            assert opened in done.stderr, (arguments, done.stderr)
            assert not [n for n in named if n != opened and n in done.stderr], arguments


def test_no_configuration():
    with tempfile.TemporaryDirectory() as folder:
        done = run('list', folder=folder)
        if done.returncode == 78:  # unless this machine has one
            for place in ('TICKETGATE_CONFIG', './ticketgate.conf',
                          '/etc/ticketgate/ticketgate.conf', '-c FILE'):
                assert place in done.stderr, done.stderr


def test_wrong_use():
    for arguments, words in (
            ([], 'Usage:'),
            (['lsit'], "did you mean 'list'?"),
            (['xyzzy'], 'ticketgate help'),
            (['--frobnicate'], 'no option'),
            (['-c'], 'wants a file'),
            (['show'], 'which ticket?'),
            (['show', 'x'], 'is no ticket'),
            (['show', '0'], 'is no ticket'),
            (['show', '3', '4'], 'one ticket at a time'),
            (['list', '--limit', '-1'], 'is no limit'),
            (['list', '--status', 'done'], 'waiting'),
            (['search'], 'words'),
            (['held', 'release'], 'which one?'),
            (['held', 'release', '1', '2'], 'one mail at a time'),
            (['explain'], 'one mail'),
            (['explain', 'a', 'b'], 'one mail'),
            (['template'], 'preview NAME')):
        done = run(*arguments)
        assert done.returncode == 64, (arguments, done)
        assert words in done.stderr, (arguments, done.stderr)
        assert done.stdout == '', (arguments, done.stdout)
    done = run('deliver', '--frobnicate')
    assert done.returncode == 75, done  # the MTA keeps the mail


def test_files_named_are_there():
    named = 0
    for path in TEXTS:
        # In a manual page, rules/ is the reader's folder and not ours.
        own = '' if path.suffix != '.md' else '|rules|templates|tools'
        for word in re.findall(
                rf'(?<![\w/-])((?:gateway|doc|tests{own})/[\w./-]*[\w/])', read(path)):
            if re.search(r'NOUN|ROOM', word):
                continue
            named += 1
            assert (TOP / word).exists() or (TOP / (word + '.c')).exists(), (path, word)
    assert named > 20


def test_manual_pages_are_clean():
    for path in PAGES:
        done = subprocess.run(['mandoc', '-T', 'lint', '-W', 'warning', path],
                              capture_output=True, text=True, check=False)
        assert done.stdout == '', done.stdout


TESTS = [test_readme_configuration, test_manual_configuration, test_commands_named_exist,
         test_help_of_each_command, test_manual_has_every_command_and_option,
         test_manual_has_every_staff_command, test_manual_has_every_variable,
         test_configuration_before_the_command, test_no_configuration, test_wrong_use,
         test_files_named_are_there, test_manual_pages_are_clean]
sys.exit(tap.run(TESTS, needs=['mandoc']))
