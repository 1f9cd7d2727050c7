#!/usr/bin/env python3
"""What an admin does with rules, end to end: actions, explain, replay, rules,
suggest, reload; the daemon and real mail servers."""

import json
import os
import pty
import re
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests"))
sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests", "e2e"))
import tap  # noqa: E402
from desk import Desk, body  # noqa: E402

RULES = """
vocabulary = { ASSET = "(?:PC|NB|PR)-[0-9]{4,6}"; };
rules = (
  { name = "newsletter"; when = { kind = "list"; }; ignore = true; stop = true; },
  { name = "dangerous"; when = { attachment = { name = "\\\\.exe$"; }; }; quarantine = true; },
  { name = "printer"; when = { words = ("printer", "toner"); };
    set = { queue = "printers"; kind = "incident"; }; },
  { name = "hall"; when = { words = ("hall"); }; set = { queue = "facilities"; }; },
  { name = "asset"; when = { match = "%{ASSET:asset}"; }; lookup = "assets.csv"; },
  { name = "never"; when = { words = ("zyzzyva"); }; set = { queue = "games"; }; },
  { name = "sender's place"; lookup = { file = "sites.csv"; by = ("email", "domain"); }; }
);
"""
FILES = {
    "rules/assets.csv": "asset;site;owner_of\r\nPR-1*;Berlin;Hausdruckerei Süd\r\n",
    "rules/sites.csv": "\ufeffaddress,site,language\nben@example.org,Hamburg,de\n*,Main office,\n",
}


class running:  # pylint: disable=invalid-name
    """with running(rules) as desk: a desk with these rules whose daemon is up."""

    def __init__(self, rules=RULES, **options):
        self.rules = rules
        self.desk = Desk(rules="rules", **options)

    def __enter__(self):
        desk = self.desk.__enter__()
        for name, text in FILES.items():
            desk.write(name, text)
        desk.write("rules/10-test.conf", self.rules)
        desk.start()
        return desk

    def __exit__(self, *exception):
        self.desk.__exit__(*exception)


def ticket_of(desk, subject):
    return desk.until(lambda: next((t for t in desk.tickets().values()
                                    if t["subject"] == subject), None), what=subject)


def dump(desk):
    with sqlite3.connect(f"file:{desk.path('desk.db')}?mode=ro", uri=True) as db:
        return [line for line in db.iterdump() if "VIRTUAL" not in line]


def events(desk, number):
    return [e["what"] for e in desk.show(number)["events"]]


def errors_of(desk, *arguments):
    status, _, errors = desk.run(*arguments, check=False)
    assert status != 0, arguments
    return errors


# actions

STAFF = """
staff = (
  { name = "First line"; addresses = ( "it1@example.org" ); skills = ( "desktops" ); },
  { name = "Second line"; addresses = ( "it2@example.org" ); skills = ( "desktops", "network" ); }
);
"""

ACTIONS = """
rules = (
  { name = "silent"; when = { words = ("silent"); }; no_ack = true;
    notify = ("carl@example.org"); },
  { name = "network"; when = { words = ("vpn"); };
    set = { assign = "skill:network"; impact = "high"; urgency = "high"; template = "ack-vpn";
            summary = "VPN of %{email}: %{subject}"; };
    notify = ("First line"); },
  { name = "desktops"; when = { words = ("screen"); };
    set = { assign = "least-busy:desktops"; language = "de"; impact = "low"; urgency = "high"; }; },
  { name = "by name"; when = { words = ("keyboard"); }; set = { assign = "First line"; }; },
  { name = "nobody"; when = { words = ("mouse"); }; set = { assign = "skill:rodents"; }; }
);
"""

ACK_VPN = """subject: {{ticket.ref}} VPN

We know about the VPN.
"""


def test_actions_of_a_rule_are_carried_out():
    with Desk(rules="rules", templates="templates") as desk:
        with open(desk.config, encoding="utf-8") as file:
            text = file.read()
        desk.write("ticketgate.conf", text[:text.index("staff = (")] + STAFF)
        desk.write("templates/ack-vpn.en.txt", ACK_VPN)
        desk.write("rules/10-test.conf", ACTIONS)
        desk.start()
        desk.send("ana", "Be silent", "Silent, please.\n")
        desk.mail_for("carl", subject="Be silent")
        desk.send("ben", "It drops", "The VPN drops.\n")
        assert "We know about the VPN" in body(desk.mail_for("ben"))
        vpn = ticket_of(desk, "VPN of ben@example.org: It drops")
        assert vpn["owner"] == "Second line" and vpn["priority"] == "urgent", vpn
        desk.mail_for("it1", subject="It drops")  # told beside the owner
        desk.send("ana", "Black", "My screen is black.\n")
        black = ticket_of(desk, "Black")
        # the other one has the VPN
        assert black["owner"] == "First line" and black["priority"] == "normal", black
        assert black["language"] == "de", black
        desk.send("ana", "Keys", "The keyboard is sticky.\n")
        assert ticket_of(desk, "Keys")["owner"] == "First line"
        desk.send("ana", "Rodent", "The mouse is dead.\n")
        rodent = ticket_of(desk, "Rodent")
        assert rodent["owner"] is None
        assert any("not assigned" in what and "rodents" in what
                   for what in events(desk, rodent["id"])), events(desk, rodent["id"])
        desk.quiet()
        assert not [m for m in desk.inbox("ana") if "Be silent" in str(m["Subject"])]


