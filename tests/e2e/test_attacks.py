#!/usr/bin/env python3
"""Mallory attacks: what must hold whatever she sends.

Two desks, one with and one without a mail server's verdict. Every attack is
on a victim's ticket with a secret in it. After each one: the ticket has not
changed, nothing was sent to its requester, and nothing that Mallory ever got
holds the secret or an id that would prove something.
"""

import os
import re
import sys
import urllib.parse

sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests"))
sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests", "e2e"))
import tap  # noqa: E402
from desk import body, written  # noqa: E402
from shift import Shift  # noqa: E402
from victim import SUBJECT, Victim, attack, check_no_leak, held_ids, held_since  # noqa: E402

TRUST = 'trust = { authserv_id = "mx.example.org"; staff = "dkim-or-spf"; };'
GOOD = "mx.example.org; dkim=pass header.d=example.org"

DESK = Shift(desk="ack_limit = 1000;")
VERDICT = Shift(more=TRUST)


def altered(message_id):
    """Forms of a good id that differ somewhere, each with its name."""
    yield "upper case", message_id.upper()
    yield "one letter of the MAC", message_id[:-20] + \
        ("a" if message_id[-20] != "a" else "b") + message_id[-19:]
    yield "another ticket", re.sub(r"tg\.\d+\.", "tg.1.", message_id) \
        if "tg.1." not in message_id else message_id.replace("tg.1.", "tg.2.")
    yield "leading zero", message_id.replace("tg.", "tg.0", 1)
    yield "another purpose", re.sub(r"\.([a-z])\.", lambda m: ".h." if m[1] != "h" else ".n.",
                                    message_id, count=1)
    yield "another domain", re.sub(r"@.*>", "@evil.test>", message_id)
    yield "no MAC", re.sub(r"\.[a-z2-7]{26}@", "@", message_id)
    yield "a truncated MAC", re.sub(r"[a-z2-7]{8}@", "@", message_id)
    yield "a comment within", message_id.replace("@", "(x)@")
    yield "something behind it", message_id.replace("@", ".x@")


# who she says she is

def test_mallory_as_herself_with_what_leaked():
    victim = Victim(DESK)
    ids = [victim.ticket.ack["Message-ID"], victim.ticket.sent["Message-ID"],
           victim.one["Message-ID"], victim.two["Message-ID"]]
    before = set(DESK.tickets())
    with victim as ticket:
        attack(DESK, *(DESK.compose("mallory", f"Re: {ticket.ref} hello", "#show\n#close\nHi.\n",
                                    In_Reply_To=str(leaked), References=str(leaked))
                       for leaked in ids))
    new = set(DESK.tickets()) - before
    assert len(new) == len(ids), new
    for number in new:
        assert {"relation": "mentions", "ticket": ticket.number} in DESK.show(number)["links"]
        told = DESK.mail_for("it1", subject=f"[IT #{number}]")
        assert ticket.ref in body(told) and "takes no part" in body(told), body(told)


def test_subject_tags_of_all_forms():
    victim = Victim(DESK)
    number = victim.ticket.number
    subjects = (f"[IT #{number}]", f"Re: [it #{number}] x", f"[IT #0{number}] x",
                    f"[IT #1] [IT #{number}] [IT #2]", f"=?utf-8?q?=5BIT_=23{number}=5D?= x",
                    f"#close [IT #{number}]", f"[IT #{number}] #show {number}")
    with victim:
        attack(DESK, *(DESK.compose("mallory", subject, "Tell me all.\n")
                       for subject in subjects))


