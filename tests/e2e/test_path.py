#!/usr/bin/env python3
"""The path of a mail, end to end: real IMAP, real SMTP, the daemon."""

import email.utils
import os
import signal
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests"))
sys.path.insert(0, os.path.join(os.environ["top_srcdir"], "tests", "e2e"))
import tap  # noqa: E402
from desk import Desk, body  # noqa: E402

RULES = """
rules = (
  { name = "printer"; when = { words = ("printer", "toner"); };
    set = { queue = "printers"; kind = "incident"; priority = "low"; tags = ("hardware"); }; },
  { name = "asset named"; when = { match = "%{ASSET:asset}"; }; }
);
vocabulary = { ASSET = "(?:PC|NB|PR)-[0-9]{4,6}"; };
"""


def started(**options):
    desk = Desk(rules="rules", **options)
    desk.__enter__()
    desk.write("rules/10-test.conf", RULES)
    desk.start()
    return desk


class running:  # pylint: disable=invalid-name
    """with running() as desk: a desk whose daemon is up."""

    def __init__(self, **options):
        self.options = options
        self.desk = None

    def __enter__(self):
        self.desk = started(**self.options)
        return self.desk

    def __exit__(self, *exception):
        self.desk.__exit__(*exception)


def test_a_request_becomes_a_ticket_and_is_acknowledged():
    with running() as desk:
        sent = desk.send("ana", "Printer broken", "The printer PR-10442 jams.\n",
                         References="<elder@client.example>")
        ack = desk.mail_for("ana", subject="[IT #1]")
        ticket = desk.show(1)
        assert ticket["subject"] == "Printer broken", ticket
        assert ticket["status"] == "new", ticket
        assert ticket["ref"] == "[IT #1]", ticket
        assert ticket["queue"] == "printers" and ticket["priority"] == "low", ticket
        assert ticket["kind"] == "incident" and ticket["tags"] == ["hardware"], ticket
        assert ticket["fields"] == {"asset": "PR-10442"}, ticket
        assert ticket["requester"]["email"] == "ana@example.org", ticket
        assert ticket["owner"] is None, ticket
        assert [m["direction"] for m in ticket["messages"]] == ["in"], ticket
        assert ticket["messages"][0]["message_id"].strip("<>") == sent["Message-ID"].strip("<>")
        assert ack["In-Reply-To"] == sent["Message-ID"], ack
        assert ack["References"].split() == ["<elder@client.example>", sent["Message-ID"]], ack
        assert ack["Auto-Submitted"] == "auto-replied", ack
        assert ack["X-Auto-Response-Suppress"] == "All", ack
        assert ack["Precedence"] in ("bulk", "auto_reply"), ack
        assert ack["Return-Path"] == "<>", ack
        assert email.utils.parseaddr(str(ack["From"])) == ("IT Help", "help@example.org")
        assert ack.get_content_type() == "text/plain", ack
        desk.quiet()
        assert len(desk.inbox("ana")) == 1


def test_each_staff_member_gets_one_notification():
    with running() as desk:
        desk.send("ana", "Toner empty", "Please bring toner.\n")
        first = desk.mail_for("it1", subject="[IT #1]")
        second = desk.mail_for("it2", subject="[IT #1]")
        desk.quiet()
        assert len(desk.inbox("it1")) == 1 and len(desk.inbox("it2")) == 1
        assert first["Message-ID"] != second["Message-ID"]
        assert "it1@example.org" in str(first["To"]), first
        assert "Please bring toner." in body(first)


def test_staff_answer_reaches_the_requester_and_back():
    with running() as desk:
        desk.send("ana", "No sound", "My headset is silent.\n")
        desk.mail_for("ana")
        desk.reply("it1", desk.mail_for("it1"), "Unplug it and plug it in again.\n\nIda")
        answer = desk.mail_for("ana", text="Unplug it")
        assert email.utils.parseaddr(str(answer["From"]))[1] == "help@example.org"
        assert "it1@example" not in body(answer), body(answer)
        assert "On Monday" not in body(answer), body(answer)
        desk.quiet()
        ticket = desk.show(1)
        assert ticket["status"] == "waiting", ticket["status"]
        assert ticket["owner"] == "First line", ticket["owner"]
        assert [m["direction"] for m in ticket["messages"]] == ["in", "out"]
        assert ticket["messages"][1]["reply_text"].startswith("Unplug it"), ticket["messages"][1]
        desk.reply("ana", answer, "Still silent.")
        desk.until(lambda: desk.show(1)["status"] == "open")
        ticket = desk.show(1)
        assert len(ticket["messages"]) == 3
        assert ticket["messages"][2]["reply_text"].strip() == "Still silent."
        desk.quiet()
        assert len(desk.tickets()) == 1


