#!/usr/bin/env python3
"""Every command that staff can write, by real mail. One desk for all."""

import os
import re
import sys
import urllib.parse

sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests"))
sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests", "e2e"))
import tap  # noqa: E402
from desk import body  # noqa: E402
from shift import Shift  # noqa: E402


class Commands(Shift):
    def __init__(self):
        super().__init__(templates="templates", after="seen")

    def prepare(self):
        self.write("templates/answer.reset.txt",
                   "Please switch it off, count to ten, and switch it on again.\n")
        self.write("templates/answer.report.txt", "Please send a report.\n")


DESK = Commands()


def outcome(ticket, command, who="it1", original=None, **wanted):
    """Says COMMAND; the ticket must then be as WANTED, a receipt must come,
    and the requester must not have been written to before it: mails are sent
    in their order."""
    before = DESK.count(ticket.who)
    receipt = DESK.tell(who, original or ticket.note(who), command)
    ticket.is_(**wanted)
    words = body(receipt) + str(receipt["Subject"])
    assert ticket.ref in words or "taken back" in words, words
    assert DESK.count(ticket.who) == before, "a mail went to the requester"
    return receipt


def test_take_and_undo_by_imap():
    DESK.pipe = False
    jam = DESK.request("ana", "Printer jam", "The printer is stuck.\n")
    receipt = outcome(jam, "#take", owner="First line", status="open")
    assert "#undo" in body(receipt), body(receipt)
    assert receipt["Auto-Submitted"] == "auto-replied", receipt["Auto-Submitted"]
    outcome(jam, "#undo", original=receipt, owner=None, status="new")
    outcome(jam, "#TAKE", owner="First line")
    DESK.pipe = True


def test_assign_by_a_beginning_tells_the_person():
    jam = DESK.request("ana", "Scanner dark", "The scanner is dark.\n")
    outcome(jam, "#assign sec", owner="Second line", status="open")
    told = DESK.mail_for("it2", subject=jam.ref, text="First line gave it to you")
    assert "The scanner is dark." not in str(told["Subject"])
    receipt = DESK.tell("it1", jam.note("it1"), "#assign nobody-known")
    assert "held" in body(receipt), body(receipt)
    jam.is_(owner="Second line")
    DESK.tell("it1", receipt, "#reject")


def test_wait_vendor_resolve_close_reopen():
    jam = DESK.request("ben", "Monitor flickers", "It flickers.\n")
    outcome(jam, "#wait 3d", status="waiting")
    waiting = jam.now["waiting"]
    assert waiting["for"] == "requester" and waiting["until"], waiting
    outcome(jam, "#vendor Acme", status="waiting")
    assert jam.now["waiting"]["name"] == "Acme", jam.now["waiting"]
    outcome(jam, "#resolve new toner", status="resolved", resolution="new toner",
            owner="First line")
    outcome(jam, "#reopen", status="open")
    receipt = outcome(jam, "#close", status="closed")
    outcome(jam, "#undo", original=receipt, status="open")
    outcome(jam, "#spam", status="closed", tags=["spam"])


def test_fields():
    jam = DESK.request("ben", "Keyboard wet", "Coffee.\n")
    outcome(jam, "#priority high", priority="high")
    receipt = outcome(jam, "#queue hardware", queue="hardware")
    assert "hardware is a new queue" in body(receipt), body(receipt)
    receipt = outcome(jam, "#queue HARD", queue="hardware")
    assert "new queue" not in body(receipt), body(receipt)
    outcome(jam, "#kind incident", kind="incident")
    outcome(jam, "#tag coffee wet", tags=["coffee", "wet"])
    outcome(jam, "#tag -wet", tags=["coffee"])
    receipt = outcome(jam, "#set asset PR-10442", fields={"asset": "PR-10442"})
    outcome(jam, "#undo", original=receipt, fields={})


def test_from_another_address_of_the_same_person():
    jam = DESK.request("ben", "Cable short", "Too short.\n")
    mail = DESK.answer("it1@example.com", jam.note("it1"), "#take\n")
    DESK.deliver(mail)
    DESK.until(lambda: DESK.answers("it1", mail))
    jam.is_(owner="First line")


def test_several_commands_and_undo_of_all():
    jam = DESK.request("ben", "Mouse lost", "It ran away.\n")
    receipt = outcome(jam, "#take\n#priority low\n#tag mouse\n#set room 12\n",
                      owner="First line", priority="low", tags=["mouse"], fields={"room": "12"})
    outcome(jam, "#undo", original=receipt, owner=None, priority=None, tags=[], fields={},
            status="new")


