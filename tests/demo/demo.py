#!/usr/bin/env python3
"""The demonstration of ./quickstart: the main job, for real.

Private Dovecot and Exim on loopback, the daemon with the shipped rules, a
dozen sample mails one after the other; prints what happens as it happens and
checks it. Ends with --seconds N by itself: status 0 if every sample mail came
out as it should.
"""

import argparse
import os
import signal
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.abspath(os.path.join(HERE, "..", ".."))
sys.path.insert(0, os.path.join(TOP, "tests", "e2e"))
import desk as desk_module  # noqa: E402  pylint: disable=wrong-import-position
from desk import Desk, body, parse  # noqa: E402

BOLD, DIM, GREEN, RED, END = ("\033[1m", "\033[2m", "\033[32m", "\033[31m", "\033[0m") \
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else ("",) * 5


class Wrong(Exception):
    """A sample mail did not come out as it should."""


class Show:
    """Prints what happens: tickets that change, mails that arrive."""

    def __init__(self, desk):
        self.desk = desk
        self.tickets = {}
        self.mails = {}

    def say(self, sign, text):
        print(f"  {sign} {text}", flush=True)

    def look(self):
        for number, ticket in sorted(self.desk.tickets().items()):
            old = self.tickets.get(number)
            if old is None:
                where = ", ".join(filter(None, [ticket["queue"], ticket["priority"]]))
                self.say(f"{GREEN}+{END}", f"ticket {BOLD}{ticket['ref']}{END} opened for "
                         f"{ticket['requester']['email']}: {ticket['subject']}"
                         + (f"  {DIM}({where}){END}" if where else ""))
            elif (old["status"], old["messages"]) != (ticket["status"], ticket["messages"]):
                self.say("~", f"ticket {ticket['ref']}: {ticket['messages']} messages, "
                         f"now {BOLD}{ticket['status']}{END}")
            self.tickets[number] = ticket
        for who in self.desk.users:
            if who in ("help", "service"):
                continue
            mails = self.desk.inbox(who)
            for mail in mails[self.mails.get(who, 0):]:
                self.say(f"{GREEN}@{END}", f"{who} gets: {BOLD}{mail['Subject']}{END}")
            self.mails[who] = len(mails)


class Demo:
    """The sample mails, each with what should become of it."""

    def __init__(self, desk):
        self.desk = desk
        self.show = Show(desk)

    def settle(self):
        """Prints everything until the desk has come to rest."""
        def look():
            self.show.look()
            return self.desk.is_quiet()
        self.desk.until(look, what="the desk did not come to rest")
        self.show.look()

    def step(self, title, act, expect):
        print(f"\n{BOLD}{title}{END}", flush=True)
        before = self.desk.tickets()
        act()
        self.settle()
        try:
            expect(before, self.desk.tickets())
        except (AssertionError, LookupError, TimeoutError) as wrong:
            raise Wrong(f"{title}: {wrong}") from wrong

    def sample(self, name):
        with open(os.path.join(HERE, "mails", name), "rb") as file:
            return file.read().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")

    # what should become of a mail

    @staticmethod
    def opened(count=1, **wanted):
        def expect(before, after):
            new = [after[n] for n in sorted(set(after) - set(before))]
            assert len(new) == count, f"{len(new)} tickets opened instead of {count}"
            for key, value in wanted.items():
                got = new[0]["requester"]["email"] if key == "requester" else new[0][key]
                assert got == value, f"{key} is {got!r} instead of {value!r}"
        return expect

    @staticmethod
    def appended(number, status):
        def expect(before, after):
            assert set(before) == set(after), "a ticket opened"
            assert after[number]["messages"] == before[number]["messages"] + 1, \
                "nothing was appended"
            assert after[number]["status"] == status, \
                f"status {after[number]['status']} instead of {status}"
        return expect

    @staticmethod
    def nothing_opened(before, after):
        assert set(before) == set(after), "a ticket opened"

    def acknowledged(self, who, words, expect):
        def both(before, after):
            expect(before, after)
            ack = self.desk.mail_for(who, text=words)
            assert ack["Auto-Submitted"] == "auto-replied", "no Auto-Submitted"
        return both

    def unanswered(self, who, expect):
        count = len(self.desk.inbox(who))

        def both(before, after):
            expect(before, after)
            assert len(self.desk.inbox(who)) == count, f"{who} was answered"
        return both

    def run(self):
        d = self.desk
        self.step("A plain request", lambda: d.deliver(self.sample("plain.eml")),
                  self.acknowledged("ana", "", self.opened(status="new",
                                                            requester="ana@example.org")))
        self.step("An HTML mail with a picture", lambda: d.deliver(self.sample("picture.eml")),
                  self.acknowledged("ben", "", self.opened()))
        self.step("A request in Chinese", lambda: d.deliver(self.sample("chinese.eml")),
                  self.acknowledged("li", "您", self.opened(requester="li@example.org")))
        self.step("A forwarded request: staff pass on what a colleague wrote to them",
                  lambda: d.deliver(self.sample("forward.eml")),
                  self.opened(requester="carl@example.org"))
        self.step("A reply to an open ticket: Ana answers her acknowledgement",
                  lambda: d.reply("ana", d.mail_for("ana", "[IT #1]"),
                                  "One more thing: the display says E4-510."),
                  self.appended(1, "new"))
        self.step("An out-of-office reply: a ticket gets it, nobody answers it",
                  lambda: d.deliver(self.auto_reply()), self.unanswered("ben", self.no_mail_for_robots))
        self.step("A bounce of a mail that we never sent: recorded, not answered",
                  lambda: d.deliver(self.sample("bounce.eml"), to=["help@example.org"], sender=""),
                  self.nothing_opened)
        self.step("One mail to two help addresses: one ticket",
                  lambda: d.deliver(self.sample("two-addresses.eml")),
                  self.acknowledged("carl", "", self.opened()))
        self.step("A newsletter", lambda: d.deliver(self.sample("newsletter.eml"),
                                                    sender="news@example.com"),
                  lambda before, after: None)
        self.step("A mail that asks not to be answered",
                  lambda: d.deliver(self.sample("no-answer.eml")),
                  self.unanswered("ben", self.opened()))
        self.step("A request in German, with a log file",
                  lambda: d.deliver(self.sample("german.eml")),
                  self.acknowledged("ben", "", self.opened()))
        self.step("Staff answer their notification: Ana gets it from the help address",
                  lambda: d.reply("it1", d.mail_for("it1", "[IT #1]"),
                                  "Please open tray 2 and pull the paper out.\n\nIda"),
                  self.staff_answered)
        self.step("Ana answers: it is the staff's turn again",
                  lambda: d.reply("ana", d.mail_for("ana", text="tray 2"), "Done, but it jams again."),
                  self.appended(1, "open"))

    def auto_reply(self):
        ack = self.desk.mail_for("ben")
        return self.sample("out-of-office.eml").replace(
            b"{{ID}}", str(ack["Message-ID"]).encode()).replace(
            b"{{REF}}", str(ack["Subject"]).encode())

    @staticmethod
    def no_mail_for_robots(before, after):
        assert set(before) == set(after), "a ticket opened"

    def staff_answered(self, before, after):
        self.appended(1, "waiting")(before, after)
        answer = self.desk.mail_for("ana", text="tray 2")
        assert "help@example.org" in str(answer["From"]), f"From is {answer['From']}"