def test_acknowledgement_speaks_the_requesters_language():
    with running() as desk:
        desk.send("li", "无法打印", "您好，打印机今天不能打印，请帮忙看一下。谢谢！\n")
        ack = desk.mail_for("li")
        assert "您" in body(ack), body(ack)
        assert ack["Subject"].startswith("[IT #1]"), ack["Subject"]


def test_robots_are_not_answered():
    with running() as desk:
        desk.send("ben", "Out of office: hello", "I am away.\n", Auto_Submitted="auto-replied")
        desk.send("ben", "Newsletter", "Buy!\n", List_Id="<news.example.org>",
                  Precedence="list", List_Unsubscribe="<mailto:x@example.org>")
        desk.deliver(desk.compose("help", "to myself", "a loop\n"), to=["help@example.org"])
        desk.send("ben", "No answer please", "A normal request.\n",
                  X_Auto_Response_Suppress="All")
        desk.until(lambda: desk.json("status")["received"] == 4)
        desk.quiet()
        assert desk.inbox("ben") == [], [str(m["Subject"]) for m in desk.inbox("ben")]
        subjects = [t["subject"] for t in desk.tickets().values()]
        assert "No answer please" in subjects, subjects


def test_acknowledgements_to_one_address_are_limited():
    with running(desk="ack_limit = 2;") as desk:
        for number in range(4):
            desk.send("ana", f"Request {number}", f"This is request {number}.\n")
        desk.until(lambda: len(desk.tickets()) == 4)
        desk.quiet()
        assert len(desk.inbox("ana")) == 2


def test_threading_by_ids_and_tag_for_participants_only():
    with running() as desk:
        first = desk.send("ana", "Screen flickers", "My screen flickers.\n")
        desk.mail_for("ana")
        # her own Message-ID
        desk.send("ana", "Re: Screen flickers", "By id.\n", In_Reply_To=first["Message-ID"])
        desk.until(lambda: len(desk.show(1)["messages"]) == 2)
        # the tag alone
        desk.send("ana", "again [IT #1]", "By tag.\n")
        desk.until(lambda: len(desk.show(1)["messages"]) == 3)
        # a stranger with the tag, and with the id
        desk.send("mallory", "Re: [IT #1] Screen", "Let me in.\n")
        desk.until(lambda: len(desk.tickets()) == 2)
        desk.send("mallory", "Re: Screen", "And by id.\n", In_Reply_To=first["Message-ID"],
                  References=first["Message-ID"])
        desk.until(lambda: len(desk.tickets()) == 3)
        desk.quiet()
        assert len(desk.show(1)["messages"]) == 3
        assert desk.show(2)["links"] == [{"relation": "mentions", "ticket": 1}], desk.show(2)
        for mail in desk.inbox("mallory"):
            assert "flicker" not in body(mail).lower(), body(mail)


def test_one_mail_to_two_mailboxes_is_one_ticket():
    with running() as desk:
        mail = desk.compose("carl", "VPN", "It drops.\n", to="help@example.org, service@example.org")
        desk.deliver(mail)
        desk.until(lambda: desk.json("status")["received"] == 2)
        desk.quiet()
        assert len(desk.tickets()) == 1
        assert desk.json("status")["outcomes"]["duplicate"] == 1
        assert len(desk.inbox("carl")) == 1
        # and once more through the pipe, with other trace headers
        raw = b"Received: from elsewhere by here; Mon, 16 Nov 2026 10:00:00 +0100\r\n" \
              b"Delivered-To: other@example.org\r\n" + \
              mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        desk.run("deliver", stdin=raw)
        desk.quiet()
        assert len(desk.tickets()) == 1
        assert len(desk.show(1)["messages"]) == 1


def test_same_message_id_with_other_content_is_a_new_message():
    with running() as desk:
        first = desk.send("ana", "Mouse", "The left button.\n", Message_ID="<fixed@client.example>")
        desk.mail_for("ana")
        desk.send("ana", "Mouse", "The right button too.\n", Message_ID=first["Message-ID"])
        desk.until(lambda: desk.json("status")["received"] == 2)
        desk.quiet()
        texts = [m["reply_text"].strip() for n in desk.tickets() for m in desk.show(n)["messages"]]
        assert sorted(texts) == ["The left button.", "The right button too."], texts