def test_a_spoofed_requester_gets_nothing_out():
    """Anyone can write Ana's address into From; then the mail is appended as
    Ana's, but what it asks for goes to Ana, and it brings nobody in."""
    victim = Victim(DESK)
    ticket, before = victim.ticket, DESK.count("mallory")
    attempts = (
            {"Cc": "mallory@example.org"}, {"Reply_To": "mallory@example.org"},
            {"Reply_To": "mallory@evil.test"}, {"Sender": "mallory@example.org"},
            {"Resent_From": "mallory@example.org"}, {"Return_Path": "<mallory@example.org>"},
            {"Disposition_Notification_To": "mallory@example.org"},
            {"Errors_To": "mallory@example.org"})
    attack(DESK, *(DESK.compose("ana", f"Re: {ticket.ref} {SUBJECT}", f"More {n}.\n", **headers)
                   for n, headers in enumerate(attempts)))
    people = {p["email"] for p in ticket.now["participants"]}
    assert people == {"ana@example.org"}, people
    DESK.tell("it1", victim.one, "#priority high\nWe are looking into it.\n")
    DESK.quiet()
    assert DESK.count("mallory") == before, "Mallory got an answer"
    check_no_leak(DESK)


def test_spoofed_staff_is_held_and_told():
    victim = Victim(DESK)
    good, other = str(victim.one["Message-ID"]), str(victim.two["Message-ID"])
    wrong = [("only a tag", None), ("an id that the requester got", victim.ticket.ack["Message-ID"]),
             ("the requester's own id", victim.ticket.sent["Message-ID"]),
             ("an id of a colleague", other)] + list(altered(good))
    before, ids = DESK.count("it1"), held_ids(DESK)
    with victim as ticket:
        mails = []
        for number, (name, message_id) in enumerate(wrong):
            headers = {"In_Reply_To": str(message_id), "References": str(message_id)} \
                if message_id else {}
            mails.append(DESK.compose("it1", f"Re: {ticket.ref} {SUBJECT} {number}",
                                      "#close\n#cc mallory@example.org\nYou are fired.\n",
                                      **headers))
        attack(DESK, *mails)
        held = {int(h["subject"].rsplit(" ", 1)[1]): h for h in held_since(DESK, ids)}
        for number, (name, _) in enumerate(wrong):
            assert "claims to be from First line" in held[number]["reason"], (name, held)
        assert DESK.count("it1") == before + len(wrong), "the person was not told of each"


def test_staff_with_another_name_or_another_from():
    victim = Victim(DESK)
    good = str(victim.one["Message-ID"])
    froms = ['"it1@example.org" <mallory@example.org>',
             "First line <mallory@example.org>",
             "it1@example.org <mallory@example.org>",
             "it1@example.org, mallory@example.org", "mallory@example.org, it1@example.org",
             "<it1@example.org.evil.test>", "it1@example.org@evil.test",
             '"it1@example.org"@evil.test', "=?utf-8?q?it1=40example=2Eorg?= <mallory@example.org>",
             "it1@examp\u217ae.org"]
    froms += ["it1@example.org\nFrom: mallory@example.org",
              "mallory@example.org\nFrom: it1@example.org"]
    mails = []
    for number, value in enumerate(froms):
        raw = DESK.compose("mallory", f"Re: {victim.ticket.ref} {number}", "#close\nGo away.\n",
                           In_Reply_To=good, References=good).as_bytes()
        mails.append(re.sub(rb"(?m)^From:.*\n(?:[ \t].*\n)*", b"From: " + value.encode() + b"\n",
                            raw, count=1))
    ids = held_ids(DESK)
    with victim:
        attack(DESK, *mails)
        held_since(DESK, ids)


def test_reply_to_and_sender_do_not_make_staff():
    victim = Victim(DESK)
    good = str(victim.one["Message-ID"])
    attempts = ({"Reply_To": "it1@example.org"}, {"Sender": "it1@example.org"},
                    {"Resent_From": "it1@example.org"}, {"X_Original_From": "it1@example.org"},
                    {"X_Ticketgate_Staff": "First line", "X_Ticketgate_Release": "1",
                     "X_Ticketgate_Ticket": "1", "X_Ticket": "1"})
    with victim as ticket:
        attack(DESK, *(DESK.compose("mallory", f"Re: {ticket.ref}", "#close\n",
                                    In_Reply_To=good, **headers) for headers in attempts))


