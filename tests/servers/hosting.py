"""Runs a private Dovecot and a private Exim for servers.py.

Both run as an ordinary user, on free loopback ports, in one temporary folder
that goes away with them. What goes wrong: another process takes a free port
between our look and the server's bind (noticed by the greeting, tried again
with other ports); the process that started us dies without a word (our
standard input closes then, and the servers die with us by PDEATHSIG).
"""

import ctypes
import grp
import os
import pathlib
import pwd
import random
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time

START_SECONDS = 120  # a loaded machine takes its time
STOP_SECONDS = 10
MAIL_SECONDS = 120
PORT_ATTEMPTS = 5
# Below the kernel's ephemeral range, so that no outgoing connection sits there.
PORTS = range(20000, 32000)
# The longest name of a socket is 107 bytes, of which Dovecot's take the rest.
PLACE_LONGEST = 45
MAILBOX_DOMAIN = "mailbox.internal"
SMTP_OFFERS = ("8bitmime", "smtputf8")  # what can be turned off
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36

DOVECOT_CONF = """
base_dir = {folder}/dovecot-run
state_dir = {folder}/dovecot-state
log_path = {folder}/dovecot.log
listen = 127.0.0.1, 127.0.0.2
protocols = imap lmtp
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = {uid}
first_valid_gid = {gid}
mail_location = maildir:~/Maildir
mail_max_userip_connections = 1000
mailbox_list_index = no
login_greeting = ready {token}
auth_username_format = %n
auth_failure_delay = 0
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = passwd-file
  args = {folder}/users
}}
service imap-login {{
  chroot =
  process_min_avail = 1
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = {imaps_port}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp_port}
  }}
}}
service anvil {{
  chroot =
  # no delays for wrong passwords
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""

EXIM_CONF = """
exim_path = {exim}
exim_user = {user}
exim_group = {group}
never_users =
deliver_drop_privilege = true
spool_directory = {folder}/exim-spool
log_file_path = {folder}/exim-%s.log
pid_file_path = {folder}/exim.pid
log_selector = +smtp_protocol_error +smtp_syntax_error +8bitmime
primary_hostname = localhost
qualify_domain = {qualify}
smtp_banner = localhost ESMTP ready {token}
local_interfaces = 127.0.0.1 : 127.0.0.2
daemon_startup_retries = 3
daemon_startup_sleep = 1s
daemon_smtp_ports = {smtp_port} : {smtps_port}
tls_on_connect_ports = {smtps_port}
tls_advertise_hosts = *
tls_certificate = {folder}/server.pem
tls_privatekey = {folder}/server.key
keep_environment =
host_lookup =
rfc1413_query_timeout = 0s
dns_dnssec_ok = 0
accept_8bitmime = {eightbitmime}
smtputf8_advertise_hosts = {smtputf8}
smtp_accept_max = 500
smtp_accept_queue = 500
smtp_accept_queue_per_connection = 0
smtp_accept_max_per_connection = 0
message_size_limit = 100M
ignore_bounce_errors_after = 0s
domainlist served = {domains}
acl_smtp_connect = acl_connect
acl_smtp_rcpt = acl_rcpt
acl_smtp_data = acl_data

begin acl

acl_connect:
  accept control = dkim_disable_verify

acl_rcpt:
  defer local_parts = ^tempfail
        message = try again later
  deny  local_parts = ^reject
        message = this address takes no mail
  deny  ! domains = +served
        message = relaying is not permitted
  accept verify = recipient
  deny  message = no such user

acl_data:
  accept

begin routers

aliases:
  driver = redirect
  domains = +served
  data = ${{lookup{{${{lc:$local_part@$domain}}}}lsearch{{{folder}/aliases}}}}

mailboxes:
  driver = manualroute
  domains = {mailbox_domain}
  route_data = 127.0.0.1
  self = send
  transport = lmtp

begin transports

lmtp:
  driver = smtp
  protocol = lmtp
  port = {lmtp_port}
  allow_localhost
  hosts_avoid_tls = *
  hosts_try_dane =
  delivery_date_add
  envelope_to_add

begin retry

* * F,1h,1s

begin authenticators

plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if eq{{$auth3}}{{${{lookup{{$auth2}}lsearch{{{folder}/passwords}}{{$value}}fail}}}}}}
  server_set_id = $auth2

login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = ${{if eq{{$auth2}}{{${{lookup{{$auth1}}lsearch{{{folder}/passwords}}{{$value}}fail}}}}}}
  server_set_id = $auth1
