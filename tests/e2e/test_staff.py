#!/usr/bin/env python3
"""Staff work by mail, and others try to: real IMAP, real SMTP, the daemon."""

import email.utils
import os
import re
import sys
import urllib.parse

sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests"))
sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests", "e2e"))
import tap  # noqa: E402
from desk import Desk, body  # noqa: E402


class running:  # pylint: disable=invalid-name
    """with running() as desk: a desk whose daemon is up, with ticket 1 of
    Ana's about her printer, and the mails about it."""

    def __init__(self, **options):
        self.desk = Desk(**options)

    def __enter__(self):
        desk = self.desk.__enter__()
        desk.start()
        desk.send("ana", "Printer jam", "The printer is stuck.\n")
        desk.ack = desk.mail_for("ana")
        desk.first = desk.mail_for("it1")
        desk.second = desk.mail_for("it2")
        return desk

    def __exit__(self, *exception):
        self.desk.__exit__(*exception)


def owner(desk, number=1):
    return desk.show(number)["owner"]


def status(desk, number=1):
    return desk.show(number)["status"]


def held(desk, count):
    """Waits for COUNT held mails and returns them."""
    return desk.until(lambda: [h for h in [desk.json("held")] if len(h) == count],
                      what=f"not {count} mails are held")[0]


# what staff do

def test_commands_are_done_told_and_undone():
    with running() as desk:
        desk.reply("it1", desk.first, "#take\n#priority high\n#set room 4711")
        receipt = desk.mail_for("it1", text="#undo")
        ticket = desk.show(1)
        assert (ticket["owner"], ticket["status"], ticket["priority"]) == \
            ("First line", "open", "high"), ticket
        assert ticket["fields"].get("room") == "4711", ticket["fields"]
        desk.reply("it1", receipt, "#undo")
        desk.until(lambda: owner(desk) is None)
        ticket = desk.show(1)
        assert ticket["status"] == "new" and ticket["priority"] != "high", ticket
        desk.quiet()
        assert len(desk.inbox("ana")) == 1, "only the acknowledgement"


def test_words_go_out_clean_and_commands_do_not():
    with running() as desk:
        desk.reply("it1", desk.first,
                   "#resolve cleaned the rollers\nIt prints again, I cleaned it.\n\n-- \nIda Ito")
        answer = desk.mail_for("ana", text="It prints again")
        text = body(answer)
        for leak in ("#resolve", "mailto:", "-=-=-", "it1@", "First line wrote", "tg-1"):
            assert leak not in text, (leak, text)
        assert "Ida Ito" in text, text
        desk.until(lambda: status(desk) == "resolved")
        desk.reply("ana", answer, "Thank you very much!\n\nAna")
        desk.mail_for("it1", text="Thank you very much")
        assert status(desk) == "resolved"
        desk.reply("ana", answer, "Sorry, it is stuck again.")
        desk.until(lambda: status(desk) == "open")


def test_notes_stay_inside():
    with running() as desk:
        desk.reply("it1", desk.first, "#note\nShe never opens the flap.")
        note = desk.mail_for("it2", text="never opens the flap")
        desk.reply("it2", note, "I will show her.")
        desk.until(lambda: len(desk.show(1)["messages"]) == 3)
        desk.quiet()
        assert [m["direction"] for m in desk.show(1)["messages"]] == ["in", "note", "note"]
        assert len(desk.inbox("ana")) == 1


def test_a_mistyped_command_sends_nothing_and_asks():
    with running() as desk:
        desk.reply("it1", desk.first, "Have you opened the flap?\n#reslove")
        question = desk.mail_for("it1", text="#reslove")
        held(desk, 1)
        desk.quiet()
        assert len(desk.inbox("ana")) == 1 and status(desk) == "new"
        desk.reply("it1", question, "#send")
        answer = desk.mail_for("ana", text="opened the flap")
        assert "#reslove" not in body(answer)
        desk.until(lambda: status(desk) == "waiting")
        assert held(desk, 0) == []


