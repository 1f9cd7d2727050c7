"""A help desk to try: private mail servers, a configuration, the daemon.

Shared by the end-to-end tests and the demonstration of ./quickstart.

    with Desk() as desk:
        desk.start()
        desk.send("ana", "Printer jam", "It is stuck.")
        ack = desk.mail_for("ana", subject="[IT #1]")
        desk.reply("ana", ack, "Still stuck.")
        desk.until(lambda: len(desk.show(1)["messages"]) == 2)
        desk.stop()
"""

import email
import email.message
import email.policy
import email.utils
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

TOP = os.environ.get("top_srcdir") or os.path.abspath(
    os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(TOP, "tests", "servers"))
import servers  # noqa: E402  pylint: disable=wrong-import-position

# Seconds to wait for what must happen. It bounds a hang, no more: a slow and
# busy machine may take many times as long as this one.
DEADLINE = 120

PROGRAM = os.environ.get("TICKETGATE") or os.path.join(TOP, "build", "ticketgate")

USERS = {name: "secret" for name in
         ("help", "service", "ana", "ben", "li", "carl", "it1", "it2", "vendor", "mallory")}
ALIASES = {"it1@example.com": "it1", "müller@example.org": "carl"}
NAMES = {"ana": "Ana Alvarez", "ben": "Ben Berger", "li": "李伟", "carl": "Carl Clark",
         "it1": "Ida Ito", "it2": "Ivan Ilic", "vendor": "Acme Support",
         "mallory": "Mallory Moe"}

CONFIG = """
desk = {{
  name = "IT Help";
  tag = "IT";
  address = "help@example.org";
  database = "desk.db";
  {rules}
  {templates}
  {desk}
}};
mailboxes = (
  {{ name = "help"; host = "127.0.0.1"; port = {imap}; tls = "none"; user = "help";
    password = "secret"; after = "{after}"; poll = {poll}; }},
  {{ name = "service"; host = "127.0.0.1"; port = {imap}; tls = "none"; user = "service";
    password = "secret"; address = "service@example.org"; after = "{after}"; poll = {poll}; }}
);
smtp = {{ host = "127.0.0.1"; port = {smtp}; tls = "none"; retry = "{retry}"; }};
staff = (
  {{ name = "First line"; addresses = ( "it1@example.org", "it1@example.com" ); {staff} }},
  {{ name = "Second line"; addresses = ( "it2@example.org" ); {staff} }}
);
{more}
"""


def parse(raw):
    return email.message_from_bytes(raw, policy=email.policy.default)


# What servers on the way write; their ids may hold any few letters by chance.
TRACE = {"received", "return-path", "envelope-to", "delivery-date", "delivered-to"}


def written(message, *but):
    """All that the sender wrote, to look for what must not be in it; BUT are
    names of headers to leave out."""
    headers = (f"{n}: {v}\n" for n, v in message.items()
               if n.lower() not in TRACE and n not in but)
    return "".join(headers) + "\n" + body(message)


def body(message):
    part = message.get_body(preferencelist=("plain",))
    return part.get_content() if part else ""