"""


class StartFailed(Exception):
    """A server did not come up; the text holds the end of its log."""


def find_program(name):
    path = shutil.which(name, path=os.defpath + ":/usr/sbin:/usr/local/sbin")
    if not path:
        raise StartFailed(f"{name} is not installed")
    return path


def server_account():
    """Who the servers run as: nobody for root, else whoever we are."""
    entry = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    return entry.pw_name, grp.getgrgid(entry.pw_gid).gr_name, entry.pw_uid, entry.pw_gid


def make_folder(account):
    """Among the temporary files; in /tmp if those are where the servers cannot
    go, as in a folder of root's own, or too deep for the names of sockets."""
    place = tempfile.gettempdir()
    if len(place.encode()) > PLACE_LONGEST or not can_enter(place, account):
        place = "/tmp"
    return tempfile.mkdtemp(prefix="tg-servers-", dir=place)


def can_enter(place, account):
    if os.getuid() != 0:
        return True
    for folder in (pathlib.Path(place), *pathlib.Path(place).parents):
        found = folder.stat()
        bit = stat.S_IXUSR if found.st_uid == account[2] else stat.S_IXOTH
        if not found.st_mode & bit:
            return False
    return True


def free_ports(count):
    """COUNT ports that nobody listens on, on either address that we use."""
    found = []
    while len(found) < count:
        port = random.choice(PORTS)
        if port not in found and all(can_bind(host, port) for host in ("127.0.0.1", "127.0.0.2")):
            found.append(port)
    return found


