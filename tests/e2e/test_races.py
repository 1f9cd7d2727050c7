#!/usr/bin/env python3
"""Somebody else was faster: what staff write to an older mail waits, and they
are told. By IMAP and SMTP, one desk for all."""

import os
import re
import sys
import urllib.parse

sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests"))
sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests", "e2e"))
import tap  # noqa: E402
from desk import body  # noqa: E402
from shift import Shift  # noqa: E402

AGO = r"\d+ (second|minute|day)s? ago"
DAY = 86400
DESK = Shift()
DESK.pipe = False


def words(mail):
    return " ".join(body(mail).split())


def says(mail, pattern):
    assert re.search(pattern, words(mail)), (pattern, body(mail))


def asked(who, original, text, pattern):
    """WHO answers ORIGINAL and is asked; the mail and the question."""
    mail = DESK.answer(who, original, text)
    question = DESK.hear(who, mail)
    says(question, pattern)
    return mail, question


def answered_again(who, mail, count):
    """What the desk writes in answer to MAIL after it was released."""
    DESK.until(lambda: len(DESK.answers(who, mail)) >= count,
               what=f"{who} was not answered {count} times")
    return DESK.answers(who, mail)[count - 1]


def settled():
    """Nothing waits for a person any more."""
    DESK.quiet()
    assert DESK.held() == [], DESK.held()


def test_a_colleague_was_faster():
    jam = DESK.request("ana", "Race", "Who is first?\n")
    before = DESK.count("ana")
    DESK.tell("it1", jam.note("it1"), "#take")
    _, question = asked("it2", jam.note("it2"), "I have looked at it.\n",
                        f"taken {AGO} by First line; your text is held, answer #send or #note")
    DESK.tell("it2", question, "#note")
    DESK.until(lambda: jam.now["messages"][-1]["direction"] == "note")
    # a command that would overrule it
    _, question = asked("it2", jam.note("it2"), "#close\n",
                        f"taken {AGO} by First line; your command is held, answer #send")
    jam.is_(owner="First line", status="open")
    # a note and a field overrule nobody
    DESK.tell("it2", jam.note("it2"), "#note I know this printer.\n#priority low\n")
    jam.is_(priority="low", status="open")
    assert DESK.count("ana") == before, "it was sent"
    DESK.tell("it2", question, "#send")
    DESK.until(lambda: jam.now["status"] == "closed")
    settled()


def test_insisting_works_once():
    jam = DESK.request("ben", "Insists", "Help.\n")
    before = DESK.count("ben")
    DESK.tell("it1", jam.note("it1"), "#take")
    _, question = asked("it2", jam.note("it2"), "Switch it off.\n", "taken")
    DESK.tell("it2", question, "#send")
    DESK.mail_for("ben", text="Switch it off.")
    late = DESK.tell("it2", question, "#send")
    says(late, "somebody has dealt with it")
    settled()
    assert DESK.count("ben") == before + 1, "it was sent twice"


def test_changed_again_before_the_answer():
    jam = DESK.request("carl", "Twice", "Help.\n")
    DESK.tell("it1", jam.note("it1"), "#take")
    mail, question = asked("it2", jam.note("it2"), "Try again.\n", "taken")
    DESK.tell("it1", jam.note("it1"), "#resolve")
    DESK.tell("it2", question, "#send")
    again = answered_again("it2", mail, 2)
    says(again, f"resolved {AGO} by First line; your text is held")
    assert "taken" not in words(again), words(again)
    before = DESK.count("carl")
    DESK.tell("it2", again, "#send")
    DESK.mail_for("carl", text="Try again.")
    settled()
    assert DESK.count("carl") == before + 1


def test_the_requester_reopened_it():
    jam = DESK.request("ana", "Again", "It is broken.\n")
    before = DESK.count("ana")
    DESK.reply("it1", jam.note("it1"), "Switch it off and on.\n")
    mail = DESK.mail_for("ana", text="Switch it off and on.")
    jam.is_(status="waiting", owner="First line")
    # their own answer is no race, nor what it did to the ticket
    DESK.reply("it1", jam.note("it1"), "And wait a minute.\n")
    DESK.mail_for("ana", text="And wait a minute.")
    DESK.reply("ana", mail, "Now it smokes!\n")
    update = DESK.mail_for("it1", subject=jam.ref, text="Now it smokes!")
    _, question = asked("it1", jam.note("it1"), "So all is well?\n",
                        f"reopened {AGO} by ana@example.org; your text is held")
    DESK.tell("it1", question, "#reject")
    # a mail that changes nothing is none, nor an answer to the newer mail
    DESK.reply("ana", mail, "It burns!\n")
    DESK.mail_for("it1", subject=jam.ref, text="It burns!")
    DESK.reply("it1", update, "Use the extinguisher.\n")
    DESK.mail_for("ana", text="Use the extinguisher.")
    settled()
    assert DESK.count("ana") == before + 3


def test_merged():
    one = DESK.request("ana", "Network down", "No network.\n")
    two = DESK.request("ben", "Internet gone", "No internet.\n")
    note = two.note("it1")
    DESK.tell("it2", two.note("it2"), f"#merge {one.number}")
    _, question = asked("it1", note, "Have you tried the cable?\n",
                        f"merged into #{one.number} {AGO} by Second line; your text is held")
    DESK.tell("it1", question, "#reject")
    settled()