def test_tables_noise_and_quarantine():
    with running() as desk:
        desk.send("ben", "Jam", "The printer PR-10442 jams.\n")
        jam = ticket_of(desk, "Jam")
        assert jam["fields"] == {"asset": "PR-10442", "site": "Berlin",
                                 "owner_of": "Hausdruckerei Süd"}, jam
        assert jam["language"] == "de", jam
        desk.send("ana", "Hello", "Good morning, I have a question for you.\n")
        assert ticket_of(desk, "Hello")["fields"]["site"] == "Main office"
        desk.send("carl", "Weekly news", "Buy! Unsubscribe here.\n", List_Id="<n.example.org>",
                  List_Unsubscribe="<mailto:x@example.org>", Precedence="bulk")
        bad = desk.compose("carl", "Invoice", "See attachment.\n")
        bad.add_attachment(b"MZ", maintype="application", subtype="octet-stream",
                           filename="invoice.pdf.exe")
        desk.deliver(bad)
        desk.until(lambda: desk.json("status")["received"] == 4)
        desk.quiet()
        status = desk.json("status")
        assert status["outcomes"]["ignored"] == 1 and status["outcomes"]["quarantined"] == 1, status
        assert "dangerous" in desk.json("held")[0]["reason"], desk.json("held")
        hits = {rule["rule"]: rule["hits"] for rule in desk.json("rules")}
        assert hits["newsletter"] == 1 and hits["dangerous"] == 1, hits
        assert any("ignored" in line and "newsletter" in line for line in desk.log_lines())


GIVES_UP = """
rules = (
  { name = "slow"; when = { text = "^(?:x+x+)+[yz]$"; };
    set = { queue = "slow"; }; },
  { name = "quick"; when = { subject = "hello"; }; set = { queue = "quick"; }; }
);
"""


def test_a_rule_that_gives_up_is_told():
    with running(GIVES_UP) as desk:
        text = "x" * 4000 + "\n"
        mail = desk.compose("ana", "hello", text)
        desk.deliver(mail)
        ticket = ticket_of(desk, "hello")
        assert ticket["queue"] == "quick", ticket
        told = [e for e in desk.show(1)["events"] if "gave up" in e["what"]]
        assert len(told) == 1 and told[0]["who"] == "rule slow", desk.show(1)["events"]
        assert told[0]["why"].endswith("10-test.conf:3"), told
        desk.until(lambda: any("10-test.conf:3: rule 'slow' gave up" in line
                               for line in desk.log_lines()))
        out = desk.run("explain", "--ticket", "1")[1].decode()
        assert "gave up   slow" in out, out


# explain

def timeless(text):
    """Without codes, which hold the second in which they were made, and times."""
    return re.sub(r"tg-[0-9a-z._-]+|\d{4}-\d\d-\d\d[T ][0-9:]+Z?", "WHEN", text)


def test_explain_shows_all_and_changes_nothing():
    with running() as desk:
        desk.send("ana", "Jam", "The printer in the hall, PR-10442, jams.\n")
        ticket_of(desk, "Jam")
        desk.quiet()
        before = dump(desk)
        mail = desk.compose("ben", "Toner", "The toner of the hall printer is empty.\n").as_bytes()
        path = desk.path("toner.eml")
        with open(path, "wb") as file:
            file.write(mail)
        by_file = desk.run("explain", path)[1].decode()
        by_pipe = desk.run("explain", "-", stdin=mail)[1].decode()
        assert timeless(by_file) == timeless(by_pipe)
        for words in ("hit       printer (", "10-test.conf:6)", "text: The [toner] of the hall",
                      "miss      never (", "queue = printers   (printer, ", "- queue = facilities   (hall, ",
                      "mail to ben@example.org", "[IT #2]", "human"):
            assert words in by_file, (words, by_file)
        out = json.loads(desk.run("explain", "--ticket", "1", "--json")[1])
        rules = {rule["rule"]: rule["result"] for rule in out["rules"]["rules"]}
        assert rules["printer"] == "hit" and rules["never"] == "miss", rules
        assert rules["hall"] == "shadowed", rules
        fields = {f["name"]: f for f in out["rules"]["verdict"]["fields"]}
        assert fields["asset"]["value"] == "PR-10442", fields
        assert fields["asset"]["source"]["line"] == 9, fields
        assert out["facts"]["kind"] == "human" and out["mails"], out.keys()
        assert "no such" not in errors_of(desk, "explain", "--ticket", "77").lower()
        assert "toner2.eml" in errors_of(desk, "explain", desk.path("toner2.eml"))
        assert dump(desk) == before
        # a reply says which ticket it would join, and by what
        ack = desk.mail_for("ana")
        out = desk.run("explain", "-", stdin=desk.answer("ana", ack, "Still.").as_bytes())[1].decode()
        assert "ticket 1" in out and "appended" in out, out