def can_bind(host, port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def adopt_orphans():
    """Makes us the parent of what a stopped server leaves behind, so that
    its end can be waited for."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def die_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def mail_is_under_way(folder):
    """A mail that Exim took has a header file in its spool until it is
    delivered."""
    try:
        names = os.listdir(os.path.join(folder, "exim-spool", "input"))
    except FileNotFoundError:  # made with the first mail
        return False
    return any(name.endswith("-H") for name in names)


class Daemon:
    """One server in a process group of its own."""

    def __init__(self, name, argv, account, log, port, token):
        self.name, self.argv, self.account = name, argv, account
        self.log, self.port, self.token = log, port, token
        self.process = None

    def start(self):
        as_root = os.getuid() == 0
        identity = {"user": self.account[2], "group": self.account[3], "extra_groups": []} if as_root else {}
        with open(self.log + ".out", "ab") as output:
            self.process = subprocess.Popen(
                self.argv, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                cwd="/", start_new_session=True, preexec_fn=die_with_parent, **identity)
        self.wait_ready()

    def wait_ready(self):
        """Until the greeting shows our token: then it is ours that listens."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=2) as link:
                    if self.token in link.recv(512).decode("latin-1"):
                        return
            except OSError:
                pass
            time.sleep(0.02)
        self.stop()
        raise StartFailed(f"{self.name} did not start: {self.log_tail()}")

    def stop(self):
        if not self.process:
            return
        self.signal_group(signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            pass
        # whoever of the group outlived the master, and holds its port
        self.signal_group(signal.SIGKILL)
        self.process.wait()
        try:
            while True:
                os.waitpid(-self.process.pid, 0)
        except ChildProcessError:
            pass
        self.process = None

    def signal_group(self, number):
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass

    def log_tail(self):
        tail = ""
        for path in (self.log + ".out", self.log):
            if os.path.exists(path):
                with open(path, errors="replace") as log:
                    tail += log.read()[-1500:]
        return tail


class Host:
    """The folder, its certificates and files, and both servers."""

    def __init__(self, options):
        self.users = options.get("users", {})
        self.domains = options.get("domains", ["example.org"])
        self.aliases = options.get("aliases", {})
        self.account = server_account()
        self.folder = None
        self.daemons = {}
        self.ports = {}
        self.values = {}

    def open(self):
        adopt_orphans()
        self.folder = make_folder(self.account)
        os.chmod(self.folder, 0o755)  # the CA's certificate is for everybody
        self.make_certificates()
        self.write_accounts()
        for name in ("dovecot-run", "dovecot-state", "exim-spool", "mail"):
            os.mkdir(os.path.join(self.folder, name), 0o700)
        self.give_away()
        for attempt in range(PORT_ATTEMPTS):
            try:
                return self.start_all()
            except StartFailed:
                self.stop_all()
                if attempt == PORT_ATTEMPTS - 1:
                    raise

    def close(self):
        self.stop_all()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(self.path(name), 0o600)

    def give_away(self):
        """Hands the folder to the account that the servers run as."""
        if os.getuid() != 0:
            return
        for top, folders, files in os.walk(self.folder):
            for name in [top] + [os.path.join(top, file) for file in files]:
                os.chown(name, self.account[2], self.account[3])

    def make_certificates(self):
        """An authority, a certificate for localhost and 127.0.0.1 (so that
        127.0.0.2 is a wrong name), and an authority that signed nothing."""
        self.openssl("-subj", "/CN=Private test authority", "-keyout", "ca.key", "-out", "ca.pem")
        self.openssl("-subj", "/CN=Another authority", "-keyout", "other.key", "-out", "other-ca.pem")
        self.openssl("-subj", "/CN=localhost", "-keyout", "server.key", "-out", "server.pem",
                     "-CA", "ca.pem", "-CAkey", "ca.key",
                     "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                     "-addext", "basicConstraints=critical,CA:FALSE")

    def openssl(self, *arguments):
        made = subprocess.run(
            [find_program("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
             "-nodes", "-days", "30", *arguments],
            cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if made.returncode:
            raise StartFailed(f"openssl: {made.stderr}")

    def write_accounts(self):
        name, group, uid, gid = self.account
        self.write("users", "".join(
            f"{user}:{password}:{uid}:{gid}::{self.folder}/mail/{user}::\n"
            for user, password in self.users.items()))
        self.write("passwords", "".join(f"{user}: {password}\n" for user, password in self.users.items()))
        targets = {f"{user}@{domain}": user for user in self.users for domain in self.domains}
        targets.update(self.aliases)
        self.write("aliases", "".join(
            f"{address.lower()}: {user}@{MAILBOX_DOMAIN}\n" for address, user in targets.items()))

    def copy_exim(self):
        """A copy is not setuid, so it stays an ordinary process of ours and
        dies with us. Where the folder allows no programs: the real one."""
        copy = self.path("exim")
        if not os.path.exists(copy):
            shutil.copy(find_program("exim4"), copy)
            os.chmod(copy, 0o755)
        try:
            subprocess.run([copy, "-bV", "-C", "/dev/null"], stdin=subprocess.DEVNULL,
                           capture_output=True, check=False)
            return copy
        except PermissionError:
            return find_program("exim4")

    def start_all(self):
        names = ("imap_port", "imaps_port", "lmtp_port", "smtp_port", "smtps_port")
        self.ports = dict(zip(names, free_ports(len(names))))
        token = secrets.token_hex(8)
        name, group, uid, gid = self.account
        exim = self.copy_exim()
        self.values = dict(
            self.ports, folder=self.folder, user=name, group=group, uid=uid, gid=gid, token=token, exim=exim,
            qualify=self.domains[0], domains=" : ".join(self.domains), mailbox_domain=MAILBOX_DOMAIN)
        self.write("dovecot.conf", DOVECOT_CONF.format(**self.values))
        self.write_exim_conf(SMTP_OFFERS)
        self.daemons = {
            "imap": Daemon("dovecot", [find_program("dovecot"), "-F", "-c", self.path("dovecot.conf")],
                           self.account, self.path("dovecot.log"), self.ports["imap_port"], token),
            "smtp": Daemon("exim", [exim, "-C", self.path("exim.conf"), "-bdf", "-q5s"],
                           self.account, self.path("exim-main.log"), self.ports["smtp_port"], token),
        }
        for daemon in self.daemons.values():
            daemon.start()

    def wait_for_mail(self):
        deadline = time.monotonic() + MAIL_SECONDS
        while mail_is_under_way(self.folder):
            if time.monotonic() > deadline:
                raise StartFailed("exim still holds mail: " + self.daemons["smtp"].log_tail())
            time.sleep(0.02)

    def write_exim_conf(self, offers):
        self.write("exim.conf", EXIM_CONF.format(
            **self.values, eightbitmime="true" if "8bitmime" in offers else "false",
            smtputf8="*" if "smtputf8" in offers else ""))
        self.give_away()

    def offer(self, offers):
        """Starts the SMTP server anew, with only these of SMTP_OFFERS. A mail
        on its way would be cut off, and come again."""
        self.wait_for_mail()
        self.daemons["smtp"].stop()
        self.write_exim_conf(offers)
        self.daemons["smtp"].start()

    def stop_all(self):
        for daemon in self.daemons.values():
            daemon.stop()

    def describe(self):
        return dict(
            self.ports, host="127.0.0.1", folder=self.folder, ca_file=self.path("ca.pem"),
            other_ca_file=self.path("other-ca.pem"), wrong_name_host="127.0.0.2",
            users=self.users, domains=self.domains)