def test_after_move_and_delete():
    for after, user in (("move:Done", "help"), ("delete", "service")):
        with running(after=after) as desk:
            desk.send("ana", "Request", "Text.\n", to=user + "@example.org")
            desk.mail_for("ana")
            desk.until(lambda d=desk, u=user: not d.servers.mailbox(u))
            moved = desk.servers.mailbox(user, "Done")
            assert len(moved) == (1 if after.startswith("move") else 0)


def test_a_mail_over_max_message_is_never_deleted():
    """The store has its header only; deleting it would lose it."""
    with Desk(after="delete") as desk:
        with open(desk.config, encoding="utf-8") as file:
            text = file.read()
        desk.write("ticketgate.conf", text.replace("poll =", 'max_message = "4K"; poll ='))
        desk.start()
        desk.send("ana", "Large", "All work and no play.\n" * 1000, to="service@example.org")
        desk.until(lambda: len(desk.tickets()) == 1)
        desk.send("ben", "Small", "A small one.\n", to="service@example.org")
        desk.mail_for("ben")
        desk.until(lambda: len(desk.servers.mailbox("service")) == 1)
        assert "All work" in desk.servers.mailbox("service")[0].decode()
        stub = [t for t in desk.tickets().values() if t["subject"] == "Large"][0]
        assert "still in the mailbox" in desk.show(stub["id"])["messages"][0]["text"]


def test_the_first_retry_comes_after_smtp_retry():
    with running(retry="40s") as desk:
        desk.send("tempfail@example.org", "Later", "Try later.\n")
        tried = desk.until(lambda: [line for line in desk.log_lines() if "trying again in" in line
                                    and "tempfail" in line])
        delay = int(tried[0].rsplit("trying again in ", 1)[1].split()[0])
        assert 30 <= delay <= 50, tried
        assert " 45" in tried[0], "the server's code is not told: " + tried[0]


def test_deliver_survives_limits_and_closed_input():
    with Desk() as desk:
        mail = desk.compose("ana", "By pipe", "Some text.\n" * 20000).as_bytes()
        command = f"ulimit -f 16; exec '{desk.program}' deliver -c '{desk.config}'"
        limited = subprocess.run(["bash", "-c", command], input=mail, check=False,
                                 capture_output=True)
        assert limited.returncode == 75, limited
        command = f"exec '{desk.program}' deliver -c '{desk.config}' <&-"
        closed = subprocess.run(["bash", "-c", command], check=False, capture_output=True)
        assert closed.returncode == 75 and b"no mail" in closed.stderr, closed


def test_looking_works_with_a_broken_configuration():
    with running() as desk:
        desk.send("ana", "Router", "The router hums.\n")
        desk.mail_for("ana")
        desk.write_config(desk='colour = "blue"; templates = "nowhere";')
        for command in (["list"], ["show", "1"], ["search", "router"]):
            status, out, errors = desk.run(*command, "--json")
            assert status == 0 and b"Router" in out, errors
            assert "desk.colour: unknown key" in errors, errors


def test_deliver_takes_mail_from_a_pipe():
    with Desk(rules="rules") as desk:
        desk.write("rules/10-test.conf", RULES)
        mail = desk.compose("ana", "By pipe", "printer PR-20001\n").as_bytes()
        status, _, errors = desk.run("deliver", stdin=mail)
        assert status == 0, errors
        assert desk.show(1)["fields"] == {"asset": "PR-20001"}
        assert desk.once()[0] == 0
        assert "[IT #1]" in str(desk.mail_for("ana")["Subject"])
        desk.write("rules/20-broken.conf", "rules = ( { name = ; } );")
        status, _, errors = desk.run("deliver", stdin=mail, check=False)
        assert status == 75, (status, errors)
        assert "20-broken.conf:1" in errors, errors
        os.unlink(desk.path("rules/20-broken.conf"))
        os.rename(desk.config, desk.path("away"))
        assert desk.run("deliver", stdin=mail, check=False)[0] == 75


def test_run_once_polls_sends_and_ends():
    with Desk(rules="rules") as desk:
        desk.write("rules/10-test.conf", RULES)
        desk.send("ana", "For cron", "Just once.\n")
        desk.servers.wait_for("help", lambda mails: len(mails) == 1)
        status, _, errors = desk.once()
        assert status == 0, errors
        desk.quiet()
        assert len(desk.inbox("ana")) == 1
        assert len(desk.tickets()) == 1
        desk.servers.stop_server("imap")
        assert desk.once()[0] == 75


