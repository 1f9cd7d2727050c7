#!/usr/bin/env python3
"""Private mail servers for tests and for the demonstration.

A real Dovecot (IMAP) and a real Exim (SMTP that delivers into Dovecot's
mailboxes), on free loopback ports, in a temporary folder, as an ordinary
user. From Python:

    with Servers(users={"help": "secret", "ana": "secret"},
                 aliases={"help@example.com": "help"},
                 domains=["example.org", "example.com"]) as s:
        s.deliver(raw, to=["help@example.org"], sender="ana@example.org")
        s.wait_for("help", lambda mails: len(mails) == 1)

Every user has USER@DOMAIN in every domain; ALIASES adds addresses. An unknown
local part gets 550, tempfail* 451 and reject* 550 at RCPT. The certificate is
for localhost and 127.0.0.1; at 127.0.0.2 (wrong_name_host) the same servers
answer, so that the name is wrong there.

As a program, for tests in C:

    servers.py --run FILE      FILE, or - for the first line of standard
                               input, is a JSON object with users, aliases and
                               domains

prints one JSON line (ports and files) when both servers are ready and stays
until its standard input closes; then all is ended and removed. Meanwhile the
lines "stop imap", "start imap", "stop smtp", "start smtp" and "wait" (until the
SMTP server has handed over all that it took) are obeyed, and "offer 8bitmime
smtputf8", which starts the SMTP server anew with only those of the two
extensions that are named; each is answered by a line "done", or one that says
what failed.
"""

import imaplib
import json
import os
import signal
import smtplib
import subprocess
import sys
import time

import hosting

imaplib._MAXLINE = 100 * 1024 * 1024
TIMEOUT = 120  # seconds; bounds a hang on a slow machine, no more


class Servers:
    """The servers, run by a child that ends with this process, however this
    process ends."""

    def __init__(self, users, aliases=None, domains=("example.org",)):
        self.options = {"users": users, "aliases": aliases or {}, "domains": list(domains)}
        self.child = None
        self.folder = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exception):
        self.stop()

    def start(self):
        self.child = subprocess.Popen(
            [sys.executable, os.path.abspath(__file__), "--run", "-"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        answer = self.tell(json.dumps(self.options))
        if not answer:
            self.stop()
            raise hosting.StartFailed("the private servers did not start")
        for name, value in json.loads(answer).items():
            setattr(self, name, value)

    def stop(self):
        """Ends both servers and removes their folder."""
        if not self.child:
            return
        self.child.stdin.close()
        self.child.wait()
        self.child.stdout.close()
        self.child = None

    def tell(self, line):
        self.child.stdin.write(line + "\n")
        self.child.stdin.flush()
        return self.child.stdout.readline()

    def stop_server(self, which):
        """Stops "imap" or "smtp"; start_server() starts it on the same port."""
        self.command("stop " + which)

    def start_server(self, which):
        self.command("start " + which)

    def offer(self, *extensions):
        """Starts the SMTP server anew: of "8bitmime" and "smtputf8" it offers
        only these."""
        self.command("offer " + " ".join(extensions))

    def command(self, line):
        answer = self.tell(line)
        if answer != "done\n":
            raise hosting.StartFailed(f"{line}: {answer}")

    def deliver(self, raw, to, sender=""):
        """Hands a message (bytes) to the SMTP server; smtplib's exceptions."""
        with smtplib.SMTP(self.host, self.smtp_port, timeout=TIMEOUT) as smtp:
            smtp.sendmail(sender, to, raw)

    def under_way(self):
        """Whether the SMTP server has taken mail that is in no mailbox yet: it
        says yes first and delivers then."""
        return hosting.mail_is_under_way(self.folder)

    def login(self, user):
        """An imaplib connection, logged in."""
        imap = imaplib.IMAP4(self.host, self.imap_port, timeout=TIMEOUT)
        imap.login(user, self.users[user])
        return imap

    def append(self, user, raw, folder="INBOX"):
        """Puts a message (bytes) into a mailbox as it is."""
        with self.login(user) as imap:
            check(imap.append(folder, None, None, raw))

    def mailbox(self, user, folder="INBOX"):
        """All messages of a mailbox, as bytes, oldest first; [] when there is
        no such folder."""
        with self.login(user) as imap:
            return read_folder(imap, folder)

    def wait_for(self, user, predicate, deadline=TIMEOUT, folder="INBOX"):
        """Looks until PREDICATE(messages) is true and returns its value;
        TimeoutError after DEADLINE seconds."""
        end = time.monotonic() + deadline
        with self.login(user) as imap:
            while True:
                messages = read_folder(imap, folder)
                value = predicate(messages)
                if value:
                    return value
                if time.monotonic() > end:
                    raise TimeoutError(f"{user}: still {len(messages)} messages after {deadline} s")
                time.sleep(0.05)


def check(answer):
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(f"{status} {data}")
    return data


def read_folder(imap, folder):
    status, data = imap.select(f'"{folder}"', readonly=True)
    if status != "OK" or data[0] == b"0":
        return []
    data = check(imap.fetch("1:*", "(BODY.PEEK[])"))
    return [part[1] for part in data if isinstance(part, tuple)]


def read_options(name):
    if name == "-":
        return json.loads(sys.stdin.readline())
    with open(name, encoding="utf-8") as file:
        return json.load(file)


def obey(host, line):
    """One line of standard input."""
    verb, _, which = line.strip().partition(" ")
    daemon = host.daemons.get(which)
    try:
        if verb == "wait":
            host.wait_for_mail()
        elif verb == "offer" and set(which.split()) <= set(hosting.SMTP_OFFERS):
            host.offer(which.split())
        elif daemon and verb in ("start", "stop"):
            getattr(daemon, verb)()
        else:
            return "no such command"
    except hosting.StartFailed as failure:
        return " ".join(str(failure).split())
    return "done"


def run(name):
    def end(number, frame):
        raise SystemExit(0)

    # Ctrl-C is for whoever started us, who then closes our standard input.
    # A shell's own job cannot leave its group; it gets the signal.
    try:
        os.setsid()
    except PermissionError:
        pass
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, end)
    host = hosting.Host(read_options(name))
    try:
        host.open()
        print(json.dumps(host.describe()), flush=True)
        for line in sys.stdin:
            print(obey(host, line), flush=True)
    finally:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        host.close()


def main():
    if len(sys.argv) != 3 or sys.argv[1] != "--run":
        print(__doc__, file=sys.stderr)
        return 64
    try:
        run(sys.argv[2])
    except hosting.StartFailed as failure:
        print(failure, file=sys.stderr)
        return 75
    return 0


if __name__ == "__main__":
    sys.exit(main())
