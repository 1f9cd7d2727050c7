#!/usr/bin/env python3
"""Kills at every durable step: after a restart the desk must be as if nothing
had happened: the same tickets, messages and history, no mail lost, none out
twice but where the server's answer was not recorded.

The steps are the fault_point() names in the source. Each is reached in an
undisturbed run of the scenario (else this test fails), then killed at, once
for each of its first passings in any process.
"""

import difflib
import glob
import json
import os
import pprint
import re
import sys

sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests"))
sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests", "e2e"))
import tap  # noqa: E402
from desk import TOP, Desk, body  # noqa: E402
from receiver import Receiver  # noqa: E402

# Steps that are passed many times are killed at several of these passings.
REPEATED = {"store.commit-before": 5, "store.commit-after": 5}

# Killed here, the server has the mail and the record of it is missing: it may
# go out once more, with the same Message-ID. A webhook's call likewise, with
# the same number.
UNKNOWN_OUTCOME = {"sender.sent", "sender.webhook-called", "store.commit-before"}

RULES = """
rules = ( { name = "headsets"; when = { words = ("headset"); }; set = { queue = "audio"; };
            webhook = "%s/in"; } );
"""


def names_in_source():
    found = set()
    for path in glob.glob(os.path.join(TOP, "gateway", "**", "*.c"), recursive=True):
        with open(path, encoding="utf-8") as file:
            found |= set(re.findall(r'fault_point\("([^"]+)"\)', file.read()))
    return found


class Scenario:
    """A request of which a webhook tells, one by pipe, an answer by staff, the
    requester's reply."""

    def __init__(self, desk, receiver, fault=None):
        self.desk = desk
        self.receiver = receiver
        self.fault = fault
        self.fired = False

    @property
    def environment(self):
        log = {"TICKETGATE_FAULT_LOG": self.desk.path("faults")}
        if self.fault and not self.fired:
            log["TICKETGATE_FAULT"] = self.fault
        return log

    def passings(self):
        try:
            with open(self.desk.path("faults"), encoding="utf-8") as file:
                return file.read().split()
        except FileNotFoundError:
            return []

    def killed(self):
        """Did a role die of the fault? Then everything dies and comes back."""
        if any("killed by signal 9" in line for line in self.desk.log_lines()):
            self.fired = True
        return self.fired

    def settle(self, done):
        """Until DONE and nothing is under way; over the crash, if there is
        one."""
        desk = self.desk

        def look():
            if not self.fired and self.killed():
                desk.kill()
                desk.start(**self.environment)
                return False
            return done()
        desk.until(look, what=f"{self.fault}: not done")
        if not self.fired:
            desk.until(lambda: desk.is_quiet() or self.killed())
            if self.killed():
                desk.kill()
                desk.start(**self.environment)
        desk.quiet()

    def deliver_by_pipe(self, mail):
        """As an MTA does: again until it is taken."""
        status, _, errors = self.desk.run("deliver", stdin=mail, check=False, **self.environment)
        if status == -9:
            self.fired = True
            # Time passes, until what the dead one left is taken up.
            self.desk.kill()
            self.desk.start(TICKETGATE_CLOCK_OFFSET="600", **self.environment)
            status, _, errors = self.desk.run("deliver", stdin=mail, check=False,
                                              **self.environment)
        assert status == 0, (status, errors)

    def told(self):
        """Was the webhook called, and is that written down?"""
        return any("webhook" in e["what"] for e in self.desk.show(1)["events"])

    def run(self):
        desk = self.desk
        desk.write_config(
            more=f'webhooks = {{ ca_file = "{desk.servers.ca_file}"; timeout = 60; }};')
        desk.write("rules/10.conf", RULES % self.receiver.address)
        desk.start(**self.environment)
        desk.send("ana", "No sound", "My headset PC-1234 is silent.\n", Message_ID="<one@x.example>",
                  Date="Mon, 16 Nov 2026 08:00:00 +0000")
        self.settle(lambda: desk.tickets().get(1) and desk.inbox("ana") and
                    desk.inbox("it1") and self.told())
        self.deliver_by_pipe(desk.compose(
            "ben", "By pipe", "Piped.\n", Message_ID="<two@x.example>",
            Date="Mon, 16 Nov 2026 08:01:00 +0000").as_bytes())
        self.settle(lambda: desk.tickets().get(2) and desk.inbox("ben"))
        desk.reply("it1", desk.mail_for("it1", "[IT #1]"), "Plug it in again.",
                   Message_ID="<three@x.example>", Date="Mon, 16 Nov 2026 08:02:00 +0000")
        self.settle(lambda: len(desk.inbox("ana")) >= 2)
        desk.reply("ana", desk.mail_for("ana", text="Plug it"), "Thanks, but no.",
                   Message_ID="<four@x.example>", Date="Mon, 16 Nov 2026 08:03:00 +0000")
        self.settle(lambda: len(desk.show(1)["messages"]) == 3)
        assert desk.stop() == 0
        return self.end_state()

    def end_state(self):
        """What must be the same, without times and random ids."""
        tickets = {}
        for number in sorted(self.desk.tickets()):
            t = self.desk.show(number)
            tickets[number] = (
                t["subject"], t["status"], t["owner"], t["requester"]["email"],
                [(m["direction"], m["from"]["email"], m["reply_text"]) for m in t["messages"]],
                [(e["who"], e["what"].replace(self.receiver.address, "HOOK"))
                 for e in t["events"] if e["what"] not in AGAIN])
        inboxes = {who: self.desk.inbox(who) for who in ("ana", "ben", "it1", "it2")}
        mails = {who: sorted({str(m["Message-ID"]): (str(m["Subject"]), shape(body(m)))
                              for m in inbox}.values()) for who, inbox in inboxes.items()}
        calls = {headers["X-Ticketgate-Delivery"]: json.loads(raw)["text"]
                 for _, headers, raw in self.receiver.calls}
        twice = sum(len(inboxes[who]) - len(mails[who]) for who in mails) + \
            len(self.receiver.calls) - len(calls)
        return {"tickets": tickets, "mails": mails, "calls": calls, "twice": twice}


