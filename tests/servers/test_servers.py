#!/usr/bin/env python3
"""The private servers themselves: what they answer, that nobody else can
reach them, and that nothing of them stays."""

import os
import signal
import smtplib
import socket
import ssl
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.insert(0, os.path.dirname(HERE))

import tap
from servers import Servers

USERS = {"help": "secret", "ana": "other"}
MAIL = b"From: ana@example.org\r\nSubject: test\r\n\r\ntext\r\n"


def servers():
    return Servers(users=USERS, aliases={"Support@example.com": "help"}, domains=["example.org", "example.com"])


def refusal(s, address):
    try:
        s.deliver(MAIL, to=[address], sender="ana@example.org")
    except smtplib.SMTPRecipientsRefused as refused:
        return refused.recipients[address][0]
    return None


def gone(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return True
    return False


def wait_until(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def test_mail_arrives_by_each_of_its_addresses():
    with servers() as s:
        s.deliver(MAIL, to=["help@example.org"], sender="ana@example.org")
        s.deliver(MAIL, to=["support@example.com"])
        mails = s.wait_for("help", lambda mails: len(mails) == 2 and mails)
        assert all(b"Subject: test" in mail for mail in mails)
        assert s.mailbox("ana") == []
        s.append("ana", MAIL)
        assert s.mailbox("ana") == [MAIL]
        assert s.mailbox("ana", "Nowhere") == []


def test_addresses_that_are_refused():
    with servers() as s:
        for address, code in (("nobody@example.org", 550), ("tempfail7@example.org", 451),
                              ("reject.me@example.com", 550), ("someone@example.net", 550)):
            assert refusal(s, address) == code, address


def test_certificate_and_password_are_checked():
    with servers() as s:
        trust = ssl.create_default_context(cafile=s.ca_file)
        with smtplib.SMTP("localhost", s.smtp_port) as smtp:
            smtp.starttls(context=trust)
            smtp.login("help", "secret")
        with smtplib.SMTP_SSL("127.0.0.1", s.smtps_port, context=trust) as smtp:
            try:
                smtp.login("help", "wrong")
                assert False, "a wrong password was taken"
            except smtplib.SMTPAuthenticationError:
                pass
        for host, context in ((s.wrong_name_host, trust),
                              ("127.0.0.1", ssl.create_default_context(cafile=s.other_ca_file))):
            for port in (s.imaps_port, s.smtps_port):
                with socket.create_connection((host, port)) as plain:
                    try:
                        context.wrap_socket(plain, server_hostname=host).close()
                        assert False, "a wrong certificate was taken"
                    except ssl.SSLCertVerificationError:
                        pass


def listeners():
    """(address, port) of every listening TCP socket, IPv4 and IPv6."""
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if not os.path.exists(table):
            continue
        with open(table, encoding="ascii") as rows:
            for row in list(rows)[1:]:
                fields = row.split()
                if fields[3] == "0A":
                    address, port = fields[1].split(":")
                    found.add((address, int(port, 16)))
    return found


def test_only_loopback_listens():
    with servers() as s:
        ports = {s.imap_port, s.imaps_port, s.lmtp_port, s.smtp_port, s.smtps_port}
        ours = [(address, port) for address, port in listeners() if port in ports]
        assert {port for _, port in ours} == ports
        assert all(address.endswith("00007F") for address, _ in ours), ours


def test_several_at_once_and_nothing_left():
    with servers() as one, servers() as two:
        one.deliver(MAIL, to=["help@example.org"])
        one.wait_for("help", len)
        assert two.mailbox("help") == []
        assert not {one.imap_port, one.smtp_port} & {two.imap_port, two.smtp_port}
    for s in (one, two):
        assert not os.path.exists(s.folder)
        assert gone(s.imap_port) and gone(s.smtp_port)


def test_restart_keeps_mail_and_port():
    with servers() as s:
        s.append("help", MAIL)
        s.stop_server("imap")
        assert gone(s.imap_port)
        s.start_server("imap")
        assert s.mailbox("help") == [MAIL]
        s.stop_server("smtp")
        assert gone(s.smtp_port)


def test_what_the_smtp_server_offers():
    with servers() as s:
        for extensions in (("8bitmime", "smtputf8"), ("8bitmime",), ()):
            s.offer(*extensions)
            with smtplib.SMTP(s.host, s.smtp_port) as smtp:
                smtp.ehlo()
                assert {name for name in ("8bitmime", "smtputf8") if smtp.has_extn(name)} == set(extensions)


def test_everything_ends_with_a_killed_test():
    program = ("import sys, time; sys.path.insert(0, sys.argv[1])\n"
               "from servers import Servers\n"
               "s = Servers(users={'help': 'secret'}); s.start()\n"
               "print(s.folder, s.imap_port, s.smtp_port, flush=True); time.sleep(600)\n")
    with subprocess.Popen([sys.executable, "-c", program, HERE], stdout=subprocess.PIPE, text=True) as test:
        folder, imap_port, smtp_port = test.stdout.readline().split()
        assert os.path.isdir(folder)
        test.send_signal(signal.SIGKILL)
        test.wait()
    wait_until(lambda: not os.path.exists(folder))
    assert gone(int(imap_port)) and gone(int(smtp_port))


if __name__ == "__main__":
    sys.exit(tap.run([
        test_mail_arrives_by_each_of_its_addresses,
        test_addresses_that_are_refused,
        test_certificate_and_password_are_checked,
        test_only_loopback_listens,
        test_several_at_once_and_nothing_left,
        test_restart_keeps_mail_and_port,
        test_what_the_smtp_server_offers,
        test_everything_ends_with_a_killed_test,
    ], needs=["dovecot", "exim4", "openssl"]))
