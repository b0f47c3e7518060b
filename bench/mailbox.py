"""Mailboxes for the benches: filled at once, by writing the files that Dovecot keeps."""

import os
from collections.abc import Iterable
from pathlib import Path

from pd_intake_bot import clock
from tests.servers import programs, service
from tests.servers.dovecot import Dovecot

INQUIRY = "Дербес деректер туралы сұрау"
UNCLEAR = "Менің дербес деректерім"
"""What may be a request, in words of the person's own."""
OTHER = "Сәлем! Апталық шолу"
"""What stands over mail that is nobody's request."""


def request(number: int, name: str = "person") -> bytes:
    """Write a request of a person of its own."""
    mail = service.write_mail(number, INQUIRY, text=f"Сәлеметсіз бе! Менің нөмірім {number}.")
    return mail.replace(b"<user@", f"<{name}{number}@".encode())


def other(number: int) -> bytes:
    """Write a mail that is no request."""
    return service.write_mail(number, f"{OTHER} {number}").replace(b"<user@", b"<shop@")


def unclear(number: int) -> bytes:
    """Write a mail that an officer must look at, of a person of its own."""
    mail = service.write_mail(number, UNCLEAR, text=f"Мен {number}-нөмірлі сатып алушымын.")
    return mail.replace(b"<user@", f"<unclear{number}@".encode())


def with_attachment(raw: bytes, size: int) -> bytes:
    """Give a mail a file of so many bytes."""
    head, _, text = raw.partition(b"\r\n\r\n")
    kept = [
        line for line in head.split(b"\r\n") if not line.startswith((b"Content-", b"MIME-Version"))
    ]
    line = b"A" * 76 + b"\r\n"
    return b"\r\n".join(
        [
            *kept,
            b"MIME-Version: 1.0",
            b'Content-Type: multipart/mixed; boundary="b"',
            b"",
            b"--b",
            b"Content-Type: text/plain; charset=utf-8",
            b"Content-Transfer-Encoding: 8bit",
            b"",
            text,
            b"--b",
            b'Content-Type: application/pdf; name="scan.pdf"',
            b"Content-Transfer-Encoding: base64",
            b"",
            line * (size // len(line)),
            b"--b--",
            b"",
        ]
    )


def fill(dovecot: Dovecot, user: str, mails: Iterable[bytes]) -> int:
    """Put mails into a mailbox, which may be open; gives their bytes."""
    home = dovecot.maildir(user)
    if not (home / "tmp").is_dir():
        for name in ("cur", "new", "tmp"):
            (home / name).mkdir(parents=True, exist_ok=True)
        programs.own(home)
    owner, total, now = home.stat(), 0, int(clock.now().timestamp())
    for number, raw in enumerate(mails):
        name = f"{now}.M{number:06}P1.bench,S={len(raw)}:2,"
        # Only then is it there whole, and Dovecot's, for whoever looks meanwhile.
        _write(home / "tmp" / name, raw, owner)
        (home / "tmp" / name).rename(home / "cur" / name)
        total += len(raw)
    return total


def _write(path: Path, raw: bytes, owner: os.stat_result) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    os.write(descriptor, raw)
    os.fchown(descriptor, owner.st_uid, owner.st_gid)
    os.close(descriptor)
