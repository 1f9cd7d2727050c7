#!/usr/bin/env python3
"""Webhooks of rules, end to end: the daemon, real mail servers and a receiver
that answers well, badly or not at all."""

import json
import os
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests"))
sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests", "e2e"))
import tap  # noqa: E402
from desk import Desk  # noqa: E402
from receiver import Receiver  # noqa: E402


def events(desk, number):
    return [e["what"] for e in desk.show(number)["events"]]


def hook_rules(*urls):
    rules = ", ".join(f'{{ name = "hook {n}"; when = {{ words = ("hook{n}"); }}; '
                      f'set = {{ queue = "q{n}"; }}; webhook = "{url}"; }}'
                      for n, url in enumerate(urls))
    return f"rules = ( {rules} );\n"


def configure_hooks(desk, timeout):
    """Few seconds only where there is to be no answer in time."""
    desk.write_config(
        more=f'webhooks = {{ ca_file = "{desk.servers.ca_file}"; timeout = {timeout}; }};')


def queued(desk):
    if not desk.tickets():
        return []
    with sqlite3.connect(f"file:{desk.path('desk.db')}?mode=ro", uri=True) as db:
        return db.execute("SELECT state, attempts, last_answer FROM webhooks ORDER BY id").fetchall()


def test_webhooks_are_called_over_proven_https():
    desk = Desk(rules="rules")
    with desk:
        receiver, stranger = Receiver(desk), Receiver(desk, "127.0.0.2")
        base = receiver.address
        configure_hooks(desk, timeout=60)
        desk.write("rules/10.conf", hook_rules(base + "/in", stranger.address + "/in"))
        desk.start()
        desk.send("ana", 'Quote " and <b>', "hook0\nsecond line\n")
        desk.until(lambda: receiver.calls)
        path, headers, raw = receiver.calls[0]
        told = json.loads(raw)
        assert path == "/in" and headers["Content-Type"] == "application/json", headers
        assert headers["X-Ticketgate-Delivery"] == "1", headers
        assert told["event"] == "opened" and told["rule"] == "hook 0", told
        assert told["ticket"]["id"] == 1 and told["ticket"]["queue"] == "q0", told
        assert told["ticket"]["subject"] == 'Quote " and <b>', told
        assert told["ticket"]["requester"]["email"] == "ana@example.org", told
        assert told["text"].startswith("[IT #1] Quote"), told
        assert told["message"].startswith("hook0"), told
        desk.until(lambda: queued(desk)[0][0] == "called")
        assert any("webhook" in what and "HTTP 200" in what for what in events(desk, 1))
        # a server whose name is not proven hears nothing
        desk.send("ana", "Wrong name", "hook1\n")
        desk.until(lambda: len(queued(desk)) == 2 and queued(desk)[1][2])
        assert len(receiver.calls) == 1 and stranger.calls == []
        state, _, answer = queued(desk)[1]
        assert state == "queued" and "127.0.0.2" in answer, queued(desk)
        # explain shows it and calls nobody
        out = desk.run("explain", "--ticket", "1")[1].decode()
        assert "webhook" in out and base in out, out
        assert len(receiver.calls) == 1 and len(queued(desk)) == 2
        receiver.close()
        stranger.close()


def test_webhooks_that_fail():
    desk = Desk(rules="rules")
    with desk:
        receiver = Receiver(desk)
        configure_hooks(desk, timeout=60)
        desk.write("rules/10.conf", hook_rules(receiver.address + "/in"))
        desk.start()
        # led elsewhere: not followed, and told on the ticket
        receiver.answers = [302]
        desk.send("ana", "One", "hook0\n")
        desk.until(lambda: queued(desk) and queued(desk)[0][0] == "failed")
        assert [call[0] for call in receiver.calls] == ["/in"]
        assert any("redirects are not followed" in what for what in events(desk, 1)), events(desk, 1)
        # no answer in time, and mail goes on meanwhile
        desk.stop()
        configure_hooks(desk, timeout=5)
        desk.start()
        receiver.answers = [0]
        desk.send("ana", "Two", "hook0\n")
        desk.until(lambda: len(queued(desk)) == 2 and queued(desk)[1][2])
        desk.mail_for("ana", subject="[IT #2]")
        assert queued(desk)[1][:2] == ("queued", 1), queued(desk)
        assert desk.json("status")["webhooks"] == 1
        # later it is called again, with the same number
        desk.kill()
        configure_hooks(desk, timeout=60)
        desk.start(TICKETGATE_CLOCK_OFFSET="600")
        desk.until(lambda: queued(desk)[1][0] == "called")
        assert [call[1]["X-Ticketgate-Delivery"] for call in receiver.calls] == ["1", "2", "2"]
        # a refusal is final
        receiver.answers = [410]
        desk.send("ana", "Three", "hook0\n")
        desk.until(lambda: len(queued(desk)) == 3 and queued(desk)[2][0] == "failed")
        assert desk.json("status")["webhooks"] == 0
        receiver.close()


if __name__ == "__main__":
    sys.exit(tap.main(globals(), needs=["dovecot", "exim4"]))
