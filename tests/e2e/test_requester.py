#!/usr/bin/env python3
"""The requester's side: what reaches people, who takes part, and how a ticket
lives and ends. One desk for all; time is moved by starting it anew."""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests"))
sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests", "e2e"))
import tap  # noqa: E402
from desk import body  # noqa: E402
from shift import Shift  # noqa: E402

DESK = Shift()
PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de")
DAY = 24 * 60 * 60


def test_what_staff_write_arrives_as_a_clean_mail():
    jam = DESK.request("ana", "Scanner noise", "It rattles. My number is 4711.\n")
    note = jam.note("it1")
    mail = DESK.answer("it1", note, "#priority low\nDear Ana,\n\nplease look at the picture\n"
                       "and follow the steps.\n\n-- \nIda Ito\nIT, room 7\n")
    mail.add_attachment(b"%PDF-1.4 steps", maintype="application", subtype="pdf",
                        filename="Schritte für Ana.pdf")
    mail.add_attachment(PIXEL, maintype="image", subtype="png", filename="p.png",
                        disposition="inline", cid="<pic1@client.example>")
    DESK.deliver(mail)
    got = DESK.mail_for("ana", text="Dear Ana")
    text = body(got)
    for leak in ("#priority", "-=-=", "wrote:", "mailto:", "tg-", "it1@example", "4711",
                 "#note", "First line", "Requester:"):
        assert leak not in text, (leak, text)
    assert "Ida Ito" in text and "room 7" in text, text
    files = {p.get_filename(): p for p in got.walk() if p.get_filename()}
    assert files["Schritte für Ana.pdf"].get_content() == b"%PDF-1.4 steps", files
    assert files["p.png"].get_content() == PIXEL
    assert files["p.png"]["Content-ID"] == "<pic1@client.example>", files["p.png"].items()
    # the thread is whole
    assert got["In-Reply-To"] == jam.sent["Message-ID"] or \
        got["In-Reply-To"] == jam.ack["Message-ID"], got["In-Reply-To"]
    assert jam.sent["Message-ID"] in got["References"], got["References"]
    assert str(got["Subject"]) == f"{jam.ref} Scanner noise", got["Subject"]
    assert got["Auto-Submitted"] in (None, "no") and got["Precedence"] is None, got.items()
    assert str(got["Return-Path"]) == "<help@example.org>", got["Return-Path"]
    for name, value in got.items():
        assert "it1@" not in str(value) and "client.example" not in name, (name, value)


def test_html_answers_leave_nothing_behind():
    jam = DESK.request("ben", "Laptop hot", "It burns.\n")
    note = jam.note("it1")
    mail = DESK.compose("it1", "Re: " + str(note["Subject"]), "",
                        In_Reply_To=str(note["Message-ID"]), References=str(note["Message-ID"]))
    lines = body(note).replace("<", "&lt;").replace("\n", "<br>")
    mail.set_content("<html><body><div>Put it on a <b>table</b>.</div><div>Ida</div>"
                     "<div id='divRplyFwdMsg'><hr><b>From:</b> IT Help &lt;help@example.org&gt;<br>"
                     "<b>Sent:</b> Monday, 16 November 2026 10:00<br><b>To:</b> Ida<br>"
                     f"<b>Subject:</b> {note['Subject']}</div><div>{lines}</div></body></html>",
                     subtype="html")
    DESK.deliver(mail)
    got = DESK.mail_for("ben", text="Put it on a")
    for leak in ("-=-=", "mailto:", "tg-", "#note", "Requester:", "From:"):
        assert leak not in body(got), (leak, body(got))
    assert body(got).count("\n--") == 1 and "____" not in body(got), body(got)