def roles(desk):
    """{name: pid} of the daemon's processes, by their titles."""
    out = subprocess.run(["ps", "-eo", "pid,ppid,args", "--no-headers"],
                         check=True, capture_output=True, text=True).stdout
    rows = [line.split(None, 2) for line in out.splitlines()]
    mine, found = {str(desk.daemon.pid)}, {}
    for _ in range(3):
        for pid, parent, args in rows:
            if parent in mine and args.startswith("ticketgate: "):
                mine.add(pid)
                found[args] = int(pid)
    return found


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_roles_have_names_come_back_and_end_with_the_supervisor():
    with running() as desk:
        desk.send("ana", "One", "One.\n")
        desk.send("ben", "Two", "Two.\n", to="service@example.org")
        desk.mail_for("ana")
        desk.mail_for("ben")
        before = roles(desk)
        for name in ("intake help", "reader help", "intake service", "reader service", "sender",
                     "timer"):
            assert "ticketgate: " + name in before, before
        os.kill(before["ticketgate: intake help"], signal.SIGKILL)
        desk.send("ana", "Three", "Three.\n")
        desk.mail_for("ana", subject="[IT #3]")
        after = roles(desk)
        assert after["ticketgate: intake help"] != before["ticketgate: intake help"]
        assert after["ticketgate: sender"] == before["ticketgate: sender"]
        desk.kill()
        desk.until(lambda: not any(alive(pid) for pid in after.values()),
                   what="a role outlived its supervisor")


def test_sigterm_ends_cleanly():
    with running() as desk:
        desk.send("ana", "One", "One.\n")
        desk.mail_for("ana")
        pids = list(roles(desk).values())
        assert desk.stop() == 0
        assert not any(alive(pid) for pid in pids)


def test_reload_takes_good_rules_and_refuses_broken_ones():
    with running(desk='admin = "it2@example.org";') as desk:
        desk.send("ana", "Scanner", "The scanner is dark.\n")
        desk.mail_for("ana")
        assert desk.show(1)["queue"] is None
        desk.write("rules/20-more.conf",
                   'rules = ( { name = "scanner"; when = { words = ("scanner"); };'
                   ' set = { queue = "scanners"; }; } );')
        desk.reload()
        desk.until(lambda: any("reloaded" in line for line in desk.log_lines()))
        desk.send("ana", "Scanner again", "The scanner is dark again.\n")
        desk.until(lambda: len(desk.tickets()) == 2)
        assert desk.show(2)["queue"] == "scanners"
        desk.write("rules/20-more.conf", 'rules = ( { name = "scanner"; when = { wrods = 1; }; } );')
        desk.reload()
        desk.until(lambda: any("reload refused" in line for line in desk.log_lines()))
        assert any("20-more.conf:1" in line and "words" in line for line in desk.log_lines())
        assert "wrods" in body(desk.mail_for("it2", text="wrods"))
        # the good rules stay, for a role that is started anew too
        os.kill(roles(desk)["ticketgate: intake help"], signal.SIGKILL)
        desk.send("ana", "Scanner third", "The scanner is dark a third time.\n")
        desk.until(lambda: len(desk.tickets()) == 3)
        assert desk.show(3)["queue"] == "scanners"
        # and reading commands work with the broken file on disk
        assert len(desk.json("search", "scanner")) == 3


def test_uidvalidity_change_counts_nothing_twice():
    with running() as desk:
        for number in range(3):
            desk.send("ana", f"Request {number}", f"Number {number}.\n")
        desk.until(lambda: len(desk.tickets()) == 3)
        desk.quiet()
        mails = desk.servers.mailbox("help")
        with desk.servers.login("help") as imap:
            imap.select("INBOX")
            old = imap.status("INBOX", "(UIDVALIDITY)")[1][0]
        desk.stop()
        # a new folder under the old name: other UIDVALIDITY, same mails
        with desk.servers.login("help") as imap:
            imap.rename("INBOX", "Old")
            imap.delete("INBOX")
        for raw in mails:
            desk.servers.append("help", raw)
        with desk.servers.login("help") as imap:
            new = imap.status("INBOX", "(UIDVALIDITY)")[1][0]
        desk.start()
        desk.send("ana", "Fresh", "A fresh one.\n")
        desk.until(lambda: len(desk.tickets()) >= 4)
        desk.quiet()
        assert len(desk.tickets()) == 4, (old, new)
        assert len(desk.inbox("ana")) == 4


def test_servers_may_go_away():
    with running() as desk:
        desk.send("ana", "Before", "Before.\n")
        desk.mail_for("ana")
        desk.servers.stop_server("imap")
        desk.servers.stop_server("smtp")
        desk.until(lambda: any("trying again" in line for line in desk.log_lines()))
        desk.servers.start_server("smtp")
        desk.servers.start_server("imap")
        desk.send("ana", "After", "After.\n")
        desk.mail_for("ana", subject="[IT #2]")