def test_a_replayed_command_mail():
    """Mallory got hold of a whole mail of Ida's, with its id, and sends it once
    more: the same bytes, or with other trace fields."""
    victim = Victim(DESK)
    mail = DESK.answer("it1", victim.one, "#close\n").as_bytes()
    DESK.decided(mail)
    DESK.tell("it1", victim.one, "#reopen\n")
    with victim:
        attack(DESK, mail, b"Received: from evil.test by x; Mon, 16 Nov 2026 10:00:00 +0100\n"
               b"Delivered-To: help@example.org\n" + mail)


# codes

def codes(note):
    return [urllib.parse.unquote(s) for s in
            re.findall(r"<mailto:[^?>]+\?subject=([^>&]+)>", body(note))]


def test_stolen_and_altered_codes():
    victim = Victim(DESK)
    take = codes(victim.one)[0]
    tried = (("mallory", take), ("it2", take), ("ana", take),
             ("it1", take.replace(".take.", ".resolve.")),
             ("it1", take.replace(f"tg-{victim.ticket.number}.", "tg-1.")),
             ("it1", re.sub(r"\.(\d{10})\.", ".1999999999.", take)),
             ("it1", take[:-1] + ("a" if take[-1] != "a" else "b")),
             ("it1", take.upper()))
    ids, before = held_ids(DESK), victim.ticket.now
    attack(DESK, *(DESK.compose(who, subject, "\n") for who, subject in tried))
    after = victim.ticket.now
    for key in ("owner", "status", "participants", "resolution"):
        assert before[key] == after[key], (key, after[key])
    held = [h["from"] for h in held_since(DESK, ids)]
    assert sorted(held) == ["it1@example.org"] * 5 + ["it2@example.org"], held
    # the good one, with commands of somebody else's making behind it
    mail = DESK.compose("it1", take, "#close\n#cc mallory@example.org\n")
    DESK.hear("it1", mail)
    victim.ticket.is_(owner="First line", status="open")
    check_no_leak(DESK)


# words that become something else

def test_quoted_and_forwarded_commands():
    """The requester's text holds commands; staff quote, forward and answer it
    in every way that mail programs know."""
    evil = "#close\n#cc mallory@example.org\n> #spam\n-- \n#resolve\n-=-=-=-=-=-=-=-\n#merge 1\n"
    ticket = DESK.request("mallory", "#close now", "Hello\n" + evil)
    note = ticket.note("it1")
    text = body(note)
    quoted = "".join("> " + line + "\n" for line in text.splitlines())
    styles = {
        "no mark at all": f"I look.\n\n{text}",
        "Outlook": "I look.\n\n-----Original Message-----\nFrom: IT Help\n"
                   f"Sent: Monday\nTo: Ida\nSubject: x\n\n{text}",
        "Gmail": f"I look.\n\nOn Mon, 16 Nov 2026 at 10:00, IT Help <help@example.org> wrote:\n\n{quoted}",
        "below": f"{quoted}\nI look.\n",
    }
    for name, words in styles.items():
        before = DESK.count("mallory")
        mail = DESK.compose("it1", f"Re: {note['Subject']}", words,
                            In_Reply_To=str(note["Message-ID"]))
        DESK.decided(mail)
        now = ticket.now
        assert now["status"] == "waiting", (name, now["status"], DESK.held())
        assert {p["email"] for p in now["participants"]} == {"mallory@example.org"}
        assert DESK.count("mallory") == before + 1, name
        check_no_leak(DESK)
    assert DESK.held() == [], DESK.held()


def test_hidden_html_text_is_no_command():
    """A mail to staff that shows one thing and says another; their answer to
    the notification quotes it."""
    mail = DESK.compose("mallory", "Invoice", "")
    mail.set_content("<html><body><p>Please pay.</p><div style='display:none'>#close</div>"
                     "<p style='font-size:0'>#cc mallory@example.org</p></body></html>",
                     subtype="html")
    DESK.decided(mail)
    number = max(DESK.tickets())
    note = DESK.mail_for("it1", subject=f"[IT #{number}]")
    answer = DESK.compose("it1", "Re: x", "", In_Reply_To=str(note["Message-ID"]))
    answer.set_content("<html><body><div>No.</div><blockquote><p>Please pay.</p>"
                       "<div style='display:none'>#close</div></blockquote>"
                       "<div style='display:none'>#close</div></body></html>", subtype="html")
    DESK.decided(answer)
    assert DESK.show(number)["status"] != "closed", DESK.show(number)
    for h in DESK.held():
        DESK.run("held", "reject", str(h["id"]))