def test_who_was_slower_is_told():
    with running() as desk:
        desk.reply("it1", desk.first, "#take")
        desk.until(lambda: owner(desk) == "First line")
        desk.reply("it2", desk.second, "Try the other tray.")
        question = desk.mail_for("it2", text="taken")
        assert "First line" in body(question), body(question)
        desk.quiet()
        assert len(desk.inbox("ana")) == 1
        desk.reply("it2", question, "#note")
        desk.until(lambda: len(desk.show(1)["messages"]) == 2)
        desk.quiet()
        assert desk.show(1)["messages"][1]["direction"] == "note"
        assert len(desk.inbox("ana")) == 1


def test_a_list_is_worked_by_lines():
    with running() as desk:
        desk.send("ben", "Slow laptop", "It is slow.\n")
        desk.until(lambda: len(desk.tickets()) == 2)
        desk.reply("it2", desk.second, "#list")
        digest = desk.mail_for("it2", subject="tickets", text="Slow laptop")
        desk.reply("it2", digest, "1 close\n2 wait 3d\n")
        desk.until(lambda: status(desk, 1) == "closed" and status(desk, 2) == "waiting")
        desk.mail_for("it2", text="#undo")


def test_links_work_once_and_for_their_person():
    with running() as desk:
        link = re.search(r"<mailto:(\S+)\?subject=(\S+)>", body(desk.first))
        to, subject = link[1], urllib.parse.unquote(link[2])
        assert "tg-1.take." in subject, subject
        desk.send("it2", subject, "\n", to=to)
        held(desk, 1)
        assert owner(desk) is None
        desk.send("it1", subject, "\n", to=to)
        desk.until(lambda: owner(desk) == "First line")
        desk.quiet()
        desk.send("it1", subject, "\n", to=to)
        held(desk, 2)
        desk.mail_for("it1", text="#release")
        desk.send("mallory", subject, "\n", to=to)
        desk.until(lambda: len(desk.tickets()) == 2)


def test_merge_split_link_and_for():
    with running() as desk:
        desk.send("ben", "Same printer", "Also stuck.\n")
        desk.until(lambda: len(desk.tickets()) == 2)
        other = desk.mail_for("it1", subject="Same printer")
        desk.reply("it1", other, "#merge 1")
        desk.until(lambda: status(desk, 2) == "closed")
        ack = desk.mail_for("ben")
        desk.reply("ben", ack, "It smokes now.")
        desk.until(lambda: "smokes" in str(desk.show(1)["messages"]))
        desk.quiet()
        desk.reply("it1", desk.first, "#split")
        shown = desk.mail_for("it1", subject="[IT #3]")
        desk.reply("it1", shown, "#for carl@example.org\n#link 1")
        desk.until(lambda: desk.show(3)["requester"]["email"] == "carl@example.org")
        assert {"relation": "related", "ticket": 1} in desk.show(3)["links"], desk.show(3)


# what others try

def test_a_stranger_never_joins():
    with running() as desk:
        attempts = [
            {"Subject": "Re: [IT #1] Printer jam"},
            {"In_Reply_To": str(desk.ack["Message-ID"])},
            {"In_Reply_To": str(desk.first["Message-ID"]),
             "References": str(desk.first["Message-ID"])},
            {"In_Reply_To": str(desk.first["Message-ID"]), "Reply_To": "it1@example.org"},
            {"In_Reply_To": str(desk.ack["Message-ID"]), "Sender": "ana@example.org"},
            {"Subject": "[IT #1]", "X_Ticketgate_Staff": "First line", "X_Ticket": "1"},
        ]
        for number, headers in enumerate(attempts, 2):
            subject = headers.pop("Subject", "Re: Printer jam")
            desk.send("mallory", subject, f"#close\nAttempt {number}\n", **headers)
            desk.until(lambda n=number: n in desk.tickets())
        desk.quiet()
        ticket = desk.show(1)
        assert len(ticket["messages"]) == 1 and ticket["status"] == "new", ticket
        for mail in desk.inbox("mallory"):
            assert "stuck" not in body(mail) and "Printer jam" not in body(mail), body(mail)
            assert "[IT #1]" not in str(mail), str(mail)
        assert len(desk.inbox("ana")) == 1