# replay

CHANGED = RULES.replace('queue = "printers"', 'queue = "print shop"').replace(
    '{ name = "hall"; when = { words = ("hall"); }; set = { queue = "facilities"; }; },', "")


def three_mails(desk):
    desk.send("ana", "Jam", "The printer jams.\n")
    desk.send("ben", "Cold", "The hall is cold.\n")
    desk.send("carl", "Fax", "The fax is silent.\n")
    for subject in ("Jam", "Cold", "Fax"):
        ticket_of(desk, subject)
    desk.quiet()


def test_replay_tells_what_would_change():
    with running() as desk:
        three_mails(desk)
        for name, text in FILES.items():
            desk.write(name.replace("rules/", "new/"), text)
        desk.write("new/10.conf", CHANGED)
        before = dump(desk)
        out = desk.run("replay", "--rules", desk.path("new"))
        text = out[1].decode()
        assert text.startswith("3 mails, 2 change, 1 now unrouted, 0 now routed"), text
        assert "queue: printers -> print shop  (printer, " in text, text
        assert "queue: facilities -> (none)  (hall, " in text, text
        assert "[IT #" in text and "Fax" not in text, text
        assert "\r" not in out[2], "a progress bar for nobody"
        told = desk.json("replay", "--rules", desk.path("new"))
        assert (told["mails"], told["changed"], told["now_unrouted"]) == (3, 2, 1), told
        numbers = {t["subject"]: t["id"] for t in desk.tickets().values()}
        changes = {c["ticket"]: c["changes"][0] for c in told["changes"]}
        assert changes[numbers["Jam"]]["new"] == "print shop", changes
        assert changes[numbers["Cold"]]["new"] is None, changes
        assert changes[numbers["Cold"]]["old_rule"]["rule"] == "hall", changes
        # the same rules change nothing; a time in which no mail came has none
        assert desk.json("replay", "--rules", desk.path("rules"))["changed"] == 0
        with_clock = desk.run("replay", "--rules", desk.path("new"), "--since", "1h", "--json",
                              TICKETGATE_CLOCK_OFFSET="7200")
        assert json.loads(with_clock[1])["mails"] == 0, with_clock
        assert dump(desk) == before


def test_replay_refuses_broken_rules_and_survives_broken_mail():
    with running() as desk:
        three_mails(desk)
        desk.write("bad/10.conf", 'rules = (\n  { name = "x"; wehn = { words = "a"; }; }\n);\n')
        errors = errors_of(desk, "replay", "--rules", desk.path("bad"))
        assert "bad/10.conf:2" in errors and "'when'" in errors, errors
        assert "no-such" in errors_of(desk, "replay", "--rules", desk.path("no-such"))
        told = desk.run("replay", "--rules", desk.path("rules"), "--json",
                        TICKETGATE_FAULT_BYTES="replayer.mail=crash:The hall is cold")
        told = json.loads(told[1])
        assert (told["mails"], told["unreadable"], told["changed"]) == (3, 1, 0), told


def all_of(terminal):
    """What was written to a terminal whose other side is closed; it comes in
    pieces."""
    found = b""
    try:
        while piece := os.read(terminal, 10000):
            found += piece
    except OSError:  # the end of it
        pass
    return found


def terminal():
    try:
        return pty.openpty()
    except OSError as why:
        raise tap.Skip("pseudo-terminals") from why


def test_replay_shows_progress_on_a_terminal():
    master, slave = terminal()
    with running() as desk:
        three_mails(desk)
        done = subprocess.run([desk.program, "replay", "-c", desk.config, "--rules",
                               desk.path("rules")], stdout=subprocess.PIPE, stderr=slave, check=True,
                              stdin=subprocess.DEVNULL, timeout=60)
        os.close(slave)
        bar = all_of(master).decode()
        os.close(master)
        assert "3 of 3" in bar and "[=" in bar, bar
        assert b"3 of 3" not in done.stdout


# rules and suggest

