#!/usr/bin/env python3
"""Every mail in its reader's language: all that staff and requesters get at a
German and at a Chinese desk, and not an English sentence in it."""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests"))
sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests", "e2e"))
import tap  # noqa: E402
from desk import body  # noqa: E402
from shift import Shift  # noqa: E402

# Words that English sentences have and the other languages have not.
ENGLISH = re.compile(
    r"\b(the|is|are|of|and|to|your|you|it|its|this|that|not|nothing|nobody|with|for|from|by"
    r"|wrote|written|answer|answers|answered|taken|assigned|held|belongs|has|have|ago|now"
    r"|waits|waiting|closed|open|opened|resolved|sender|subject|ticket of|requester|needs"
    r"|names|such|there|here|mail of|reply|resolve it|our|would|mails|text|note which|rule"
    r"|again|day|days|hour|hours|minute|minutes|just|new|none|owner|added|removed|priority"
    r"|queue|timer|desk|date|hello|may|be|into|somebody|else|takes|given|twice|longer|several|thank|thanks)\b")

# What people write in each language, and what shows that a mail speaks it.
SPEECH = {
    "de": {
        "subject": "Drucker im dritten Stock",
        "text": "Guten Tag,\n\nder Drucker im dritten Stock druckt seit heute Morgen nicht mehr. "
                "Können Sie bitte nachsehen?\n",
        "answer": "Bitte schalten Sie ihn einmal aus und wieder ein.\n",
        "thanks": "Vielen Dank!\n",
        "again": "Er druckt leider immer noch nicht, was nun?\n",
        "done": "Die Trommel wurde getauscht.",
        "words": {"notification": "hat geschrieben", "receipt": "gehört jetzt Ihnen",
                  "race": r"vor [0-9]+ \w+ von First line übernommen",
                  "lits": "einen solchen Befehl gibt es hier nicht",
                  "several": "gemeint sein könnte #re",
                  "assign": "niemand heißt „zorro“", "claim": "gibt an, von First line zu sein",
                  "stranger": "ist daran aber nicht beteiligt", "help": "das Ticket gehört Ihnen",
                  "thanked": "bedankt sich; das Ticket bleibt gelöst",
                  "reopened": "das Ticket ist damit wieder offen",
                  "history": "Anfragender: eröffnet", "moved": "Status: offen -> wartet auf Acme",
                  "note": "hat eine Notiz geschrieben", "noreply": "eingebaute Regel",
                  "rejected": "ist verworfen", "undeliverable": "nicht zugestellt",
                  "ack": "Guten Tag", "subject": "(ohne Betreff)"},
    },
    "zh": {
        "subject": "三楼的打印机",
        "text": "您好，三楼的打印机从今天早上起就不能打印了，请问能帮忙看一下吗？谢谢。\n",
        "answer": "请把打印机关掉再重新打开。\n",
        "thanks": "谢谢！\n",
        "again": "打印机还是不能打印，怎么办？\n",
        "done": "已更换硒鼓。",
        "words": {"notification": "来信", "receipt": "现由您负责",
                  "race": "First line [0-9]+ .{1,3}前已接手",
                  "lits": "此处没有这个命令", "several": "可能是 #re",
                  "assign": "没有人叫“zorro”", "claim": "邮件自称来自 First line",
                  "stranger": "并未参与该工单", "help": "由您负责此工单",
                  "thanked": "工单状态仍为“已解决”",
                  "reopened": "工单因此重新打开",
                  "history": "申请人：已创建", "moved": "状态：处理中 -> 等待 Acme",
                  "note": "仅供内部查看的备注", "noreply": "内置规则",
                  "rejected": "已拒绝", "undeliverable": "无法送达",
                  "ack": "您好", "subject": "（无主题）"},
    },
}