def test_a_note_stays_inside_and_so_does_the_answer_to_it():
    jam = DESK.request("carl", "Phone silent", "It does not ring.\n")
    before = DESK.count("carl")
    DESK.tell("it1", jam.note("it1"), "#note\nHe always forgets the cable.\nIda")
    note = DESK.mail_for("it2", subject=jam.ref, text="forgets the cable")
    assert "stays internal" in body(note), body(note)
    mail = DESK.decided(DESK.answer("it2", note, "I will go and look.\n"))
    back = DESK.mail_for("it1", subject=jam.ref, text="I will go and look")
    DESK.decided(DESK.answer("it1", back, "Thanks.\n"))
    assert [m["direction"] for m in jam.now["messages"]] == ["in", "note", "note", "note"]
    assert DESK.count("carl") == before, "a note went out"
    assert jam.now["status"] == "new", jam.now["status"]
    # and the next answer to the requester has nothing of it
    DESK.reply("it1", jam.note("it1"), "Please check the cable.")
    answer = DESK.mail_for("carl", text="check the cable")
    assert "forgets" not in answer.as_string() and "go and look" not in answer.as_string()
    assert mail["Message-ID"] not in str(answer["References"]), answer["References"]


def test_a_note_reaches_who_takes_part_inside():
    jam = DESK.request("carl", "Phone loud", "It rings.\n")
    DESK.tell("it1", jam.note("it1"), "#take")
    ida, ivan, carl = DESK.count("it1"), DESK.count("it2"), DESK.count("carl")
    # the owner is told, the author only has a receipt
    DESK.tell("it2", jam.note("it2"), "#note\nHe likes it loud.\n")
    note = DESK.mail_for("it1", subject=jam.ref, text="likes it loud")
    DESK.quiet()
    assert (DESK.count("it1"), DESK.count("it2")) == (ida + 1, ivan + 1)
    # the owner's answer goes to who wrote the note, though he is no owner
    DESK.decided(DESK.answer("it1", note, "I see.\n"))
    assert "stays internal" in body(DESK.mail_for("it2", subject=jam.ref, text="I see."))
    assert (DESK.count("it1"), DESK.count("it2")) == (ida + 1, ivan + 2)
    # and so does a note in a list of commands
    listed = DESK.tell("it1", jam.note("it1"), "#list")
    DESK.tell("it1", listed, f"{jam.number} note He is deaf.")
    assert "stays internal" in body(DESK.mail_for("it2", subject=jam.ref, text="He is deaf."))
    assert DESK.count("carl") == carl, "a note went out"


def test_for_and_cc_bring_no_history():
    jam = DESK.request("ana", "Beamer for a visitor", "The secret is kumquat.\n")
    before = DESK.count("li")
    outcome(jam, "#for carl@example.org")
    assert jam.now["requester"]["email"] == "carl@example.org"
    outcome(jam, "#cc li@example.org, ben@example.org")
    roles = {p["email"]: p["role"] for p in jam.now["participants"]}
    assert roles == {"carl@example.org": "requester", "ana@example.org": "cc",
                     "li@example.org": "cc", "ben@example.org": "cc"}, roles
    assert DESK.count("li") == before
    DESK.reply("it1", jam.note("it1"), "The beamer is in room 2.")
    for who in ("carl", "ana", "li", "ben"):
        mail = DESK.mail_for(who, text="The beamer is in room 2.")
        assert "kumquat" not in mail.as_string(), "history was quoted"
    # a person in Cc takes part now, the other ones are told through staff
    DESK.decided(DESK.answer("li", DESK.mail_for("li", text="room 2"), "Thank you, found it.\n"))
    assert jam.now["messages"][-1]["from"]["email"] == "li@example.org"


def test_merge_goes_on_in_the_other_ticket():
    one = DESK.request("ana", "Network down", "No network in room 1.\n")
    two = DESK.request("ben", "Internet broken", "No internet here.\n")
    receipt = outcome(two, f"#merge {one.number}", status="closed", merged_into=one.number)
    DESK.decided(DESK.answer("ben", two.ack, "Still none.\n"))
    assert one.now["messages"][-1]["from"]["email"] == "ben@example.org", one.now["messages"]
    DESK.reply("it1", one.note("it1"), "The switch is being replaced.")
    DESK.mail_for("ben", text="The switch is being replaced.")
    mail = DESK.mail_for("ana", text="The switch is being replaced.")
    assert "No internet here" not in mail.as_string()
    outcome(two, "#undo", original=receipt, merged_into=None, status="new")


