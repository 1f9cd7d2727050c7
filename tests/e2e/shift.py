"""A shift at the desk: requests, answers and commands by mail, each with the
mails that answer it. For tests in which several checks share one desk.

    with Shift() as desk:
        jam = desk.request("ana", "Printer jam", "It is stuck.")
        receipt = desk.tell("it1", jam.note("it1"), "#take")
        assert jam.now["owner"] == "First line"
        desk.tell("it1", receipt, "#undo")
"""

import email.utils
import re

from desk import Desk, body, parse

STRANGERS = ("mallory", "vendor")
PEOPLE = ("ana", "ben", "li", "carl", "it1", "it2") + STRANGERS


class Ticket:
    """A ticket that somebody opened by mail."""

    def __init__(self, desk, number, who, subject, sent, ack):
        self.desk, self.number, self.who = desk, number, who
        self.subject, self.sent, self.ack = subject, sent, ack
        self.notes = {}

    @property
    def ref(self):
        return f"[IT #{self.number}]"

    @property
    def now(self):
        return self.desk.show(self.number)

    def is_(self, **wanted):
        now = self.now
        for name, value in wanted.items():
            assert now[name] == value, (self.ref, name, now[name], "is not", value)
        return now

    def note(self, who):
        """The notification that a person of the staff got."""
        if who not in self.notes:
            self.notes[who] = self.desk.mail_for(who, subject=self.ref)
        return self.notes[who]

    def events(self):
        return " / ".join(e["what"] for e in self.now["events"])


class Shift(Desk):
    """A desk whose daemon runs, with parsed mailboxes kept.

    Mail for the desk is handed over by an MTA's pipe, `ticketgate deliver`,
    which is at once; an IMAP server tells of new mail half a second late.
    With pipe = False it goes by SMTP and IMAP. What the desk writes always
    goes by SMTP into mailboxes.
    """

    def __init__(self, **options):
        options.setdefault("desk", "ack_limit = 1000;")
        super().__init__(**options)
        self.parsed = {}
        self.pipe = True

    def deliver(self, message, to=None, sender=None):
        raw = message if isinstance(message, bytes) else message.as_bytes()
        addresses = to or [address for _, address in
                           email.utils.getaddresses([str(parse(raw)["To"])])]
        if not self.pipe or addresses != ["help@example.org"]:
            return super().deliver(message, to, sender)
        self.run("deliver", stdin=raw)
        return message

    def __enter__(self):
        super().__enter__()
        self.prepare()
        self.start()
        return self

    def prepare(self):
        """Before the daemon starts: files to write."""

    def inbox(self, who):
        return [self.parsed.setdefault(raw, None) or self.keep(raw)
                for raw in self.servers.mailbox(who)]

    def keep(self, raw):
        self.parsed[raw] = parse(raw)
        return self.parsed[raw]

    def answers(self, who, sent):
        """What the desk wrote to WHO in answer to their mail SENT."""
        return [m for m in self.inbox(who) if m["In-Reply-To"] == sent["Message-ID"]]

    def request(self, who, subject, text, **headers):
        sent = self.send(who, subject, text, **headers)
        ack = self.until(lambda: self.answers(who, sent), what=f"{who} got no answer")[0]
        number = int(re.match(r"\[IT #(\d+)\]", str(ack["Subject"]))[1])
        return Ticket(self, number, who, subject, sent, ack)

    def tell(self, who, original, text, count=1, **headers):
        """Answers ORIGINAL and returns what the desk writes back: the last of
        COUNT mails."""
        return self.hear(who, self.answer(who, original, text, **headers), count)

    def hear(self, who, mail, count=1, **delivery):
        """Delivers a mail and returns the last of COUNT answers to it."""
        self.deliver(mail, **delivery)
        self.until(lambda: len(self.answers(who, mail)) >= count,
                   what=f"{who} got no answer to {body(mail)[:60]!r}")
        return self.answers(who, mail)[-1]

    def decided(self, mail, **delivery):
        """Delivers a mail and waits until the desk has decided over it and has
        sent everything."""
        before = self.json("status")["received"]
        self.deliver(mail, **delivery)
        self.until(lambda: self.json("status")["received"] > before,
                   what="the mail was not received")
        self.quiet()
        return mail

    def decided_all(self, mails, **delivery):
        """The same for many mails, given as (mail, sender) pairs: by SMTP and
        IMAP, where many are as quick as one."""
        self.quiet()  # so that none of before is counted
        before = self.json("status")["received"]
        for mail, sender in mails:
            super().deliver(mail, ["help@example.org"], sender)
        self.until(lambda: self.json("status")["received"] >= before + len(mails),
                   what="not all mails were received")
        self.quiet()

    def count(self, who):
        """The number of mails that somebody has got, when none is under way:
        mails do not arrive in the order in which they were sent."""
        self.quiet()
        return len(self.servers.mailbox(who))

    def held(self):
        return self.json("held")