def test_a_forged_from_does_not_act_as_staff():
    with running() as desk:
        good = str(desk.first["Message-ID"])
        flipped = good[:-20] + ("b" if good[-20] != "b" else "c") + good[-19:]
        ids = [None,                                   # a tag only
               str(desk.ack["Message-ID"]),            # sent to Ana
               str(desk.second["Message-ID"]),         # sent to the other one
               flipped,                                # altered
               good.replace("tg.1.", "tg.2."), good.upper()]
        for number, wrong in enumerate(ids, 1):
            headers = {"In_Reply_To": wrong, "References": wrong} if wrong else {}
            desk.deliver(desk.compose("it1", "Re: [IT #1] Printer jam", "#close\nPwned.\n",
                                      **headers), sender="mallory@example.org")
            held(desk, number)
        desk.quiet()
        assert status(desk) == "new" and len(desk.inbox("ana")) == 1
        assert len([m for m in desk.inbox("it1") if "#release" in body(m)]) == len(ids)
        # two addresses, two fields: which one is it from?
        raw = desk.compose("mallory", "Re: Printer jam", "#close\n",
                           In_Reply_To=good).as_bytes()
        desk.deliver(b"From: it1@example.org\n" + raw, sender="mallory@example.org",
                     to=["help@example.org"])
        both = desk.compose("it1", "Re: Printer jam", "#close\n", In_Reply_To=good,
                            From="it1@example.org, mallory@example.org")
        desk.deliver(both, sender="mallory@example.org")
        desk.quiet()
        assert status(desk) == "new", desk.show(1)


def test_the_person_releases_what_was_theirs():
    with running() as desk:
        desk.send("it1", "Re: [IT #1] Printer jam", "Open the flap.\n")
        held(desk, 1)
        notice = desk.mail_for("it1", text="#release")
        assert len(desk.inbox("ana")) == 1
        desk.reply("mallory", notice, "#release")
        desk.until(lambda: len(desk.tickets()) == 2)
        desk.reply("it2", notice, "#release")
        held(desk, 2)
        assert len(desk.inbox("ana")) == 1
        desk.reply("it1", notice, "#release")
        desk.mail_for("ana", text="Open the flap.")
        desk.until(lambda: status(desk) == "waiting")


def test_quoted_words_are_no_commands():
    with running() as desk:
        desk.send("ben", "#close everything", "Hello\n#close\n#resolve\n> #spam\n")
        desk.until(lambda: len(desk.tickets()) == 2)
        notice = desk.mail_for("it1", subject="#close everything")
        # without any mark, as some mail programs quote
        plain = desk.compose("it1", "Re: " + str(notice["Subject"]),
                             "I look at it.\n\n" + body(notice),
                             In_Reply_To=str(notice["Message-ID"]))
        desk.deliver(plain)
        answer = desk.mail_for("ben", text="I look at it.")
        for leak in ("mailto:", "#close", "-=-=-", "tg-2"):
            assert leak not in body(answer), (leak, body(answer))
        desk.until(lambda: status(desk, 2) == "waiting")
        assert desk.json("held") == []


def test_nobody_is_brought_in_by_a_trick():
    with running() as desk:
        # a spoofed requester with a tag, and a real one with strangers in Cc
        desk.deliver(desk.compose("ana", "Re: [IT #1]", "More.\n", Cc="mallory@example.org"),
                     to=["help@example.org"], sender="mallory@example.org")
        desk.until(lambda: len(desk.show(1)["messages"]) == 2)
        desk.deliver(desk.answer("ana", desk.ack, "And more.",
                                 Cc="eve@evil.test, help@example.org, noreply@example.org"),
                     to=["help@example.org"])
        desk.until(lambda: len(desk.show(1)["messages"]) == 3)
        desk.quiet()
        desk.reply("it1", desk.first, "We know.")
        desk.mail_for("ana", text="We know.")
        desk.quiet()
        assert desk.inbox("mallory") == []
        log = "".join(desk.log_lines())
        assert "eve@evil.test" not in log, "a mail was made for a stranger"