def test_split_makes_a_ticket_of_the_last_mail():
    jam = DESK.request("ana", "Two things", "The lamp is broken.\n")
    DESK.decided(DESK.answer("ana", jam.ack, "And the chair, too.\n"))
    update = DESK.mail_for("it1", subject=jam.ref, text="And the chair")
    before = set(DESK.tickets())
    mail = DESK.answer("it1", update, "#split")
    DESK.decided(mail)
    number = (set(DESK.tickets()) - before).pop()
    new = DESK.show(number)
    assert [m["reply_text"].strip() for m in new["messages"]] == ["And the chair, too."], new
    assert {"relation": "split", "ticket": jam.number} in new["links"], new["links"]
    assert new["owner"] == "First line" and new["requester"]["email"] == "ana@example.org"
    assert len(jam.now["messages"]) == 1
    told = "\n".join(body(m) for m in DESK.answers("it1", mail))
    assert f"[IT #{number}]" in told + str([m["Subject"] for m in DESK.answers("it1", mail)])
    receipt = [m for m in DESK.answers("it1", mail) if "#undo" in body(m)][-1]
    DESK.tell("it1", receipt, "#undo")
    assert DESK.show(number)["merged_into"] == jam.number, DESK.show(number)
    assert any("chair" in m["text"] for m in jam.now["messages"]), jam.now


def test_split_belongs_to_who_wrote_what_is_answered():
    jam = DESK.request("ana", "Beamer and mouse", "The beamer flickers.\n", Cc="ben@example.org")
    first = jam.note("it1")
    said = DESK.compose("ben", f"Re: {jam.ref} Beamer and mouse", "My mouse is broken.\n")
    DESK.decided(said)
    about_mouse = DESK.mail_for("it1", subject=jam.ref, text="My mouse")
    DESK.decided(DESK.compose("ana", f"Re: {jam.ref} Beamer and mouse", "It flickers still.\n"))
    before = set(DESK.tickets())
    DESK.decided(DESK.answer("it1", about_mouse, "#split"))
    new = DESK.show((set(DESK.tickets()) - before).pop())
    assert [m["reply_text"].strip() for m in new["messages"]] == ["My mouse is broken."], new
    assert new["requester"]["email"] == "ben@example.org", new["requester"]
    assert "ana@example.org" not in [p["email"] for p in new["participants"]], new["participants"]
    assert first["Message-ID"] != about_mouse["Message-ID"]


def test_link_duplicate_parent():
    one = DESK.request("ana", "Mail slow", "Mail is slow.\n")
    two = DESK.request("ben", "Outlook slow", "Outlook is slow.\n")
    outcome(two, f"#link {one.number}")
    assert {"relation": "related", "ticket": one.number} in two.now["links"], two.now["links"]
    outcome(two, f"#parent [IT #{one.number}]")
    assert {"relation": "parent", "ticket": one.number} in two.now["links"], two.now["links"]
    receipt = outcome(two, f"#duplicate #{one.number}", status="closed")
    assert {"relation": "duplicate", "ticket": one.number} in two.now["links"], two.now["links"]
    outcome(two, "#undo", original=receipt, status="new")
    asked = DESK.tell("it1", two.note("it1"), "#link 9999")
    assert "does not exist" in body(asked), body(asked)
    DESK.tell("it1", asked, "#reject")


def test_prepared_answers():
    jam = DESK.request("ana", "Router hangs", "The router hangs.\n")
    DESK.reply("it1", jam.note("it1"), "#answer res\nIf that does not help, call me.\n")
    mail = DESK.mail_for("ana", text="count to ten")
    assert "If that does not help, call me." in body(mail), body(mail)
    assert "#answer" not in body(mail)
    jam.is_(status="waiting", owner="First line")
    asked = DESK.tell("it1", jam.note("it1"), "#answer re")
    assert "several" in body(asked), body(asked)
    DESK.tell("it1", asked, "#reject")


def test_text_with_a_command_goes_out_without_it():
    jam = DESK.request("ana", "Light out", "It is dark.\n")
    receipt = DESK.tell("it1", jam.note("it1"),
                        "#resolve changed the bulb\nDear Ana,\n\nthere is light.\n\nIda")
    mail = DESK.mail_for("ana", text="there is light.")
    assert "#resolve" not in mail.as_string() and "Dear Ana" in body(mail)
    jam.is_(status="resolved", resolution="changed the bulb")
    assert "your text went to ana@example.org" in body(receipt), body(receipt)
    assert DESK.json("held") == []


