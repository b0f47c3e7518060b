"""A private Dovecot: IMAP plain, by STARTTLS and by TLS, and LMTP to deliver by."""

import imaplib
import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
from contextlib import suppress
from datetime import datetime
from grp import getgrgid
from pathlib import Path
from time import monotonic, sleep

import pytest

from pd_intake_bot.sandbox import certificate
from tests.servers import memory, programs

PASSWORD = "secret"
ODD_USERNAME = "үлгі"
ODD_PASSWORD = 'құпия "сөз\\ {5+}'

_CONFIG = """
protocols = imap lmtp
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 0
mail_max_userip_connections = 100
auth_failure_delay = 0
auth_username_chars =
verbose_proctitle = yes
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{folder}/tls/ca.pem
ssl_key = <{folder}/tls/key.pem
mail_location = maildir:{folder}/mail/%u
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp_port}
  }}
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u allow_all_users=yes
}}
"""


class Dovecot:
    """Every user name exists, with `PASSWORD`, and has a mailbox of its own."""

    host = "127.0.0.1"

    def __init__(self) -> None:
        self._program = programs.find("dovecot")
        self._folder = programs.folder("dovecot", beneath=memory.place())
        self.port, self.tls_port, self._lmtp_port = programs.free_ports(3)
        self._write_config()
        self.ca_file = self._folder / "tls" / "ca.pem"
        self._process = self._start()

    def deliver(self, raw: bytes, user: str) -> None:
        """Deliver a message as a mail server does; it is received now."""
        with smtplib.LMTP(self.host, self._lmtp_port) as lmtp:
            lmtp.sendmail("sender@example.test", [user], raw)

    def append(self, raw: bytes, user: str, *, when: datetime, folder: str = "INBOX") -> None:
        """Put a message into a folder with `when` as its INTERNALDATE; `folder` in mUTF-7."""
        with imaplib.IMAP4(self.host, self.port) as imap:
            imap.login(user, PASSWORD)
            imap.create(f'"{folder}"')
            answer, words = imap.append(
                f'"{folder}"', "", imaplib.Time2Internaldate(when), raw.replace(b"\r\n", b"\n")
            )
            assert answer == "OK", words

    def maildir(self, user: str) -> Path:
        """Give the folder that holds a user's INBOX, one file a message."""
        return self._folder / "mail" / user

    def flags(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """Give what a colleague's mail program sees of each message: number, UID, flags."""
        with imaplib.IMAP4(self.host, self.port) as imap:
            imap.login(user, PASSWORD)
            imap.select(f'"{folder}"', readonly=True)
            answers = imap.fetch("1:*", "(UID FLAGS)")[1]
            return [answer for answer in answers if isinstance(answer, bytes)]

    def bodies(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """Give the last line of each message of a folder; `folder` in mUTF-7."""
        with imaplib.IMAP4(self.host, self.port) as imap:
            imap.login(user, PASSWORD)
            answer, counted = imap.select(f'"{folder}"', readonly=True)
            if answer != "OK" or counted == [b"0"]:
                return []
            answers = imap.fetch("1:*", "(BODY.PEEK[])")[1]
            return [one[1].splitlines()[-1] for one in answers if isinstance(one, tuple)]

    def expunge(self, user: str, uid: int) -> None:
        """Delete a message, as a colleague does."""
        with imaplib.IMAP4(self.host, self.port) as imap:
            imap.login(user, PASSWORD)
            imap.select("INBOX")
            imap.uid("STORE", str(uid), "+FLAGS", r"(\Deleted)")
            imap.expunge()

    def rename(self, user: str, folder: str, name: str) -> None:
        """Rename a folder, as a colleague does who puts a year's mail away."""
        with imaplib.IMAP4(self.host, self.port) as imap:
            imap.login(user, PASSWORD)
            answer, words = imap.rename(f'"{folder}"', f'"{name}"')
            assert answer == "OK", words

    def renumber(self, user: str) -> None:
        """Give the INBOX of a user another UIDVALIDITY and new UIDs, as a restored one has."""
        self.kill_sessions()
        for left in (self._folder / "mail" / user).glob("dovecot*"):
            left.unlink()
        stamp = 1 + int((self._folder / "mail" / user).stat().st_mtime)
        marks = self._folder / "mail" / user / "dovecot-uidlist"
        marks.write_text(f"3 V{stamp} N1\n")
        programs.own(marks)

    def kill_sessions(self) -> None:
        """End every IMAP session without a word, as a crash does."""
        for pid in self._children("imap"):
            with suppress(ProcessLookupError):  # it ended by itself since it was listed
                os.kill(pid, signal.SIGKILL)

    def sessions(self, user: str) -> int:
        """Count the clients that are logged in by IMAP as `user`."""
        shown = [_read(pid, "cmdline") for pid in self._children("imap")]
        return sum(f"[{user} ".encode() in one for one in shown)

    def restart(self) -> None:
        """Stop and start again on the same ports."""
        self.stop()
        self.start()

    def start(self) -> None:
        """Listen again after `stop`, on the same ports."""
        self._process = self._start()

    def grant(self, user: str, password: str) -> None:
        """Take another password of a user, too, from now on."""
        users = self._folder / "users"
        users.write_text(f"{users.read_text()}{user}:{{PLAIN}}{password}::::::\n")

    def close(self) -> None:
        """Stop, and leave nothing behind."""
        self.stop()
        shutil.rmtree(self._folder)

    def _write_config(self) -> None:
        uid, gid = programs.user()
        for name in ("run", "state", "mail", "tls"):
            (self._folder / name).mkdir()
        certificate.make(self._folder / "tls")
        (self._folder / "users").write_text(f"{ODD_USERNAME}:{{PLAIN}}{ODD_PASSWORD}::::::\n")
        config = _CONFIG.format(
            folder=self._folder,
            user=pwd.getpwuid(uid).pw_name,
            group=getgrgid(gid).gr_name,
            uid=uid,
            gid=gid,
            port=self.port,
            tls_port=self.tls_port,
            lmtp_port=self._lmtp_port,
            password=PASSWORD,
        )
        (self._folder / "dovecot.conf").write_text(config)
        programs.own(self._folder)

    def _start(self) -> subprocess.Popen[bytes]:
        config = str(self._folder / "dovecot.conf")
        command = programs.as_user([str(self._program), "-F", "-c", config])
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd="/")
        deadline = monotonic() + 60
        for port in (self.port, self.tls_port, self._lmtp_port):
            while not _listens(port):
                if monotonic() > deadline or process.poll() is not None:
                    process.kill()
                    pytest.fail(f"Dovecot does not start:\n{self._log()}")
                sleep(0.02)
        return process

    def stop(self) -> None:
        """End every session and close the ports."""
        self.kill_sessions()
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _children(self, name: str) -> list[int]:
        found = []
        for pid in (int(place.name) for place in Path("/proc").iterdir() if place.name.isdigit()):
            begin, _, rest = _read(pid, "stat").rpartition(b") ")
            program = begin.partition(b" (")[2]
            if program == name.encode() and int(rest.split()[1]) == self._process.pid:
                found.append(pid)
        return found

    def _log(self) -> str:
        log = self._folder / "dovecot.log"
        return log.read_text() if log.exists() else "it has written no log"


def _read(pid: int, name: str) -> bytes:
    """Read what the system tells of a process; nothing of one that has ended since."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/{name}").read_bytes()
    return b""


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