def own_words(mail):
    """What the program wrote: no quoted text, addresses, commands and names."""
    text = str(mail["Subject"]) + "\n" + body(mail)
    text = re.sub(r"(?m)^[|>].*$|550 no such user", "", text)
    text = re.sub(r"<[^<>]*>|\S+@\S+|tg-\S+", "", text)
    text = re.sub(r"[„“\"”][^„“\"”\n]*[“”\"]", "", text)
    text = re.sub(r"#(kind|priority|assign) \w+|#\w+", "", text)
    return re.sub(r"First line|Second line|IT Help|noreply|Acme", "", text)


def no_english(mail):
    found = ENGLISH.search(own_words(mail))
    assert not found, f"{found[0]!r} in:\n{own_words(mail)}"


class Speaker(Shift):
    """A desk whose staff and requesters speak LANGUAGE; its own is another."""

    def __init__(self, language):
        self.language = language
        self.said = SPEECH[language]
        super().__init__(staff=f'languages = ( "{language}", "en" );',
                         desk='ack_limit = 1000; language = "fr";')

    def has(self, mail, what):
        text = " ".join((str(mail["Subject"]) + " " + body(mail)).split())
        assert re.search(self.said["words"][what], text), (what, text)
        no_english(mail)

    def newest(self, who, what):
        """The mail to WHO that says WHAT."""
        pattern = self.said["words"][what]
        found = [m for m in self.inbox(who) if re.search(pattern, " ".join(body(m).split()))]
        assert found, (who, what, [body(m) for m in self.inbox(who)][-3:])
        no_english(found[-1])
        return found[-1]


def commands(desk, jam):
    first, second = jam.note("it1"), jam.note("it2")
    desk.has(jam.ack, "ack")
    desk.has(first, "notification")
    desk.has(desk.tell("it1", first, "#take"), "receipt")
    asked = desk.tell("it2", second, desk.said["answer"])
    desk.has(asked, "race")
    desk.has(desk.tell("it2", asked, "#reject"), "rejected")
    asked = desk.tell("it1", first, "#lits\n#re\n#wait gestern\n#assign zorro\n#merge 999\n#merge\n"
                      "#set\n#set a " + 300 * "x" + "\n#tag " + 50 * "x" + "\n#answer nix\n#for x\n"
                      "#for help@example.org\n#cc it2@example.org\n#close x\n#undo\n#show 999\n"
                      f"#link {jam.number}")
    for what in ("lits", "several", "assign"):
        desk.has(asked, what)
    desk.tell("it1", asked, "#reject")
    changed = desk.tell("it1", first, "#priority high\n#queue p\n#tag a -b\n#set room 12\n#set room\n"
                        "#cc ben@example.org\n#vendor Acme\n#wait 3d\n#assign second")
    no_english(changed)
    no_english(desk.tell("it1", changed, "#undo"))
    desk.deliver(desk.answer("it1", first, "#list\n#list mine\n#show\n#similar\n#help"))
    desk.deliver(desk.answer("it2", second, "#note\nXyz\n"))
    desk.quiet()
    desk.newest("it1", "help")
    desk.newest("it1", "history")
    desk.newest("it1", "moved")
    desk.newest("it1", "note")


def requester(desk, jam):
    first = jam.note("it1")
    ask = desk.said
    for text in (ask["answer"], "#wait 3d\n" + ask["answer"],
                 f"#resolve {ask['done']}\n" + ask["answer"]):
        desk.deliver(desk.answer("it1", first, text))
    desk.deliver(desk.answer("ana", jam.ack, ask["thanks"]))
    desk.deliver(desk.answer("ana", jam.ack, ask["again"]))
    desk.quiet()
    told = desk.newest("it1", "reopened")
    desk.deliver(desk.answer("it1", told, "#close\n" + ask["answer"]))
    other = desk.request("ana", ask["subject"] + " 2", ask["text"])
    desk.deliver(desk.answer("it1", other.note("it1"), f"#duplicate {jam.number}\n{ask['answer']}"))
    desk.quiet()
    desk.newest("it1", "thanked")
    jam.is_(status="closed")
    other.is_(status="closed")