def test_the_requester_is_appended_and_the_owner_alone_is_told():
    jam = DESK.request("ana", "Projector dim", "It is dim.\n")
    DESK.tell("it1", jam.note("it1"), "#take\n")
    ida, ivan = DESK.count("it1"), DESK.count("it2")
    mail = DESK.answer("ana", jam.ack, "Even dimmer now.\n")
    mail.add_attachment(PIXEL, maintype="image", subtype="png", filename="dim.png")
    DESK.decided(mail)
    told = DESK.mail_for("it1", subject=jam.ref, text="Even dimmer now.")
    assert [p.get_filename() for p in told.walk() if p.get_filename()] == ["dim.png"]
    assert (DESK.count("it1"), DESK.count("it2")) == (ida + 1, ivan)
    assert jam.now["messages"][-1]["reply_text"].strip() == "Even dimmer now."


def test_colleagues_in_cc_take_part_and_robots_never():
    sent = DESK.compose("ana", "Team share gone", "The share is gone.\n",
                        Cc="ben@example.org, carl@example.com, stranger@evil.test, "
                        "service@example.org, noreply@example.org, it2@example.org")
    DESK.hear("ana", sent, to=["help@example.org"])
    number = max(DESK.tickets())
    people = {p["email"] for p in DESK.show(number)["participants"]}
    assert people == {"ana@example.org", "ben@example.org"}, people
    note = DESK.mail_for("it1", subject=f"[IT #{number}]")
    DESK.reply("it1", note, "It is back.\n")
    mails = {who: DESK.mail_for(who, text="It is back.") for who in ("ana", "ben")}
    assert mails["ana"]["Message-ID"] != mails["ben"]["Message-ID"], "one id for two people"
    DESK.decided(DESK.answer("ben", mails["ben"], "For me, too.\n"))
    assert DESK.show(number)["messages"][-1]["from"]["email"] == "ben@example.org"


def test_thanks_do_not_reopen_and_an_answer_does():
    jam = DESK.request("carl", "Badge dead", "My badge is dead.\n")
    DESK.reply("it1", jam.note("it1"), "#resolve new badge\nYour badge is at the desk.\n")
    got = DESK.mail_for("carl", text="Your badge is at the desk.")
    DESK.decided(DESK.answer("carl", got, "Thank you very much!\n\nBest regards\nCarl\n"))
    jam.is_(status="resolved")
    DESK.mail_for("it1", subject=jam.ref, text="Thank you very much!")
    auto = DESK.answer("carl", got, "I am on holiday until Monday.\n",
                       Auto_Submitted="auto-replied")
    before = [DESK.count(who) for who in ("it1", "it2", "carl")]
    DESK.decided(auto)
    jam.is_(status="resolved")
    assert [DESK.count(who) for who in ("it1", "it2", "carl")] == before
    DESK.decided(DESK.answer("carl", got, "The new badge does not open door 3.\n"))
    jam.is_(status="open")


def test_bounces_mark_tell_and_suppress():
    jam = DESK.request("li", "Projector bulb", "The bulb is broken.\n")
    DESK.decided(report(jam.ack["Message-ID"], "li@example.org", "delayed", "4.4.1"), sender="",
                 to=["help@example.org"])
    assert not any(p["suppressed"] for p in jam.now["participants"]), jam.now["participants"]
    DESK.decided(report(jam.ack["Message-ID"], "li@example.org", "failed", "4.2.2"), sender="",
                 to=["help@example.org"])
    assert not any(p["suppressed"] for p in jam.now["participants"]), jam.now["participants"]
    DESK.decided(report(jam.ack["Message-ID"], "li@example.org", "failed", "5.1.1"), sender="",
                 to=["help@example.org"])
    assert [p["suppressed"] for p in jam.now["participants"]] == [True], jam.now
    assert "5.1.1" in body(DESK.mail_for("it1", subject=jam.ref, text="5.1.1"))
    before = DESK.count("li")
    DESK.decided(DESK.answer("it1", jam.note("it1"), "A new one comes tomorrow.\n"))
    assert DESK.count("li") == before, "a suppressed address was written to"
    assert "not sent" in jam.events(), jam.events()
    # until a person clears it, by mail or at the command line
    DESK.tell("it1", jam.note("it1"), "#for li@example.org\nIt is there now.\n")
    DESK.mail_for("li", text="It is there now.")
    DESK.decided(report(jam.ack["Message-ID"], "li@example.org", "failed", "5.1.2"),
                 sender="", to=["help@example.org"])
    assert [p["suppressed"] for p in jam.now["participants"]] == [True], jam.now
    DESK.run("held", "clear", "li@example.org")
    assert [p["suppressed"] for p in jam.now["participants"]] == [False], jam.now
    assert DESK.run("held", "clear", "li@example.org", check=False)[0] != 0