def test_headers_cannot_be_injected():
    with running() as desk:
        desk.send("carl", "=?utf-8?q?Hi=0D=0ABcc:_mallory=40example.org=0D=0A?= x", "Hello.\n")
        desk.until(lambda: len(desk.tickets()) == 2)
        desk.reply("it1", desk.first,
                   "#cc carl@example.org\n#set note a\u2028Bcc: mallory@example.org\nHello Carl")
        mail = desk.mail_for("carl", text="Hello Carl")
        assert mail["Bcc"] is None
        desk.quiet()
        assert desk.inbox("mallory") == []
        for who in ("carl", "it1", "it2", "ana"):
            for mail in desk.inbox(who):
                assert mail["Bcc"] is None, str(mail)


TRUST = 'trust = { authserv_id = "mx.example.org"; staff = "dkim-or-spf"; };'


def test_the_mail_servers_word_counts_when_it_is_asked_for():
    with running(more=TRUST) as desk:
        good = "mx.example.org; dkim=pass header.d=example.org"
        forged = [
            [],
            ["mx.evil.test; dkim=pass header.d=example.org"],
            ["mx.example.org; dkim=fail (dkim=pass header.d=example.org)"],
            ["mx.example.org; dkim=pass header.d=evilexample.org"],
            ["mx.example.org; spf=fail smtp.mailfrom=\"x; dkim=pass header.d=example.org\"@e.test"],
            ["mx.example.org; dkim=none", good],
            [good + " (open"],
        ]
        for number, fields in enumerate(forged, 1):
            raw = desk.answer("it1", desk.first, "#close").as_bytes()
            top = "".join(f"Authentication-Results: {f}\n" for f in fields).encode()
            desk.deliver(top + raw, to=["help@example.org"], sender="mallory@example.org")
            held(desk, number)
        assert status(desk) == "new"
        raw = desk.answer("it1", desk.first, "#close").as_bytes()
        desk.deliver(f"Authentication-Results: {good}\n".encode() + raw,
                     to=["help@example.org"])
        desk.until(lambda: status(desk) == "closed")


def test_verification_mail_is_quarantined_until_a_person_trusts_it():
    with running() as desk:
        desk.send("noreply@shop.test", "Your code is 1234", "1234\n")
        waiting = held(desk, 1)
        assert waiting[0]["from"] == "noreply@shop.test", waiting
        assert len(desk.tickets()) == 1
        notice = desk.mail_for("it1", text="#trust")
        desk.reply("it1", notice, "#trust")
        desk.until(lambda: len(desk.tickets()) == 2)
        desk.send("noreply@shop.test", "Your code is 5678", "5678\n")
        desk.until(lambda: len(desk.tickets()) == 3)
        assert desk.json("held") == []


def test_bounces_mark_the_address():
    with running() as desk:
        sent = desk.ack
        report = (
            "From: Mail System <MAILER-DAEMON@mx.test>\nTo: help@example.org\n"
            "Subject: Undelivered Mail Returned to Sender\nAuto-Submitted: auto-replied\n"
            "MIME-Version: 1.0\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
            "--b\n\nIt failed.\n--b\nContent-Type: message/delivery-status\n\n"
            "Reporting-MTA: dns; mx.test\n\nFinal-Recipient: rfc822; ana@example.org\n"
            "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no such user\n\n"
            "--b\nContent-Type: message/rfc822\n\n"
            f"Message-ID: {sent['Message-ID']}\nSubject: x\n\nx\n--b--\n")
        desk.deliver(report.encode(), to=["help@example.org"], sender="")
        told = desk.mail_for("it1", text="5.1.1")
        assert email.utils.parseaddr(str(told["To"]))[1].startswith("it1@")
        desk.quiet()
        desk.reply("it1", desk.first, "Are you there?")
        desk.until(lambda: status(desk) == "waiting")
        desk.quiet()
        assert len(desk.inbox("ana")) == 1, "nothing more to an address that fails"


if __name__ == "__main__":
    sys.exit(tap.run([value for name, value in list(globals().items())
                      if name.startswith("test_")], needs=["dovecot", "exim4"]))