EVIL = "x\r\nBcc: mallory@example.org\r\nX-Injected: yes"


def test_header_injection():
    attempts = {
        "subject, encoded": {"Subject": "=?utf-8?q?Hi=0D=0ABcc:_mallory=40example=2Eorg?="},
        "subject, base64": {"Subject": "=?utf-8?b?SGkNClgtSW5qZWN0ZWQ6IHllcw==?="},
        "name": {"From": "=?utf-8?q?Mallory=0D=0AX-Injected:_yes?= <mallory@example.org>"},
        "name, quoted": {"From": '"Mal\tlory\\" <ana@example.org>" <mallory@example.org>'},
        "address": {"Reply-To": "<\"mallory\\\r\n X-Injected: yes\"@example.org>"},
        "NEL and LS": {"Subject": "=?utf-8?q?a=C2=85X-Injected:_yes=E2=80=A8Bcc:_x?="},
        "id": {"Message-ID": "<a\r\n b@c.test>"},
        "ids": {"References": "<a@b.test>\r\n <\"x\\\r\n X-Injected: yes\"@c.test>"},
    }
    mails = []
    for name, headers in attempts.items():
        raw = DESK.compose("mallory", "Plain", f"Attack by {name}.\n").as_bytes()
        for key, value in headers.items():
            raw = re.sub(rb"(?mi)^%s:.*\n(?:[ \t].*\n)*" % key.encode(), b"", raw, count=1)
            raw = f"{key}: {value}\n".encode() + raw
        mails.append(raw)
    # attachments are passed on to staff
    mail = DESK.compose("mallory", "With a file", "See.\n")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    mails.append(mail.as_bytes().replace(
        b'filename="a.pdf"', b"filename*=utf-8''a%0D%0AX-Injected%3A%20yes%0D%0A%0D%0Abody.pdf"))
    before = set(DESK.tickets())
    attack(DESK, *mails)
    tickets = set(DESK.tickets()) - before
    assert len(tickets) == len(mails), tickets
    for number in tickets:
        note = DESK.mail_for("it1", subject=f"[IT #{number}]")
        DESK.reply("it1", note, "#set remark a\u2028Bcc: mallory@example.org\nAnswered.\n")
    DESK.quiet()
    for who in ("it1", "it2", "ana", "ben", "mallory"):
        for mail in DESK.inbox(who):
            for part in mail.walk():
                for name in ("X-Injected", "Bcc", "body.pdf"):
                    assert part[name] is None, (who, name, mail.as_string())


def test_an_acknowledgement_carries_nothing_to_a_victim():
    """Mail in Ben's name, so that the desk writes to Ben: an advertisement in
    every field that might come back."""
    before = DESK.count("ben")
    mail = DESK.compose("ben", "Win at bait.test", "Win at bait.test\n", Cc="x@bait.test")
    mail.replace_header("From", "Win at bait.test <ben@example.org>")
    attack(DESK, mail)
    ack = DESK.inbox("ben")[before]
    assert "bait.test" not in written(ack) and "Win" not in written(ack), ack.as_string()


def test_cc_and_to_tricks():
    """A real requester is made to write to the desk with others in Cc; the
    policy lets only the same domain in, and a spoofed one nobody."""
    victim = Victim(DESK)
    with victim as ticket:
        attack(DESK, DESK.compose("mallory", f"Re: {ticket.ref}", "Hi.\n", Cc="ana@example.org"))
    mail = DESK.answer("ana", victim.ticket.ack, "Please answer my private address, too.\n",
                       Cc="mallory@evil.test, help@example.org, it2@example.org")
    attack(DESK, mail)
    people = {p["email"] for p in victim.ticket.now["participants"]}
    assert people == {"ana@example.org"}, people


# robots and floods

