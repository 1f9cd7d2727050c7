"""A ticket that others are after, and whether they got anything of it."""

from desk import written

SECRET = "kumquat-7714"
SUBJECT = "Payroll server"


class Victim:
    """A ticket with a secret, its requester and a colleague in Cc; with an
    internal note that only staff know."""

    def __init__(self, desk):
        self.desk = desk
        self.ticket = desk.request("ana", SUBJECT, f"The password is {SECRET}.\n")
        self.one, self.two = self.ticket.note("it1"), self.ticket.note("it2")
        self.before = None

    def __enter__(self):
        self.desk.quiet()
        self.before = self.state()
        return self.ticket

    def __exit__(self, failure, *rest):
        if failure:
            return
        self.desk.quiet()
        after = self.state()
        changed = {k: (self.before[k], after[k]) for k in after if after[k] != self.before[k]}
        assert not changed, f"the ticket changed: {changed}"
        check_no_leak(self.desk)

    def state(self):
        now = self.ticket.now
        now.pop("updated")
        now["mails to ana"] = self.desk.count("ana")
        # that a mail came again may be told, no more
        now["events"] = [e for e in now["events"] if "arrived again" not in e["what"]]
        return now


def check_no_leak(desk):
    """Nothing that Mallory got says anything about the victim's ticket."""
    for mail in desk.inbox("mallory"):
        text = written(mail, "To")  # her name, as she wrote it
        assert SECRET not in text, "the secret leaked:\n" + text
        assert SUBJECT not in text, "the subject leaked:\n" + text
        assert "ana@example.org" not in text and "Alvarez" not in text, text
        assert "First line" not in text and "it1@" not in text, text
        assert "tg-" not in text, "a code leaked:\n" + text


def attack(desk, *mails, sender="mallory@example.org"):
    """Mallory delivers mails, whatever they say; the desk decides over them."""
    desk.decided_all([(mail, sender) for mail in mails])


def held_since(desk, before):
    new = [h for h in desk.held() if h["id"] not in before]
    for h in new:
        desk.run("held", "reject", str(h["id"]))
    return new


def held_ids(desk):
    return {h["id"] for h in desk.held()}