def test_lines_of_a_list():
    a, b, c = (DESK.request(who, f"List {who}", "x\n") for who in ("ana", "ben", "carl"))
    listed = DESK.tell("it1", a.note("it1"), "#list")
    DESK.tell("it2", b.note("it2"), "#take")
    DESK.tell("it2", c.note("it2"), "#take")
    mail, receipt = asked("it1", listed, f"{a.number} close\n{b.number} wait 3d\n"
                          f"{c.number} close\n{c.number} priority high\n",
                          f'"{b.number} wait 3d": taken {AGO} by Second line; it is held, '
                          "answer #send to do it anyway")
    says(receipt, f'"{c.number} close": taken')
    says(receipt, rf"\[IT #{a.number}\] is closed")
    a.is_(status="closed")
    b.is_(status="open", owner="Second line")
    c.is_(status="open", owner="Second line", priority="high")
    # what was done is not done again, and what changed since is told anew
    DESK.tell("it2", a.note("it2"), "#priority low\n")
    DESK.tell("it1", receipt, "#undo")
    a.is_(status="new")
    c.is_(priority=None)
    DESK.tell("it2", c.note("it2"), "#resolve")
    DESK.tell("it1", receipt, "#send")
    again = answered_again("it1", mail, 2)
    says(again, f'"{c.number} close": resolved')
    assert f'"{b.number} wait 3d"' not in words(again), words(again)
    a.is_(status="new", priority="low")
    b.is_(status="waiting")
    c.is_(status="resolved", priority=None)
    DESK.tell("it1", again, "#send")
    DESK.until(lambda: c.now["status"] == "closed")
    a.is_(status="new")
    late = DESK.tell("it1", receipt, "#send")
    says(late, "somebody has dealt with it")
    settled()


def test_undo_ticket_by_ticket():
    a, b = (DESK.request(who, f"Undo {who}", "x\n") for who in ("ana", "ben"))
    listed = DESK.tell("it1", a.note("it1"), "#list")
    receipt = DESK.tell("it1", listed, f"{a.number} close\n{b.number} close\n")
    # at once: no clock could tell these apart
    DESK.tell("it2", listed_by_it2(a), f"{b.number} reopen\n{b.number} take\n")
    _, told = asked("it1", receipt, "#undo",
                    rf'"#undo" of \[IT #{b.number}\]: reopened and taken {AGO} by Second line')
    says(told, rf"taken back, what that receipt told of \[IT #{a.number}\]")
    a.is_(status="new")
    b.is_(status="open", owner="Second line")
    DESK.tell("it1", told, "#send")
    DESK.until(lambda: b.now["status"] == "new")
    a.is_(status="new")
    settled()


def listed_by_it2(ticket):
    return DESK.tell("it2", ticket.note("it2"), "#list")


def test_undo_of_one():
    jam = DESK.request("ana", "Mine", "x\n")
    receipt = DESK.tell("it1", jam.note("it1"), "#take")
    _, question = asked("it2", jam.note("it2"), "#take", "taken")
    DESK.tell("it2", question, "#send")
    DESK.until(lambda: jam.now["owner"] == "Second line")
    _, question = asked("it1", receipt, "#undo", f"taken {AGO} by Second line")
    jam.is_(owner="Second line")
    DESK.tell("it1", question, "#reject")
    settled()


def links(ticket, who):
    text = re.sub(r"=\n", "", body(ticket.note(who)))
    return [urllib.parse.unquote(s) for s in re.findall(r"<mailto:[^?>]+\?subject=([^>&]+)>", text)]


def test_links():
    jam = DESK.request("ben", "Links", "x\n")
    take, _, resolve, not_mine = links(jam, "it1")
    DESK.tell("it2", jam.note("it2"), "#take")
    mail = DESK.compose("it1", take, "\n")
    question = DESK.hear("it1", mail)
    says(question, f"taken {AGO} by Second line; your command is held, answer #send")
    jam.is_(owner="Second line")
    # it says nothing of what another has
    DESK.hear("it1", DESK.compose("it1", not_mine, "\n"))
    jam.is_(owner="Second line")
    DESK.tell("it1", question, "#send")
    DESK.until(lambda: jam.now["owner"] == "First line")
    # known by now
    DESK.hear("it1", DESK.compose("it1", resolve, "\n"))
    jam.is_(status="resolved")
    settled()


def test_time():
    jam = DESK.request("ana", "Waits", "x\n")
    other = DESK.request("ben", "A link that waits", "x\n")
    DESK.tell("it1", jam.note("it1"), "#wait 3d")
    DESK.tell("it2", other.note("it2"), "#take")
    held = DESK.hear("it1", DESK.compose("it1", links(other, "it1")[2], "\n"))
    says(held, "your command is held")
    DESK.quiet()
    DESK.stop()
    os.environ["TICKETGATE_CLOCK_OFFSET"] = str(8 * DAY)
    try:
        DESK.start()
        DESK.mail_for("it1", subject=jam.ref, text="has come")
        jam.is_(status="open")
        _, question = asked("it1", jam.note("it1"), "Still waiting.\n",
                            f"reopened {AGO} by the timer; your text is held")
        DESK.tell("it1", question, "#reject")
        # a code that expired while its mail was held
        DESK.tell("it1", held, "#send")
        DESK.until(lambda: other.now["status"] == "resolved")
        settled()
    finally:
        os.environ.pop("TICKETGATE_CLOCK_OFFSET", None)


if __name__ == "__main__":
    sys.exit(tap.main(globals(), needs=["dovecot", "exim4"], around=[DESK]))
