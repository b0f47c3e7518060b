"""What an operator can do about each fault that `check` and `init` find."""

import socket
import ssl
from collections.abc import Iterator

import aiosmtplib

from pd_intake_bot.app.ground import OutdatedSchema
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.mail.imap.settings import LoginRefusedError

_LOGIN = (
    "is the password the mailbox's? Gmail, Yandex and Mail.ru want one made for programs, in the "
    "security settings of the account, and IMAP switched on in its mail settings"
)
_CERTIFICATE = (
    "the server's certificate is not trusted: use the name that stands in it as the host, or put "
    "the file of your own authority into PD_{kind}_CA_FILE"
)
_OUT_OF_DATE = (
    "the certificate's days are over or have not begun: is this machine's clock right? "
    "`timedatectl` tells; if it is, the server needs a new certificate"
)
_NO_HOST = "no such host: look for a slip in PD_{kind}_HOST; `pd-intake init` finds servers"
_CLOSED = (
    "is it the port in PD_{kind}_PORT, and does the firewall let this machine out? Usual are "
    "{ports}"
)
_SECURITY = "PD_{kind}_SECURITY and PD_{kind}_PORT go together: {ports}"
_PORTS = {"IMAP": "993 with tls, 143 with starttls", "SMTP": "465 with tls, 587 with starttls"}
_OUTDATED = "take a backup with `pd-intake db backup FILE`, then `pd-intake db upgrade`"
# X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED of OpenSSL.
_DATES = frozenset({9, 10})
_MAIL = ("imap", "smtp")

_BY_SETTING = {
    "PD_SECRET_KEY: not set": "make one with `pd-intake keys new`, or run `pd-intake init`",
    "PD_SECRET_KEY": "put back the key that the data were sealed with, from where it is kept",
    "PD_DATA_DIR": "give the folder to the account that the service runs as, mode 0700",
    "PD_POLICY": "`pd-intake policy check FILE` names each fault with its line",
    "PD_WORKDAYS": "`pd-intake calendar --help` tells what may stand in that file",
    "PD_DATABASE_URL": "is the folder there, and the database server reached from here?",
}
_OWN_FOLDER = (
    "give the folder of the database and all in it to the account that the service runs as, "
    "mode 0700, or name another in PD_DATABASE_URL"
)
_POSTGRES = "is PostgreSQL up, and PD_DATABASE_URL right? `pg_isready` tells"
_ROOM = "make room: `df -h` tells where; the service goes on by itself"
_OF_DATABASE = {
    "tells of are not there": "set PD_DATA_DIR to the folder that the service has had; what is "
    "lost from there is in the newest backup",
    "disk is full": _ROOM,
    "disk I/O error": "is the disk full (`df -h`), or failing (`dmesg`)? Put aside nothing of the "
    "database: the service goes on by itself",
    "No space left": _ROOM,
    "the database can't be reached": _POSTGRES,
    "database did not answer in time": _POSTGRES,
    "password authentication failed": "correct user and password in PD_DATABASE_URL",
    "does not exist": "make the user or the database, or correct PD_DATABASE_URL",
    "unable to open database file": _OWN_FOLDER,
    "readonly database": _OWN_FOLDER,
    "Permission denied": _OWN_FOLDER,
    "No such file or directory": _OWN_FOLDER,
    "not a database": "it is another program's file, or a broken one: name another in "
    "PD_DATABASE_URL, or bring a backup back with `pd-intake db restore FILE`",
    "malformed": "the file is broken: end the service, put it aside, and bring the newest backup "
    "back with `pd-intake db restore FILE`",
    "database is locked": "end the program that holds the file: a copy by `cp`, an open `sqlite3`",
}
_BY_WORDS = {
    "are free": _ROOM,
    "No space left": _ROOM,
    "STARTTLS": _SECURITY,
    "CERTIFICATE_VERIFY_FAILED": (
        "is this machine's clock right? `timedatectl` tells; if it is, something on the way opens "
        "what is sealed: let PD_TELEGRAM_API pass it untouched"
    ),
    "machine's clock": "set it, and keep it so: `timedatectl set-ntp true`; in a container, on "
    "the machine around it",
    "refuses the token": "copy it anew: in @BotFather, /mybots, the bot, API Token",
    "Telegram can't be reached": (
        "does this machine find names, and does the firewall let it out to PD_TELEGRAM_API? "
        "`curl -sI https://api.telegram.org` tells"
    ),
    "can't be seen": (
        "add the bot to the group; PD_TELEGRAM_STAFF_CHAT is the group's number, below zero: "
        "`pd-intake init` finds it when somebody writes /here in the group"
    ),
    "no administrator": (
        "in the group: its name, Edit, Administrators, Add Administrator, the bot; Delete "
        "Messages must be on, and Manage Topics where the group has topics"
    ),
    "may not manage them": (
        "in the group: its name, Edit, Administrators, the bot, switch Manage Topics on"
    ),
    "may not delete messages": (
        "in the group: its name, Edit, Administrators, the bot, switch Delete Messages on"
    ),
    "another program takes": (
        "end `pd-intake run` and every other program with this token, then try again"
    ),
}


def untrusted(error: BaseException) -> bool:
    """Tell whether a certificate is what went wrong."""
    return any(isinstance(one, ssl.SSLCertVerificationError) for one in _causes(error))


def cure(error: BaseException, part: str = "") -> str:
    """Say what to do; empty where the error's own words say all there is."""
    causes = list(_causes(error))
    if any(isinstance(one, OutdatedSchema) for one in causes):
        return _OUTDATED
    by_kind = next(filter(None, map(_of_mail, causes)), "") if part in _MAIL else ""
    kind = "SMTP" if part == "smtp" else "IMAP"
    return (by_kind or _of_words(str(error), part)).format(kind=kind, ports=_PORTS[kind])


def _of_mail(error: BaseException) -> str:
    """Say what to do about what a mail server does, or one that is not there."""
    match error:
        case LoginRefusedError() | aiosmtplib.SMTPAuthenticationError():
            return _LOGIN
        case ssl.SSLCertVerificationError():
            dates = getattr(error, "verify_code", None) in _DATES
            return _OUT_OF_DATE if dates else _CERTIFICATE
        case ssl.SSLError():
            return _SECURITY
        case socket.gaierror():
            return _NO_HOST
        case ConnectionError() | TimeoutError() | aiosmtplib.SMTPConnectError():
            return _CLOSED
        case _:
            return ""


def _of_words(words: str, part: str) -> str:
    by_setting = (cure for start, cure in _BY_SETTING.items() if words.startswith(start))
    known = _OF_DATABASE if part == "database" else _BY_WORDS
    by_words = (cure for said, cure in known.items() if said in words)
    return next(by_words, "") or next(by_setting, "")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Give an error and what it came of, the deepest first."""
    known = [error]
    while (cause := known[-1].__cause__ or known[-1].__context__) is not None:
        known.append(cause)
    # What the program itself has said of an error is nearer to the truth than its kind.
    return iter([*(one for one in known if isinstance(one, LoginRefusedError)), *known[::-1]])


REFUSED = (LoginRefusedError, aiosmtplib.SMTPAuthenticationError)
"""A server was reached, and does not take the user name with this password."""

FAULTS = (IntakeError, OSError, aiosmtplib.SMTPException)
"""What a part that is tried may end in."""