def report(message_id, address, action, status):
    return (f"From: Mail Delivery <MAILER-DAEMON@mx.test>\nTo: help@example.org\n"
            f"Subject: Undelivered Mail Returned to Sender\nAuto-Submitted: auto-replied\n"
            f"Message-ID: <{action}.{status}.{address}@mx.test>\nMIME-Version: 1.0\n"
            f"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
            f"--b\nContent-Type: text/plain\n\nIt did not arrive.\n\n"
            f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.test\n\n"
            f"Final-Recipient: rfc822; {address}\nAction: {action}\nStatus: {status}\n"
            f"Diagnostic-Code: smtp; {status} no\n\n"
            f"--b\nContent-Type: message/rfc822\n\nMessage-ID: {message_id}\n"
            f"From: help@example.org\nTo: {address}\nSubject: x\n\nx\n--b--\n").encode()


def test_held_mail_at_the_command_line():
    for subject in ("Verify one", "Verify two", "Verify three"):
        DESK.decided(DESK.compose("noreply@shop.test", subject, "Your code is 1234.\n"))
    held = {h["subject"]: h for h in DESK.held()}
    one, two, three = (held[f"Verify {n}"]["id"] for n in ("one", "two", "three"))
    entry = held["Verify one"]
    assert entry["mailbox"] in ("", "help") and entry["from"] == "noreply@shop.test", entry
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry["received"]), entry
    before = set(DESK.tickets())
    DESK.run("held", "reject", str(one))
    DESK.run("held", "release", str(two))
    DESK.until(lambda: set(DESK.tickets()) - before)
    assert len(set(DESK.tickets()) - before) == 1
    DESK.run("held", "trust", str(three))
    DESK.until(lambda: len(set(DESK.tickets()) - before) == 2)
    assert DESK.held() == []
    assert DESK.run("held", "release", str(one), check=False)[0] != 0
    DESK.decided(DESK.compose("noreply@shop.test", "Verify four", "Your code is 5678.\n"))
    assert len(set(DESK.tickets()) - before) == 3 and DESK.held() == []


def test_held_mail_by_mail():
    DESK.decided(DESK.compose("verify@other.test", "Confirm me", "Click here.\n"))
    notice = DESK.mail_for("it1", text="Confirm me")
    assert [h["subject"] for h in DESK.held()] == ["Confirm me"]
    before = set(DESK.tickets())
    DESK.tell("it1", notice, "release")
    DESK.until(lambda: set(DESK.tickets()) - before)
    assert DESK.held() == []
    late = DESK.tell("it1", notice, "#reject")
    assert "somebody has dealt with it" in body(late), body(late)
    DESK.decided(DESK.compose("verify@other.test", "Confirm again", "Click here.\n"))
    notice = DESK.mail_for("it1", text="Confirm again")
    DESK.tell("it1", notice, "#reject")
    assert DESK.held() == [] and len(set(DESK.tickets()) - before) == 1
    # and from now on
    DESK.decided(DESK.compose("noreply@third.test", "Confirm third", "Click here.\n"))
    DESK.reply("it1", DESK.mail_for("it1", text="Confirm third"), "#trust")
    DESK.until(lambda: len(set(DESK.tickets()) - before) == 2)
    DESK.decided(DESK.compose("noreply@third.test", "Confirm fourth", "Click here.\n"))
    assert DESK.held() == [] and len(set(DESK.tickets()) - before) == 3