def test_loops_end():
    ticket = DESK.request("mallory", "Autoresponder", "I answer everything.\n")
    before = DESK.count("mallory")
    attack(DESK, *(DESK.answer("mallory", ticket.ack, f"I am away {n}.\n",
                               Auto_Submitted="auto-replied") for n in range(3)),
           # one that says so in another way
           DESK.compose("mallory", "Automatic reply: x", "Away.\n",
                        X_Auto_Response_Suppress="All", Precedence="bulk",
                        In_Reply_To=str(ticket.ack["Message-ID"])))
    assert DESK.count("mallory") == before, "an automatic mail was answered"
    # a colleague's absence does not reach the requester
    attack(DESK, DESK.answer("it1", ticket.note("it1"), "I am on holiday.\n",
                             Auto_Submitted="auto-replied"))
    assert DESK.count("mallory") == before, "an absence was passed on"
    # our own mail comes back, by an alias or by malice
    received = DESK.json("status")["received"]
    attack(DESK, ticket.ack.as_bytes(), DESK.compose("help", "to myself", "a loop\n"),
           DESK.compose("service", "to myself", "a loop\n", Auto_Submitted="no"), sender="")
    assert DESK.json("status")["received"] == received + 3
    ours = [raw for who in ("help", "service") for raw in DESK.servers.mailbox(who)
            if re.search(rb"(?m)^From:.*(help|service)@example\.org", raw)]
    assert len(ours) == 3, "we wrote to ourselves"


def test_a_strangers_bounce_that_names_our_ids():
    victim = Victim(DESK)
    good = str(victim.ticket.ack["Message-ID"])
    wrong = [m for _, m in altered(good)] + [str(victim.ticket.sent["Message-ID"])]
    with victim:
        attack(DESK, *(bounce(message_id) for message_id in wrong), sender="")
    # the good id of one person's mail does not silence another person
    other = DESK.request("carl", "Mine", "Mine.\n")
    with victim:
        attack(DESK, bounce(str(other.ack["Message-ID"])), sender="")
    assert not any(p["suppressed"] for p in victim.ticket.now["participants"])


def bounce(message_id):
    """A report that Ana's mailbox does not exist, about our mail MESSAGE_ID."""
    return (f"From: MAILER-DAEMON@evil.test\nTo: help@example.org\nSubject: failure\n"
            f"Message-ID: <{abs(hash(message_id))}@evil.test>\nMIME-Version: 1.0\n"
            f"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
            f"--b\n\nNo.\n--b\nContent-Type: message/delivery-status\n\n"
            f"Reporting-MTA: dns; evil.test\n\nFinal-Recipient: rfc822; ana@example.org\n"
            f"Action: failed\nStatus: 5.1.1\n\n--b\nContent-Type: message/rfc822\n\n"
            f"Message-ID: {message_id}\n\nx\n--b--\n").encode()


def test_verification_mails_are_quarantined():
    """The ticket trick: somebody registers elsewhere with the help address, and
    reads the code on a ticket of their own."""
    mine = DESK.request("mallory", "Trick", "I wait for the code.\n")
    before, ids = set(DESK.tickets()), held_ids(DESK)
    senders = ("noreply@chat.test", "no-reply@chat.test", "donotreply@chat.test",
                "verify@chat.test", "NoReply@chat.test", "noreply+x1@chat.test")
    attack(DESK, *(DESK.compose(who, f"Re: {mine.ref} your code is 993311", "Your code is 993311.\n",
                                In_Reply_To=str(mine.ack["Message-ID"])) for who in senders))
    held = held_since(DESK, ids)
    assert len(held) == 6 and set(DESK.tickets()) == before, held
    for mail in DESK.inbox("mallory"):
        assert "993311" not in str(mail["Subject"]) + body(mail), mail.as_string()
    assert len(mine.now["messages"]) == 1