def test_a_line_for_a_list_does_not_go_out():
    jam = DESK.request("ben", "Chair squeaks", "It squeaks.\n")
    before = DESK.count("ben")
    for line in (f"{jam.number} close", f"#{jam.number} is the same", "15 wait 3d\nIda"):
        asked = DESK.tell("it1", jam.note("it1"), line)
        assert "answers to a list" in body(asked), body(asked)
        DESK.tell("it1", asked, "#reject")
    jam.is_(status="new")
    assert DESK.count("ben") == before, "a line for a list went out"


def test_the_receipt_names_all_who_got_the_text_and_not_the_vendor():
    jam = DESK.request("ana", "Lift stuck", "It hangs.\n")
    receipt = DESK.tell("it1", jam.note("it1"),
                        "#cc ben@example.org, li@example.org\n#vendor Acme\nPlease come.\n")
    words = " ".join(body(receipt).split())
    assert "your text went to ana@example.org, ben@example.org, li@example.org" in words, words
    assert "nothing was written to the vendor" in words, words


def test_references_hold_ids_of_ones_own_mails_only():
    jam = DESK.request("ana", "Fan loud", "It roars.\n")
    DESK.tell("it1", jam.note("it1"), "#cc ben@example.org\nThe first word.\n")
    for number in range(11):
        DESK.tell("it1", jam.note("it1"), f"#tag t{number}\nThis is word {number}.\n")
    copies = {who: [m for m in DESK.inbox(who) if str(m["Subject"]).startswith(jam.ref)]
              for who in ("ana", "ben")}
    for who, other in (("ana", "ben"), ("ben", "ana")):
        newest = DESK.mail_for(who, subject=jam.ref, text="word 10.")
        ids = str(newest["References"]).split()
        own = {str(m["Message-ID"]) for m in copies[who]}
        assert len(ids) == 10 and len(own & set(ids)) == 9, (who, ids)
        assert not {str(m["Message-ID"]) for m in copies[other]} & set(ids), (who, ids)


def test_commands_in_the_subject():
    jam = DESK.request("ben", "Door locked", "I cannot get in.\n")
    for subject, wanted in (
            ("#take", {"owner": "First line"}),
            (f"#wait 2d Re: {jam.ref} Door locked", {"status": "waiting"}),
            (f"Re: {jam.ref} #priority high", {"priority": "high"}),
            (f"#close {jam.ref} Door locked", {"status": "closed"}),
            (f"AW: {jam.ref} #reopen", {"status": "open"})):
        note = jam.note("it1")
        mail = DESK.compose("it1", subject, "\n", In_Reply_To=str(note["Message-ID"]))
        DESK.hear("it1", mail)
        jam.is_(**wanted)


def test_list_show_similar_help():
    jam = DESK.request("carl", "Headset crackles", "It crackles a lot.\n")
    other = DESK.request("ben", "Headset crackles again", "Mine, too.\n")
    listed = DESK.tell("it1", jam.note("it1"), "#list")
    assert jam.ref in body(listed) and other.ref in body(listed), body(listed)
    shown = DESK.tell("it1", jam.note("it1"), f"#show {other.number}")
    assert "Mine, too." in body(shown) and other.ref in str(shown["Subject"]), body(shown)
    similar = DESK.tell("it1", jam.note("it1"), "#similar")
    assert other.ref in body(similar) and jam.ref + " " not in body(similar), body(similar)
    helped = DESK.tell("it1", jam.note("it1"), "#help")
    for command in ("#take", "#assign", "#wait", "#merge", "#undo", "#similar"):
        assert command in body(helped), body(helped)
    assert DESK.count("carl") == len([m for m in DESK.inbox("carl")])
    # an answer to what #show sent goes to its requester
    DESK.reply("it1", shown, "Try the other ear.")
    DESK.mail_for("ben", text="Try the other ear.")