def test_rules_tell_hits_and_corrections_dead_first():
    with running() as desk:
        desk.send("ana", "Jam", "The printer jams.\n")
        # known by a rule alone, and named by its beginning
        desk.reply("it1", desk.mail_for("it1", subject="Jam"), "#queue FAC")
        desk.until(lambda: desk.show(1)["queue"] == "facilities")
        desk.quiet()
        rules = desk.json("rules")
        hits = [rule["hits"] for rule in rules]
        assert hits == sorted(hits) and hits[0] == 0, rules
        by_name = {rule["rule"]: rule for rule in rules}
        assert by_name["never"]["last"] is None, by_name["never"]
        printer = by_name["printer"]
        assert (printer["hits"], printer["hits_7d"], printer["corrected"]) == (1, 1, 1), printer
        assert printer["last"] and printer["line"] == 6, printer
        lines = desk.run("rules")[1].decode().splitlines()
        assert lines[0].split()[:2] == ["RULE", "HITS"], lines
        names = [line.split("  ")[0] for line in lines[1:]]
        assert names.index("never") < names.index("printer"), names


def test_suggest_learns_from_what_staff_moved():
    with running() as desk:
        assert "Nothing to learn" in desk.run("rules", "suggest")[1].decode()
        subjects = ("Badge lost", "New badge", "Badge reader dead")
        for subject in subjects:
            desk.send("ana", subject, "My badge does not open the door of the printer room.\n")
        for subject in subjects:
            desk.reply("it1", desk.mail_for("it1", subject=subject), "#queue access")
        for number in range(3):
            desk.send("ben", f"Jam {number}", "The printer in the room jams.\n")
        desk.until(lambda: len(desk.tickets()) == 6 and
                   sum(t["queue"] == "access" for t in desk.tickets().values()) == 3)
        desk.quiet()
        text = desk.run("rules", "suggest")[1].decode()
        assert '"badge"' in text.lower() and 'queue = "access"' in text, text
        assert '"printer"' not in text, text
        assert "# replay: of 9 mails in the store it moves 3, 3 of them to where their ticket " \
            "is now" in text, text
        told = desk.json("rules", "suggest")
        assert told[0]["queue"] == "access" and told[0]["moves"] == 3, told
        assert told[0]["moves_rightly"] == 3, told
        # as it is, it is a rule file; and then there is nothing more to learn
        desk.write("rules/00-suggested.conf", text)
        desk.run("check")
        assert desk.json("rules", "suggest") == []


# reload

FAILING = """
rules = (
  { name = "printer"; when = { words = ("printer"); }; set = { queue = "elsewhere"; };
    examples = ( { subject = "printer"; expect = { queue = "printers"; }; } ); }
);
"""


def test_rules_whose_examples_fail_do_not_come_into_force():
    with running(desk='admin = "li@example.org";') as desk:
        desk.until(lambda: any("connected to" in line for line in desk.log_lines()))
        desk.write("rules/10-test.conf", FAILING)
        desk.reload()
        mail = desk.mail_for("li")
        text = body(mail)
        assert "10-test.conf:4" in text and "printers" in text and "elsewhere" in text, text
        desk.until(lambda: any("reload refused" in line for line in desk.log_lines()))
        desk.send("ana", "Jam", "The printer jams.\n")
        assert ticket_of(desk, "Jam")["queue"] == "printers"
        # mended, it comes into force, without a restart
        desk.write("rules/10-test.conf", FAILING.replace('"printers"', '"elsewhere"'))
        desk.reload()
        desk.until(lambda: any("reloaded" in line for line in desk.log_lines()))
        desk.send("ana", "Again", "The printer jams again.\n")
        assert ticket_of(desk, "Again")["queue"] == "elsewhere"


def test_the_compiled_rules_are_kept_for_a_restart():
    with running() as desk:
        desk.send("ana", "Jam", "The printer jams.\n")
        assert ticket_of(desk, "Jam")["queue"] == "printers"
        cache = desk.path("desk.db-rules")
        if not os.path.exists(cache):
            return  # built without libhs, whose words these are
        before = os.stat(cache)
        assert before.st_mode & 0o777 == 0o600
        assert desk.stop() == 0
        desk.start()
        desk.send("ana", "Jam 2", "The printer jams.\n")
        assert ticket_of(desk, "Jam 2")["queue"] == "printers"
        assert os.stat(cache).st_ino == before.st_ino, "it was written again"
        # damaged, it is made anew
        assert desk.stop() == 0
        with open(cache, "r+b") as file:
            file.seek(200)
            file.write(b"damage")
        desk.start()
        desk.send("ana", "Jam 3", "The printer jams.\n")
        assert ticket_of(desk, "Jam 3")["queue"] == "printers"
        assert os.stat(cache).st_ino != before.st_ino


if __name__ == "__main__":
    sys.exit(tap.main(globals(), needs=["dovecot", "exim4", "openssl"]))
