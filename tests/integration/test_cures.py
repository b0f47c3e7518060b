"""Each fault that set-up and check can meet comes with what to do about it."""

import socket
import ssl

import aiosmtplib
import pytest

from pd_intake_bot.app.ground import OutdatedSchema
from pd_intake_bot.cli.cures import cure, untrusted
from pd_intake_bot.mail.imap_settings import LoginRefusedError, MailboxError
from pd_intake_bot.settings import SettingsError
from pd_intake_bot.telegram.selfcheck import BotUnfit


def caused(cause: Exception) -> MailboxError:
    error = MailboxError("connecting failed")
    error.__cause__ = cause
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
        (BotUnfit("Telegram refuses the token: x"), "telegram", "@BotFather"),
        (BotUnfit("the group -1 can't be seen: x"), "staff group", "/here"),
        (BotUnfit("the bot is no administrator of the group"), "staff group", "Add Administrator"),
        (BotUnfit("the bot may not manage them: allow it"), "staff group", "Manage Topics"),
        (BotUnfit("the bot may not delete messages of others"), "staff group", "Delete Messages"),
    ],
)
def test_a_fault_is_told_with_its_cure(error: Exception, part: str, words: str) -> None:
    assert words in cure(error, part)


def test_what_is_unknown_has_no_cure_made_up() -> None:
    assert not cure(MailboxError("something odd"), "imap")


def test_a_certificate_is_known_to_be_at_fault_however_deep() -> None:
    assert untrusted(caused(ssl.SSLCertVerificationError()))
    assert not untrusted(caused(ConnectionRefusedError()))