def test_mail_fits_what_the_server_offers():
    with running() as desk:
        desk.send("li", "无法打印", "您好，打印机今天不能打印，请帮忙看一下。谢谢！\n")
        first = desk.mail_for("li")
        assert first["Content-Transfer-Encoding"] == "8bit", first.items()
        assert "您".encode() in desk.servers.mailbox("li")[0]
        desk.quiet()
        # the connection that the sender keeps ends with this
        desk.servers.offer()
        desk.send("li", "还是不能打印", "您好，打印机今天也不能打印，请帮忙看一下。谢谢！\n")
        second = desk.mail_for("li", subject="[IT #2]")
        assert second["Content-Transfer-Encoding"] in ("base64", "quoted-printable"), second.items()
        assert desk.servers.mailbox("li")[1].isascii()
        assert body(first).replace("#1", "#2") == body(second), (body(first), body(second))
        desk.quiet()
        assert not any("trying again" in line for line in desk.log_lines())


def test_addresses_outside_ascii():
    raw = ("From: Jörg Müller <müller@example.org>\r\nTo: help@example.org\r\n"
           "Subject: {}\r\n\r\nDer Drucker druckt nicht.\r\n")
    with running() as desk:
        desk.deliver(raw.format("Drucker").encode(), sender="carl@example.org")
        desk.mail_for("carl", subject="[IT #1]")
        assert "\r\nTo: müller@example.org\r\n".encode() in desk.servers.mailbox("carl")[0]
        desk.quiet()
        desk.servers.offer("8bitmime")
        desk.deliver(raw.format("Noch einmal").encode(), sender="carl@example.org")
        desk.mail_for("it1", text="SMTPUTF8")
        assert len(desk.inbox("carl")) == 1


def test_refused_and_deferred_mail():
    with running() as desk:
        desk.send("reject1@example.org", "I do not exist", "Nobody there.\n")
        desk.until(lambda: desk.tickets().get(1))
        failed = desk.mail_for("it1", text="reject1@example.org", count=2)
        assert failed is not None
        desk.send("tempfail@example.org", "Later", "Try later.\n")
        desk.until(lambda: desk.tickets().get(2))
        desk.until(lambda: any("trying again" in line and "tempfail" in line
                               for line in desk.log_lines()))


def test_a_mail_that_kills_the_reader_becomes_a_stub():
    for how in ("crash", "hang"):
        with Desk() as desk:
            desk.start(TICKETGATE_FAULT_BYTES=f"reader.mail={how}:XYZZY",
                       TICKETGATE_READER_DEADLINE="5")
            desk.send("ana", "Deadly", "XYZZY\n")
            desk.send("ben", "Harmless", "Nothing special.\n")
            desk.mail_for("ben")
            desk.until(lambda d=desk: len(d.tickets()) == 2)
            desk.quiet()
            stub = [t for t in desk.tickets().values() if t["subject"] != "Harmless"][0]
            whole = desk.show(stub["id"])
            raw = desk.run("show", str(stub["id"]), "--raw", "1")[1]
            assert b"XYZZY" in raw
            sha = whole["messages"][0]["attachments"][0]["sha256"]
            assert desk.run("show", str(stub["id"]), "--attachment", sha)[1] == raw
            assert desk.inbox("it1"), "nobody was told"
            assert desk.json("status")["outcomes"]["quarantined"] == 1


def test_show_gives_back_what_came():
    with running() as desk:
        mail = desk.compose("ana", "With a file", "See the file.\n")
        mail.add_attachment(b"\x00\x01 bytes \xff", maintype="application",
                            subtype="octet-stream", filename="größe.bin")
        desk.deliver(mail)
        desk.mail_for("ana")
        ticket = desk.show(1)
        attachment = ticket["messages"][0]["attachments"][0]
        assert attachment["name"] == "größe.bin", attachment
        assert desk.run("show", "1", "--attachment", attachment["sha256"])[1] == b"\x00\x01 bytes \xff"
        raw = desk.run("show", "1", "--raw", "1")[1]
        assert raw in desk.servers.mailbox("help")
        text = desk.run("show", "1")[1].decode()
        assert "größe.bin" in text and "With a file" in text
        assert "\033" not in text
        assert desk.run("show", "99", check=False)[0] != 0


if __name__ == "__main__":
    sys.exit(tap.main(globals(), needs=["dovecot", "exim4"]))