def test_a_list_is_worked_in_one_mail():
    a = DESK.request("ana", "Batch one", "1\n")
    b = DESK.request("ben", "Batch two", "2\n")
    c = DESK.request("carl", "Batch three", "3\n")
    before = [DESK.count(who) for who in ("ana", "ben", "carl")]
    listed = DESK.tell("it2", a.note("it2"), "#list")
    receipt = DESK.tell("it2", listed, f"{a.number} close\n{b.number} wait 3d\n"
                        f"#{c.number} assign first line\n")
    a.is_(status="closed")
    b.is_(status="waiting")
    c.is_(owner="First line")
    for t in (a, b, c):
        assert t.ref in body(receipt), body(receipt)
    DESK.quiet()
    assert [DESK.count(who) for who in ("ana", "ben", "carl")] == before
    DESK.tell("it2", receipt, "#undo")
    a.is_(status="new")
    b.is_(status="new")
    c.is_(owner=None)
    # one wrong line, and nothing is done
    asked = DESK.tell("it2", listed, f"{a.number} close\n{b.number} wiat 3d\n")
    assert "wiat" in body(asked), body(asked)
    a.is_(status="new")
    DESK.tell("it2", asked, "#reject")


def test_links_are_good_once_and_for_their_person():
    jam = DESK.request("ana", "Links", "Click.\n")
    links = re.findall(r"<mailto:([^?>]+)\?subject=([^>&]+)>", re.sub(r"=\n", "", body(jam.note("it1"))))
    assert len(links) == 4, body(jam.note("it1"))
    subjects = [urllib.parse.unquote(s) for _, s in links]
    assert all(to == "help@example.org" for to, _ in links), links
    take, wait, resolve, not_mine = subjects
    for subject, wanted in ((take, {"owner": "First line"}), (wait, {"status": "waiting"}),
                            (resolve, {"status": "resolved"}), (not_mine, {"owner": None})):
        before = DESK.count("ana")
        DESK.hear("it1", DESK.compose("it1", subject, "\n"))
        jam.is_(**wanted)
        assert DESK.count("ana") == before
    # used: held, and the person is asked
    jam.is_(owner=None)
    DESK.decided(DESK.compose("it1", take, "\n"))
    jam.is_(owner=None)
    held = DESK.held()
    assert len(held) == 1 and "used" in held[0]["reason"], held
    DESK.run("held", "reject", str(held[0]["id"]))
    # of somebody else
    other = DESK.request("ana", "Links two", "Click.\n")
    link = urllib.parse.unquote(re.search(r"<mailto:[^?>]+\?subject=([^>&]+)>", body(other.note("it1")))[1])
    DESK.decided(DESK.compose("it2", link, "\n"))
    other.is_(owner=None, status="new")
    assert len(DESK.held()) == 1, DESK.held()
    DESK.run("held", "reject", str(DESK.held()[0]["id"]))
    # from another address of the same person
    DESK.decided(DESK.compose("it1@example.com", link, "\n"))
    other.is_(owner="First line")


def test_unknown_commands_are_asked_about_and_send_nothing():
    jam = DESK.request("ana", "Typing", "Oh.\n")
    before = DESK.count("ana")
    asked = DESK.tell("it1", jam.note("it1"), "Dear Ana, wait.\n#wiat 3d\n")
    assert "#wiat 3d" in body(asked), body(asked)
    assert "Dear Ana, wait." in body(asked), body(asked)
    jam.is_(status="new", owner=None)
    held = DESK.held()
    assert len(held) == 1 and held[0]["from"] == "it1@example.org", held
    assert set(held[0]) >= {"id", "mailbox", "from", "subject", "reason", "received"}
    assert DESK.count("ana") == before
    # as it was meant
    DESK.tell("it1", asked, "#send")
    mail = DESK.mail_for("ana", text="Dear Ana, wait.")
    assert "#wiat" not in mail.as_string(), mail.as_string()
    assert DESK.held() == []
    # of several beginnings, with a problem in the second: nothing is done
    asked = DESK.tell("it1", jam.note("it1"), "#priority high\n#s\n")
    jam.is_(priority=None)
    DESK.tell("it1", asked, "#reject")
    assert DESK.held() == []


def test_an_answer_to_a_receipt_goes_to_nobody_unasked():
    jam = DESK.request("ana", "Receipts", "Oh.\n")
    before = DESK.count("ana")
    receipt = DESK.tell("it1", jam.note("it1"), "#take")
    asked = DESK.tell("it1", receipt, "Great, thanks!")
    assert "receipt" in body(asked), body(asked)
    DESK.quiet()
    assert DESK.count("ana") == before
    DESK.tell("it1", asked, "#reject")


if __name__ == "__main__":
    sys.exit(tap.main(globals(), needs=["dovecot", "exim4"], around=[DESK]))