def shape(text):
    """Without links, which hold a time and a signature, times and ages."""
    text = re.sub(r"<mailto:[^>]*>", "LINK", text)
    text = re.sub(r"\d{4}-\d\d-\d\d[T ][0-9:]+Z?", "TIME", text)
    return re.sub(r"just now|\d+ (second|minute)s?", "AGE", text)


def difference(got, want):
    """What a person wants to read when two states differ."""
    lines = difflib.unified_diff(pprint.pformat(want).splitlines(),
                                 pprint.pformat(got).splitlines(), "undisturbed", "killed",
                                 lineterm="", n=0)
    return "\n".join(lines)


def outcome(fault=None):
    """The end state of the scenario, and the steps that it passed."""
    with Desk(rules="rules") as desk:
        receiver = Receiver(desk)
        scenario = Scenario(desk, receiver, fault)
        try:
            state = scenario.run()
        finally:
            receiver.close()
        assert scenario.fired or not fault, f"{fault} was never reached"
        return state, scenario.passings()


# An MTA that did not see our exit status delivers again.
AGAIN = {"the same mail arrived again"}

EXPECTED = {}


def test_every_named_step_is_reached():
    EXPECTED["state"], passings = outcome()
    assert EXPECTED["state"]["twice"] == 0
    missing = names_in_source() - set(passings)
    assert not missing, f"never reached: {sorted(missing)}"


def make_test(fault):
    def test():
        state, _ = outcome(fault)
        want = EXPECTED["state"]
        for key in ("tickets", "mails", "calls"):
            assert state[key] == want[key], difference(state[key], want[key])
        limit = 1 if fault.split(":")[0] in UNKNOWN_OUTCOME else 0
        assert state["twice"] <= limit, f"{state['twice']} mails or calls went out twice"
    test.__name__ = "test_killed_at_" + fault
    return test


def main():
    tests = [test_every_named_step_is_reached]
    for name in sorted(names_in_source()):
        tests += [make_test(f"{name}:{n}" if n > 1 else name)
                  for n in range(1, REPEATED.get(name, 1) + 1)]
    return tap.run(tests, needs=["dovecot", "exim4"])


if __name__ == "__main__":
    sys.exit(main())
