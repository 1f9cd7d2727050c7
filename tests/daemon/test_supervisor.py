#!/usr/bin/env python3
"""test_supervisor.py - the daemon's processes without any mail: starting,
dying, coming back, reloading, ending. No servers are needed: the sender has
nothing to send.
"""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(os.environ['top_srcdir'])
sys.path.insert(0, str(TOP / 'tests'))
import tap  # noqa: E402  pylint: disable=wrong-import-position

PROGRAM = os.environ['TICKETGATE']
DEADLINE = 120

GOOD = """
desk = { name = "Help"; tag = "IT"; address = "help@example.org"; database = "desk.db"; };
smtp = { host = "127.0.0.1"; port = 9; tls = "none"; };
"""
BAD = GOOD.replace('tag', 'tga')


def until(condition, what):
    end = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < end, f'never {what}'
        time.sleep(0.02)


def state(pid):
    """Its parent and R, S, T, Z...; None when it is gone."""
    try:
        text = pathlib.Path(f'/proc/{pid}/stat').read_text(encoding='utf-8')
    except (FileNotFoundError, ProcessLookupError):
        return None
    letter, parent = text.rsplit(')', 1)[1].split()[:2]
    return int(parent), letter


def alive(pid):
    found = state(pid)
    return found is not None and found[1] != 'Z'


class Daemon:
    def __init__(self, text=GOOD):
        self.folder = tempfile.TemporaryDirectory()
        self.config = pathlib.Path(self.folder.name) / 'ticketgate.conf'
        self.log_path = pathlib.Path(self.folder.name) / 'log'
        self.write(text)
        with self.log_path.open('wb') as log:
            self.process = subprocess.Popen(
                [PROGRAM, 'run', '-c', str(self.config)], stderr=log,
                stdin=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        roles = self.children()
        for pid in roles:
            try:
                os.kill(pid, signal.SIGCONT)
            except ProcessLookupError:
                pass
        self.process.kill()
        self.process.wait()
        if exception[0]:
            print('# ' + self.log().replace('\n', '\n# '))
        # they write into the folder until their end
        until(lambda: not any(alive(pid) for pid in roles), 'empty')
        self.folder.cleanup()

    def write(self, text):
        self.config.write_text(text, encoding='utf-8')

    def log(self):
        return self.log_path.read_text(encoding='utf-8')

    def children(self):
        numbers = [int(path.name) for path in pathlib.Path('/proc').iterdir()
                   if path.name.isdigit()]
        return {pid for pid in numbers
                if alive(pid) and (state(pid) or [0])[0] == self.process.pid}

    def roles(self):
        """Name as ps shows it: process id."""
        found = {}
        for pid in self.children():
            try:
                line = pathlib.Path(f'/proc/{pid}/cmdline').read_bytes()
            except (FileNotFoundError, ProcessLookupError):
                continue
            name = line.split(b'\0')[0].decode()
            if name.startswith('ticketgate: '):
                found[name.removeprefix('ticketgate: ')] = pid
        return found

    def up(self):
        """Sender and timer run and are past their start."""
        until(lambda: set(self.roles()) == {'sender', 'timer'} and
              (self.config.parent / 'desk.db-sender').exists(), 'up')
        return self.roles()

    def send(self, signum):
        self.process.send_signal(signum)

    def ends(self):
        return self.process.wait(DEADLINE)


def test_starts_and_ends():
    with Daemon() as daemon:
        roles = daemon.up()
        daemon.send(signal.SIGTERM)
        assert daemon.ends() == 0
        assert not [name for name, pid in roles.items() if alive(pid)]
        assert 'error' not in daemon.log()


def test_wrong_configuration_is_not_started():
    with Daemon(BAD) as daemon:
        assert daemon.ends() == 78
        assert 'ticketgate.conf:2' in daemon.log() and '"tag"' in daemon.log()


def test_what_dies_comes_back():
    with Daemon() as daemon:
        before = daemon.up()
        os.kill(before['timer'], signal.SIGKILL)
        until(lambda: daemon.roles().get('timer', before['timer']) != before['timer'], 'back')
        assert 'timer was killed by signal 9; starting it again in 2 s' in daemon.log()
        assert daemon.roles()['sender'] == before['sender']


def test_nothing_outlives_the_supervisor():
    with Daemon() as daemon:
        roles = daemon.up()
        daemon.send(signal.SIGKILL)
        daemon.ends()
        until(lambda: not any(alive(pid) for pid in roles.values()), 'gone')


def test_reload():
    with Daemon() as daemon:
        before = daemon.up()
        daemon.send(signal.SIGHUP)
        until(lambda: 'reloaded' in daemon.log(), 'reloaded')
        until(lambda: not any(alive(pid) for pid in before.values()), 'anew')
        daemon.up()


def test_reload_of_a_mistake_changes_nothing():
    with Daemon() as daemon:
        before = daemon.up()
        daemon.write(BAD)
        daemon.send(signal.SIGHUP)
        until(lambda: 'reload refused' in daemon.log(), 'refused')
        assert daemon.roles() == before
        # What dies comes back with what was checked, not with what is there.
        os.kill(before['timer'], signal.SIGKILL)
        until(lambda: daemon.roles().get('timer', before['timer']) != before['timer'], 'back')
        assert 'stays down' not in daemon.log()


def test_reload_does_not_take_back_a_stop():
    with Daemon() as daemon:
        timer = daemon.up()['timer']
        os.kill(timer, signal.SIGSTOP)  # holds the end up until the check is done
        daemon.send(signal.SIGHUP)
        daemon.send(signal.SIGTERM)
        until(lambda: 'ending' in daemon.log(), 'ending')
        until(lambda: daemon.children() == {timer}, 'checked')
        os.kill(timer, signal.SIGCONT)
        assert daemon.ends() == 0
        assert 'reloaded' not in daemon.log()


sys.exit(tap.run([test_starts_and_ends, test_wrong_configuration_is_not_started,
                  test_what_dies_comes_back, test_nothing_outlives_the_supervisor,
                  test_reload, test_reload_of_a_mistake_changes_nothing,
                  test_reload_does_not_take_back_a_stop]))