def test_a_spoofed_release():
    """The notice of a held mail is answered by others than its person."""
    victim = Victim(DESK)
    with victim as ticket:
        attack(DESK, DESK.compose("it1", f"Re: {ticket.ref}", "#close\nGo.\n"))
        notice = DESK.mail_for("it1", subject="held", text="#release")
        ids = held_ids(DESK)
        tries = (("mallory", {}), ("it2", {}),
                 ("it1", {"In_Reply_To": str(notice["Message-ID"]).upper(), "References": None}))
        attack(DESK, *(DESK.answer(who, notice, "#release\n", **headers)
                       for who, headers in tries))
        assert ids <= held_ids(DESK), "released"
        held_since(DESK, set())


def test_a_mail_bomb_is_not_answered():
    with Shift(desk="ack_limit = 3;") as desk:
        for n in range(12):
            desk.deliver(desk.compose("mallory", f"Bomb {n}", "Boom.\n",
                                      Reply_To="ana@example.org"))
        desk.until(lambda: len(desk.tickets()) == 12)
        desk.quiet()
        assert desk.count("ana") + desk.count("mallory") <= 3
        events = " ".join(e["why"] for e in desk.show(12)["events"])
        assert "acknowledgements to this address" in events, events


# the mail server's verdict

def test_forged_verdicts():
    victim = Victim(VERDICT)
    forged = {
        "none": [],
        "another server": ["mx.evil.test; dkim=pass header.d=example.org"],
        "another case": ["MX.example.org; dkim=pass header.d=example.org"],
        "ours below another": ["mx.evil.test; none", GOOD],
        "ours with a failure above": ["mx.example.org; dkim=fail header.d=example.org", GOOD],
        "in a comment": ["mx.example.org; dkim=fail (dkim=pass header.d=example.org)"],
        "in a quoted reason": ['mx.example.org; dkim=fail reason="; dkim=pass header.d=example.org"'],
        "in the mailfrom": ['mx.example.org; spf=fail '
                            'smtp.mailfrom="x; dkim=pass header.d=example.org"@evil.test'],
        "another domain": ["mx.example.org; dkim=pass header.d=evil.test"],
        "a domain that ends alike": ["mx.example.org; dkim=pass header.d=evilexample.org"],
        "the top level": ["mx.example.org; dkim=pass header.d=org"],
        "spf of another": ["mx.example.org; spf=pass smtp.mailfrom=mallory@evil.test"],
        "helo only": ["mx.example.org; spf=pass smtp.helo=example.org"],
        "arc only": ["mx.example.org; arc=pass header.d=example.org"],
        "half a field": [GOOD + " (open"],
        "the id in a comment": ["(mx.example.org;) mx.evil.test; dkim=pass header.d=example.org"],
        "policy of another method": ["mx.example.org; iprev=pass policy.d=example.org"],
    }
    mails = []
    for number, fields in enumerate(forged.values()):
        raw = VERDICT.answer("it1", victim.one, "#close\nBye.\n",
                             Subject=f"Re: {victim.ticket.ref} {number}").as_bytes()
        mails.append("".join(f"Authentication-Results: {f}\n" for f in fields).encode() + raw)
    with victim:
        ids = held_ids(VERDICT)
        attack(VERDICT, *mails)
        held = {int(h["subject"].rsplit(" ", 1)[1]) for h in held_since(VERDICT, ids)}
        missing = [name for number, name in enumerate(forged) if number not in held]
        assert not missing, missing
    raw = VERDICT.answer("it1", victim.one, "#take\n").as_bytes()
    VERDICT.decided(f"Authentication-Results: {GOOD}\n".encode() + raw)
    victim.ticket.is_(owner="First line")
    # and with a good verdict, an id is needed as before
    with victim as ticket:
        ids = held_ids(VERDICT)
        raw = VERDICT.compose("it1", f"Re: {ticket.ref}", "#close\n").as_bytes()
        attack(VERDICT, f"Authentication-Results: {GOOD}\n".encode() + raw)
        assert len(held_since(VERDICT, ids)) == 1


def test_nothing_leaked_in_all_this():
    check_no_leak(DESK)
    check_no_leak(VERDICT)
    counts = DESK.json("status")
    assert counts["received"] == sum(counts["outcomes"].values()) + counts["pending"], counts


if __name__ == "__main__":
    sys.exit(tap.main(globals(), needs=["dovecot", "exim4"], around=[DESK, VERDICT]))