def strangers(desk, jam):
    said = desk.said
    desk.deliver(desk.compose("it1", jam.ref + " x", "#close\n"))
    desk.deliver(desk.compose("mallory", jam.ref + " x", said["text"]), sender="mallory@evil.test")
    robot = desk.compose("mallory", "x", said["text"])
    robot.replace_header("From", "noreply@shop.test")
    desk.deliver(robot, sender="noreply@shop.test")
    desk.quiet()
    for what in ("claim", "stranger", "noreply"):
        desk.newest("it1", what)
    desk.has(desk.tell("it1", desk.newest("it1", "claim"), "#reject"), "rejected")
    bare = desk.compose("ana", "", said["text"] + said["again"])
    ack = desk.hear("ana", bare)
    no_english(ack)
    told = desk.mail_for("it1", subject=said["words"]["subject"])
    no_english(told)
    desk.deliver(desk.answer("it1", told, f"#cc nobody@example.org\n{said['answer']}"))
    desk.until(lambda: any(re.search(said["words"]["undeliverable"], body(m))
                           for m in desk.inbox("it1")), what="nobody was told of a refused mail")


def run(language):
    with Speaker(language) as desk:
        jam = desk.request("ana", desk.said["subject"], desk.said["text"])
        jam.note("it1")
        jam.note("it2")
        commands(desk, jam)
        requester(desk, jam)
        strangers(desk, jam)
        desk.quiet()
        mails = [m for who in ("it1", "it2", "ana", "ben") for m in desk.inbox(who)]
        assert len(mails) > 25, len(mails)
        for mail in mails:
            no_english(mail)


def test_english_would_be_found():
    with open(os.path.join(os.environ["top_srcdir"], "templates", "phrases.de.txt"),
              encoding="utf-8") as file:
        phrases = [line.split(" = ")[0] for line in file if " = " in line[2:]]
    sentences = [p for p in phrases if len(re.findall(r"(?<!#)\b[a-z]{2,}", p)) > 2]
    assert len(sentences) > 80, len(sentences)
    missed = [s for s in sentences if not ENGLISH.search(s)]
    assert not missed, missed


def test_german():
    run("de")


def test_chinese():
    run("zh")


class Reworded(Shift):
    """A desk whose admin says one thing in other words."""

    def prepare(self):
        self.write("templates/phrases.txt", "# ours\n{1} is yours now = {1} belongs to you\n")


def test_an_admins_phrases():
    with Reworded(templates="templates") as desk:
        jam = desk.request("ana", "Jam", "It is stuck.\n")
        receipt = desk.tell("it1", jam.note("it1"), "#take\n#close")
        assert f"{jam.ref} belongs to you" in body(receipt), body(receipt)
        assert f"{jam.ref} is closed" in body(receipt), body(receipt)
        for line, complaint in (("{1} is mine now = {1} x", "no mail says"),
                                ("{1} is closed = gone", "lacks {1}"),
                                ("{1} is closed = {1} {2}", "has {2}"),
                                ("closed", "English phrase = translation")):
            desk.write("templates/phrases.txt", f"# ours\n{line}\n")
            status, _, errors = desk.run("check", check=False)
            assert status == 78 and complaint in errors, (line, status, errors)
            assert "phrases.txt:2:" in errors, errors
        desk.write("templates/phrases.txt", "{1} is closed = {1} is finished\n")
        desk.run("check")
        desk.reload()
        desk.until(lambda: any("reloaded" in line for line in desk.log_lines()))
        again = desk.tell("it1", receipt, "#undo")
        assert again, "no receipt"
        closed = desk.tell("it1", jam.note("it1"), "#close")
        assert f"{jam.ref} is finished" in body(closed), body(closed)


if __name__ == "__main__":
    sys.exit(tap.run([test_english_would_be_found, test_german, test_chinese,
                      test_an_admins_phrases]))