def test_a_claim_is_released_by_its_person_alone():
    jam = DESK.request("ana", "Flap stuck", "It does not open.\n")
    before = DESK.count("ana")
    DESK.decided(DESK.compose("it1", f"Re: {jam.ref} pull at the left", "Pull it.\n"))
    notice = DESK.mail_for("it1", text="pull at the left")
    newest = max(DESK.tickets())
    DESK.decided(DESK.answer("it2", notice, "#release\n"))
    assert [h["from"] for h in DESK.held()] == ["it1@example.org", "it2@example.org"], DESK.held()
    assert DESK.count("ana") == before, "released by somebody else"
    assert max(DESK.tickets()) == newest, "taken for a request"
    told = DESK.mail_for("it2", text="it claims to be from Second line")
    DESK.tell("it2", told, "#reject")
    DESK.reply("it1", notice, "#release")
    DESK.mail_for("ana", text="Pull it.")
    jam.is_(status="waiting")
    assert DESK.held() == []


def test_templates_are_shown_with_a_ticket():
    jam = DESK.request("ana", "Preview me", "x\n")
    out = DESK.run("template", "preview", "closed", "--ticket", str(jam.number))[1].decode()
    assert jam.ref in out and "Preview me" in out, out
    out = DESK.run("template", "preview", "ack", "--ticket", str(jam.number),
                   "--language", "de")[1].decode()
    assert "Anfrage" in out or "Nachricht" in out, out
    names = DESK.run("template", "list")[1].decode()
    for name in ("ack", "update", "waiting", "resolved", "closed", "held", "receipt", "digest",
                 "notification", "duplicate", "storm"):
        assert name in names, names
        for language in ("en", "de", "zh"):
            DESK.run("template", "preview", name, "--ticket", str(jam.number),
                     "--language", language)
    assert DESK.run("template", "preview", "nonsense", check=False)[0] != 0


def restarted(seconds):
    """The desk, started anew at another time."""
    DESK.quiet()
    DESK.stop()
    os.environ["TICKETGATE_CLOCK_OFFSET"] = str(seconds)
    DESK.start()


def test_time_ends_waiting_closes_and_makes_late_answers_new():
    wait = DESK.request("ana", "Waits", "1\n")
    done = DESK.request("ben", "Is resolved", "2\n")
    link = re.search(r"subject=([^>\s]+)>", body(wait.note("it2")))[1].replace("%20", " ") \
        .replace("%5B", "[").replace("%5D", "]").replace("%23", "#")
    assert "tg-" in link, link
    DESK.tell("it1", wait.note("it1"), "#wait 3d")
    DESK.tell("it1", done.note("it1"), "#resolve easily\n")
    try:
        restarted(4 * DAY)
        DESK.until(lambda: wait.now["status"] == "open")
        DESK.mail_for("it1", subject=wait.ref, text="has come")
        done.is_(status="resolved")
        restarted(8 * DAY)
        DESK.until(lambda: done.now["status"] == "closed")
        # a link is good for seven days
        DESK.decided(DESK.compose("it2", link, "\n"))
        wait.is_(status="open", owner=None)
        assert [h["from"] for h in DESK.held()] == ["it2@example.org"], DESK.held()
        DESK.run("held", "reject", str(DESK.held()[0]["id"]))
        DESK.decided(DESK.answer("ben", done.ack, "It is back.\n"))
        done.is_(status="open")
        back = DESK.mail_for("it1", subject=done.ref, text="It is back.")
        DESK.tell("it1", back, "#close\n")
        restarted(30 * DAY)
        before = set(DESK.tickets())
        DESK.decided(DESK.answer("ben", done.ack, "And once more.\n"))
        number = (set(DESK.tickets()) - before).pop()
        assert {"relation": "follows", "ticket": done.number} in DESK.show(number)["links"]
        done.is_(status="closed")
        DESK.decided(DESK.answer("ben", done.ack, "Thanks!\n"))
        assert len(set(DESK.tickets()) - before) == 1, "thanks opened a ticket"
    finally:
        os.environ.pop("TICKETGATE_CLOCK_OFFSET", None)


if __name__ == "__main__":
    sys.exit(tap.main(globals(), needs=["dovecot", "exim4"], around=[DESK]))
