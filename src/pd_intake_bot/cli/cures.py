"""What an operator can do about each fault that `check` and `init` find."""

import socket
import ssl
from collections.abc import Iterator

import aiosmtplib

from pd_intake_bot.app.ground import OutdatedSchema
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.mail.imap_settings import LoginRefusedError

_LOGIN = (
    "is the password the mailbox's? Gmail, Yandex and Mail.ru want one made for programs, in the "
    "security settings of the account, and IMAP switched on in its mail settings"
)
_CERTIFICATE = (
    "the server's certificate is not trusted: use the name that stands in it as the host, or put "
    "the file of your own authority into PD_{kind}_CA_FILE"
)
_NO_HOST = "no such host: look for a slip in PD_{kind}_HOST; `pd-intake init` finds servers"
_CLOSED = (
    "is it the port in PD_{kind}_PORT, and does the firewall let this machine out? Usual are "
    "{ports}"
)
_PORTS = {"IMAP": "993 with tls, 143 with starttls", "SMTP": "465 with tls, 587 with starttls"}

_BY_SETTING = {
    "PD_SECRET_KEY: not set": "make one with `pd-intake keys new`, or run `pd-intake init`",
    "PD_SECRET_KEY": "put back the key that the data were sealed with, from where it is kept",
    "PD_DATA_DIR": "give the folder to the account that the service runs as, mode 0700",
    "PD_POLICY": "`pd-intake policy check FILE` names each fault with its line",
    "PD_WORKDAYS": "`pd-intake calendar --help` tells what may stand in that file",
    "PD_DATABASE_URL": "is the folder there, and the database server reached from here?",
}
_BY_WORDS = {
    "refuses the token": "copy it anew: in @BotFather, /mybots, the bot, API Token",
    "Telegram can't be reached": "does the firewall let this machine out to PD_TELEGRAM_API?",
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
    kind = "SMTP" if part == "smtp" else "IMAP"
    for one in _causes(error):
        if words := _of_kind(one):
            return words.format(kind=kind, ports=_PORTS[kind])
    return _of_words(str(error))


def _of_kind(error: BaseException) -> str:
    match error:
        case LoginRefusedError() | aiosmtplib.SMTPAuthenticationError():
            return _LOGIN
        case ssl.SSLCertVerificationError():
            return _CERTIFICATE
        case socket.gaierror():
            return _NO_HOST
        case ConnectionError() | TimeoutError() | aiosmtplib.SMTPConnectError():
            return _CLOSED
        case OutdatedSchema():
            return "take a backup with `pd-intake db backup FILE`, then `pd-intake db upgrade`"
        case _:
            return ""


def _of_words(words: str) -> str:
    by_setting = (cure for start, cure in _BY_SETTING.items() if words.startswith(start))
    by_words = (cure for part, cure in _BY_WORDS.items() if part in words)
    return next(by_setting, "") or next(by_words, "")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Give an error and what it came of, the deepest first."""
    known = [error]
    while (cause := known[-1].__cause__ or known[-1].__context__) is not None:
        known.append(cause)
    # What the program itself has said of an error is nearer to the truth than its kind.
    return iter([*(one for one in known if isinstance(one, LoginRefusedError)), *known[::-1]])


FAULTS = (IntakeError, OSError, aiosmtplib.SMTPException)
"""What a part that is tried may end in."""