def what_next(desk, program):
    s = desk.servers
    relative = os.path.relpath(program)
    print(f"""
{BOLD}Try it yourself{END}, in another terminal:

  {relative} list -c {desk.config}
  {relative} show 1 -c {desk.config}
  {relative} search jam -c {desk.config}
  {relative} status -c {desk.config}

or with a mail program: IMAP 127.0.0.1 port {s.imap_port}, SMTP 127.0.0.1 port {s.smtp_port}, no
encryption, password "secret". As a requester: user ana (ana@example.org), ben, li or carl;
write to help@example.org. As staff: user it1 or it2; answer a notification, and the
requester gets your answer. The rules are in {os.path.relpath(os.path.join(TOP, 'rules'))}/, the configuration is
{desk.config}; after a change: kill -HUP {desk.daemon.pid}

Ctrl-C ends everything.""", flush=True)


def wait(desk, seconds):
    end = None if seconds is None else time.monotonic() + seconds
    show = Show(desk)
    show.tickets = desk.tickets()
    show.mails = {who: len(desk.inbox(who)) for who in desk.users}
    while end is None or time.monotonic() < end:
        if desk.daemon.poll() is not None:
            raise Wrong("the daemon ended")
        show.look()
        time.sleep(0.5)


def demonstrate(seconds):
    program = desk_module.PROGRAM
    with Desk(rules=os.path.join(TOP, "rules"), program=program) as desk:
        print(f"{BOLD}Private mail servers{END} run on 127.0.0.1: IMAP port "
              f"{desk.servers.imap_port}, SMTP port {desk.servers.smtp_port}.")
        desk.start()
        print(f"{BOLD}The daemon{END} polls help@example.org and service@example.org.")
        demo = Demo(desk)
        demo.run()
        print(f"\n{BOLD}The queue{END} (ticketgate list)\n", flush=True)
        sys.stdout.write(desk.run("list", "--all")[1].decode())
        what_next(desk, program)
        wait(desk, seconds)
        assert desk.stop() == 0, "the daemon did not end cleanly"
    print(f"\n{GREEN}Every sample mail came out as it should.{END}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, metavar="N",
                        help="end by itself N seconds after the last sample")
    options = parser.parse_args()
    sys.stdout.reconfigure(errors="replace")  # not every terminal knows Chinese
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    try:
        demonstrate(options.seconds)
    except KeyboardInterrupt:
        print("\nEnded.")
        return 0
    except (Wrong, AssertionError, TimeoutError) as wrong:
        print(f"\n{RED}WRONG: {wrong}{END}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