class Desk:
    """Everything in a temporary folder, ended and removed by close()."""

    def __init__(self, rules=None, templates=None, desk="", more="", staff="", after="seen", poll=5,
                 retry="1s", users=None, program=PROGRAM):
        self.options = {
            "rules": f'rules = "{rules}";' if rules else "",
            "templates": f'templates = "{templates}";' if templates else "",
            "desk": desk, "more": more, "staff": staff, "after": after, "poll": poll, "retry": retry}
        self.program = program
        self.users = users or USERS
        self.servers = None
        self.daemon = None
        self.folder = None
        self.counter = 0

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="ticketgate-desk-")
        self.servers = servers.Servers(self.users, aliases=ALIASES,
                                       domains=["example.org", "example.com"])
        self.servers.start()
        self.write_config()
        return self

    def __exit__(self, *exception):
        if exception[0] and issubclass(exception[0], Exception) and self.folder:
            sys.stderr.write("".join("# " + line for line in self.log_lines()[-60:]))
        self.kill()
        self.servers.stop()
        self.remove_folder()

    def remove_folder(self):
        """Roles that outlive a killed supervisor for a moment may write there."""
        end = time.monotonic() + DEADLINE
        while os.path.exists(self.folder) and time.monotonic() < end:
            shutil.rmtree(self.folder, ignore_errors=True)
            time.sleep(0.02)

    # the files

    def path(self, name):
        return os.path.join(self.folder, name)

    @property
    def config(self):
        return self.path("ticketgate.conf")

    def write_config(self, **changes):
        self.options.update(changes)
        text = CONFIG.format(imap=self.servers.imap_port, smtp=self.servers.smtp_port,
                             **self.options)
        self.write("ticketgate.conf", text)

    def write(self, name, text):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(path, 0o600)
        return path

    def log_lines(self):
        try:
            with open(self.path("daemon.log"), encoding="utf-8", errors="replace") as file:
                return file.readlines()
        except FileNotFoundError:
            return []

    # the program

    def start(self, **environment):
        with open(self.path("daemon.log"), "ab") as log:
            self.daemon = subprocess.Popen(
                [self.program, "run", "-c", self.config], stderr=log,
                stdin=subprocess.DEVNULL, env={**os.environ, **environment},
                preexec_fn=servers.hosting.die_with_parent)
        return self.daemon

    def stop(self, deadline=DEADLINE):
        """SIGTERM, as a service manager does; the exit status."""
        if not self.daemon:
            return None
        self.daemon.send_signal(signal.SIGTERM)
        status = self.daemon.wait(deadline)
        self.daemon = None
        return status

    def kill(self):
        """SIGKILL: the supervisor only; its roles end by themselves."""
        if self.daemon:
            self.daemon.kill()
            self.daemon.wait()
            self.daemon = None

    def reload(self):
        self.daemon.send_signal(signal.SIGHUP)

    def run(self, *arguments, stdin=b"", check=True, **environment):
        """The program with its configuration: (status, output, errors)."""
        done = subprocess.run(
            [self.program, *arguments, "-c", self.config], input=stdin, check=False,
            capture_output=True, timeout=2 * DEADLINE, env={**os.environ, **environment})
        if check and done.returncode:
            raise AssertionError(f"{arguments}: status {done.returncode}: "
                                 f"{done.stderr.decode(errors='replace')}")
        return done.returncode, done.stdout, done.stderr.decode(errors="replace")

    def json(self, *arguments):
        return json.loads(self.run(*arguments, "--json")[1])

    def tickets(self):
        """All tickets, by number; {} while there is no database yet."""
        status, out, _ = self.run("list", "--all", "--json", check=False)
        return {t["id"]: t for t in json.loads(out)} if status == 0 else {}

    def show(self, number):
        return self.json("show", str(number))

    def once(self, **environment):
        return self.run("run", "--once", check=False, **environment)

    # people

    def compose(self, who, subject, text, to="help@example.org", **headers):
        """A mail as a person's client writes it; header_name=value adds."""
        self.counter += 1
        message = email.message.EmailMessage()
        message["From"] = email.utils.formataddr(
            (NAMES.get(who, ""), who if "@" in who else who + "@example.org"))
        message["To"] = to
        message["Subject"] = subject
        message["Date"] = email.utils.format_datetime(email.utils.localtime())
        message["Message-ID"] = f"<{self.counter}.{os.getpid()}.{time.time_ns()}@client.example>"
        for name, value in headers.items():
            name = name.replace("_", "-")
            del message[name]
            if value is not None:
                message[name] = value
        message.set_content(text)
        return message

    def deliver(self, message, to=None, sender=None):
        raw = message if isinstance(message, bytes) else message.as_bytes()
        parsed = parse(raw)
        to = to or [address for _, address in
                    email.utils.getaddresses([str(parsed["To"])])]
        if sender is None:
            sender = email.utils.parseaddr(str(parsed["From"]))[1]
        self.servers.deliver(raw, to=to, sender=sender)
        return message

    def send(self, who, subject, text, to="help@example.org", **headers):
        return self.deliver(self.compose(who, subject, text, to, **headers))

    def answer(self, who, original, text, **headers):
        """A reply as clients write it: In-Reply-To, References, quote."""
        quoted = "".join("> " + line + "\n" for line in body(original).splitlines())
        subject = str(original["Subject"])
        if not subject.lower().startswith("re:"):
            subject = "Re: " + subject
        headers.setdefault("In_Reply_To", str(original["Message-ID"]))
        headers.setdefault("References", " ".join(
            filter(None, [str(original["References"] or ""), str(original["Message-ID"])])))
        to = email.utils.parseaddr(str(original["Reply-To"] or original["From"]))[1]
        text = f"{text}\n\nOn Monday, {original['From']} wrote:\n{quoted}"
        return self.compose(who, subject, text, headers.pop("to", to), **headers)

    def reply(self, who, original, text, **headers):
        return self.deliver(self.answer(who, original, text, **headers))

    def inbox(self, who):
        return [parse(raw) for raw in self.servers.mailbox(who)]

    # waiting

    def until(self, condition, deadline=DEADLINE, what=""):
        """Looks until the condition is true and returns its value."""
        end = time.monotonic() + deadline
        while True:
            value = condition()
            if value:
                return value
            if time.monotonic() > end:
                raise TimeoutError(what or "it did not happen")
            if self.daemon and self.daemon.poll() is not None:
                raise AssertionError(f"the daemon ended with {self.daemon.returncode}")
            time.sleep(0.05)

    def mail_for(self, who, subject="", text="", count=1, deadline=DEADLINE):
        """The COUNTth mail in somebody's inbox that has these words."""
        def look():
            hits = [m for m in self.inbox(who)
                    if subject in str(m["Subject"]) and text in body(m)]
            return hits[count - 1] if len(hits) >= count else None
        return self.until(look, deadline, f"{who} got no mail with '{subject}' '{text}'")

    def quiet(self, deadline=DEADLINE):
        """Waits until nothing is under way: every mail to the desk is decided
        and marked, every mail of its own is in its mailbox."""
        return self.until(self.is_quiet, deadline, "the desk did not come to rest")

    def is_quiet(self):
        """Looked at in the order that mail takes, so that none slips past: the
        SMTP server, the help mailboxes, the desk, the SMTP server again."""
        if self.servers.under_way() or not self.mailboxes_seen():
            return False
        status = self.json("status")
        return not (status["pending"] or status["outbox"] or status["actions"] or
                    self.servers.under_way())

    def mailboxes_seen(self):
        for user in ("help", "service"):
            with self.servers.login(user) as imap:
                imap.select("INBOX", readonly=True)
                if imap.search(None, "UNSEEN")[1][0]:
                    return False
        return True
