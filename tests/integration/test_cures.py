"""Each fault that set-up and check can meet comes with what to do about it."""

import socket
import ssl

import aiosmtplib
import pytest

from pd_intake_bot.app.ground import OutdatedSchema
from pd_intake_bot.cli.check import ClockWrong
from pd_intake_bot.cli.cures import cure, untrusted
from pd_intake_bot.mail.imap.settings import LoginRefusedError, MailboxError
from pd_intake_bot.settings import SettingsError
from pd_intake_bot.storage.sql.faults import StorageUnavailable
from pd_intake_bot.telegram.selfcheck import BotUnfit


def caused(cause: Exception) -> MailboxError:
    error = MailboxError("connecting failed")
    error.__cause__ = cause
    return error


def expired() -> MailboxError:
    error = ssl.SSLCertVerificationError()
    error.verify_code = 10
    return caused(error)


def unreached() -> BotUnfit:
    error = BotUnfit("Telegram can't be reached: x")
    error.__cause__ = socket.gaierror()
    return error


@pytest.mark.parametrize(
    ("error", "part", "words"),
    [
        (SettingsError(["PD_SECRET_KEY: not set"]), "keys", "pd-intake keys new"),
        (SettingsError(["PD_SECRET_KEY: another key"]), "database", "put back the key"),
        (SettingsError(["PD_POLICY: x"]), "policy", "pd-intake policy check"),
        (OutdatedSchema("old"), "database", "pd-intake db upgrade"),
        (LoginRefusedError("refused"), "imap", "made for programs"),
        (aiosmtplib.SMTPAuthenticationError(535, "no"), "smtp", "made for programs"),
        (caused(ssl.SSLCertVerificationError()), "imap", "PD_IMAP_CA_FILE"),
        (caused(ssl.SSLCertVerificationError()), "smtp", "PD_SMTP_CA_FILE"),
        (caused(socket.gaierror()), "imap", "slip in PD_IMAP_HOST"),
        (caused(ConnectionRefusedError()), "smtp", "465 with tls"),
        (LoginRefusedError("refused"), "smtp", "made for programs"),
        (expired(), "imap", "clock"),
        (caused(ssl.SSLError()), "imap", "PD_IMAP_SECURITY"),
        (StorageUnavailable("x: disk I/O error"), "database", "df -h"),
        (SettingsError(["PD_DATA_DIR: 'data': No space left on device"]), "data folder", "df -h"),
        (SettingsError(["PD_DATA_DIR: 'data': only 5 MB are free"]), "data folder", "df -h"),
        (SettingsError(["PD_DATA_DIR: 'data': Permission denied"]), "data folder", "0700"),
        (StorageUnavailable("the database can't be reached: x"), "database", "pg_isready"),
        (StorageUnavailable("x: attempt to write a readonly database"), "database", "0700"),
        (StorageUnavailable("x: unable to open database file"), "database", "0700"),
        (StorageUnavailable("data/pd-intake.db: Permission denied"), "database", "0700"),
        (StorageUnavailable("x: database or disk is full"), "database", "df -h"),
        (StorageUnavailable("x: file is not a database"), "database", "db restore"),
        (StorageUnavailable("x: database disk image is malformed"), "database", "db restore"),
        (StorageUnavailable("x: database is locked"), "database", "sqlite3"),
        (aiosmtplib.SMTPException("STARTTLS extension not supported"), "smtp", "PD_SMTP_SECURITY"),
        (ClockWrong("this machine's clock is 1:00:00 behind Telegram's"), "clock", "set-ntp"),
        (BotUnfit("Telegram refuses the token: x"), "telegram", "@BotFather"),
        (unreached(), "telegram", "PD_TELEGRAM_API"),
        (BotUnfit("the group -1 can't be seen: x"), "staff group", "/here"),
        (BotUnfit("the bot is no administrator of the group"), "staff group", "Add Administrator"),
        (BotUnfit("the bot may not manage them: allow it"), "staff group", "Manage Topics"),
        (BotUnfit("the bot may not delete messages of others"), "staff group", "Delete Messages"),
    ],
)
def test_a_fault_is_told_with_its_cure(error: Exception, part: str, words: str) -> None:
    assert words in cure(error, part)


@pytest.mark.parametrize("part", ["database", "telegram", "staff group"])
def test_what_is_no_mail_server_is_never_told_of_one(part: str) -> None:
    assert "IMAP" not in cure(caused(ConnectionRefusedError()), part)


def test_what_is_unknown_has_no_cure_made_up() -> None:
    assert not cure(MailboxError("something odd"), "imap")


def test_a_certificate_is_known_to_be_at_fault_however_deep() -> None:
    assert untrusted(caused(ssl.SSLCertVerificationError()))
    assert not untrusted(caused(ConnectionRefusedError()))
