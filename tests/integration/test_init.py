"""Set-up as an operator meets it: at a terminal, against a private Dovecot and real protocols."""

import re
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from pd_intake_bot import settings
from pd_intake_bot.clock import now
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.sandbox.telegram.chats import Standing
from pd_intake_bot.settings.keep import EnvFile, quoted
from tests.servers import service
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.terminal import Terminal, at_terminal

INQUIRY = "Дербес деректер туралы сұрау"
CHAT = -1000000007001
MANY = 600
"""More mail than is read at a glance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What a company has before it sets the service up."""

    dovecot: Dovecot
    sink: SmtpSink
    api: BotApi
    folder: Path

    @property
    def user(self) -> str:
        return f"{self.folder.name}@company.test"

    @property
    def environment(self) -> dict[str, str]:
        return {"PD_TELEGRAM_API": self.api.url, "PD_HTTP_LISTEN": "127.0.0.1:0"}

    @property
    def kept(self) -> dict[str, str]:
        return EnvFile(self.folder / ".env").read()


@pytest.fixture
async def office(tmp_path: Path, dovecot: Dovecot) -> AsyncIterator[Office]:
    async with AsyncExitStack() as stack:
        sink = await stack.enter_async_context(SmtpSink(security="none"))
        api = await stack.enter_async_context(BotApi(clock=now))
        yield Office(dovecot=dovecot, sink=sink, api=api, folder=tmp_path)


async def mail(terminal: Terminal, office: Office) -> None:
    """Answer what is asked about mailbox and sender."""
    await terminal.answer("Mailbox that requests come to", office.user)
    await terminal.answer("User name there", "")
    await terminal.answer_in_secret("Password", "not-the-password")
    await terminal.answer("IMAP server", f"localhost:{office.dovecot.tls_port}")
    await terminal.until("certificate is not trusted")
    await terminal.answer("Try again?", "y")
    await terminal.answer("Mailbox that requests come to", "")
    await terminal.answer("User name there", "")
    await terminal.answer_in_secret("Password", "")
    await terminal.answer("certificate authority", str(office.dovecot.ca_file))
    await terminal.answer("IMAP server", "")
    await terminal.until("is the password the mailbox's")
    await terminal.answer_in_secret("Password once more", PASSWORD)
    await terminal.until("INBOX: 1 messages")
    await terminal.answer("from which day on", "yesterday")
    await terminal.until("PD_IMAP_SINCE: 'yesterday'")
    await terminal.answer("Try again?", "y")
    await terminal.answer("from which day on", f"{now().date() - timedelta(days=30)}")
    await terminal.until("a first start reads 1, since")
    await terminal.answer("Address that letters come from", "")
    await terminal.answer("User name there", "-")
    await terminal.answer("SMTP server", f"127.0.0.1:{office.sink.port}")
    await terminal.until(f"letters leave as {office.user}")


async def test_set_up_at_a_terminal_leads_to_an_acknowledged_request(office: Office) -> None:
    office.dovecot.deliver(service.write_mail(1, INQUIRY), office.user)
    group = office.api.group(CHAT, "Дербес деректер")
    await group.set_bot(Standing.MEMBER)
    officer = await group.officer(7001, "Айгүл", admin=True)
    async with at_terminal("init", folder=office.folder, environment=office.environment) as screen:
        await screen.until("a root key is made")
        await mail(screen, office)
        await screen.answer_in_secret("no Telegram)", office.api.token)
        await screen.until("privacy mode is on")
        await screen.until("write /here in the group")
        await officer.send("/here")
        await screen.until("no administrator")
        await group.set_bot(Standing.ADMINISTRATOR, "can_manage_chat")
        await screen.answer("Try again?", "y")
        await screen.until("may not delete messages")
        await group.set_bot(Standing.ADMINISTRATOR, "can_delete_messages")
        await screen.answer("Try again?", "y")
        await screen.until(f"{CHAT}: supergroup")
        await screen.until("Everything works")
        assert await screen.ended() == 0
        assert PASSWORD not in screen.shown
        assert office.api.token not in screen.shown
    assert (office.folder / ".env").stat().st_mode & 0o777 == 0o600
    environment = office.kept | {"PD_DATA_DIR": str(office.folder / "data")}
    environment["PD_DATABASE_URL"] = f"sqlite+aiosqlite:///{office.folder}/data/pd-intake.db"
    async with service.running(environment):
        (letter,) = await office.sink.until(1, within=service.PATIENCE)
    assert letter.recipients == ("user@example.test",)


async def test_first_look_into_a_large_mailbox_is_shown_as_it_goes(office: Office) -> None:
    for number in range(MANY):
        office.dovecot.deliver(service.write_mail(number, "Тапсырыс"), office.user)
    environment = service.configure(office.folder, office.dovecot, office.sink, user=office.user)
    environment |= {"TERM": "xterm", "COLUMNS": "120"}
    async with at_terminal("run", folder=office.folder, environment=environment) as screen:
        await screen.until("pd-intake is running")
        assert "\x1b[" not in screen.shown.split("running")[0]
        await screen.until("first look into the mailbox")
        await screen.until(f"/{MANY}")


async def test_set_up_that_was_left_goes_on_where_it_was(office: Office) -> None:
    office.dovecot.deliver(service.write_mail(1, INQUIRY), office.user)
    async with at_terminal("init", folder=office.folder, environment=office.environment) as screen:
        await mail(screen, office)
        await screen.until("no Telegram)")
    former = (office.folder / ".env").read_text()
    key = office.kept["PD_SECRET_KEY"]
    async with at_terminal("init", folder=office.folder, environment=office.environment) as screen:
        await screen.answer("Go on with it?", "y")
        await screen.until("the root key is there already")
        await screen.until("INBOX: 1 messages")
        await screen.until("letters leave as")
        await screen.answer_in_secret("no Telegram)", office.api.token)
        await screen.until("write /here")
        assert office.kept["PD_SECRET_KEY"] == key
        assert office.kept["PD_TELEGRAM_TOKEN"] == office.api.token
    assert (office.folder / ".env.old-1").read_text() == former


def settled(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


async def test_set_up_changes_nothing_where_it_is_told_not_to(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PD_SECRET_KEY=kept\n")
    async with at_terminal("init", folder=tmp_path, environment={}) as screen:
        await screen.answer("Go on with it?", "n")
        assert await screen.ended() == 1
    assert settled(tmp_path) == {".env": "PD_SECRET_KEY=kept\n"}


def test_a_wrong_password_is_told_with_its_cure_and_never_shown(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    environment = {
        "PATH": "/usr/bin",
        "PD_IMAP_HOST": "localhost",
        "PD_IMAP_PORT": str(dovecot.tls_port),
        "PD_IMAP_CA_FILE": str(dovecot.ca_file),
        "PD_IMAP_USERNAME": "үлгі",
        "PD_IMAP_PASSWORD": "not-the-password",
    }
    command = [sys.executable, "-m", "pd_intake_bot", "init", "--no-questions"]
    ended = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1, ended.stderr
    assert re.search(r"FAULT +imap .*\n +-> is the password the mailbox's", ended.stdout)
    assert "not-the-password" not in ended.stdout + ended.stderr


@pytest.mark.parametrize(
    "value", ["plain", "with space", "a#b", "it's", "back\\slash", "end\\", "'\\'", '"q"', "$HOME"]
)
def test_what_is_kept_is_read_back_letter_for_letter(tmp_path: Path, value: str) -> None:
    file = EnvFile(tmp_path / ".env")
    file.keep({"PD_IMAP_PASSWORD": value, "PD_SMTP_FROM": "a@b.test"})
    assert (file.read()["PD_IMAP_PASSWORD"], quoted("a@b.test")) == (value, "a@b.test")
    loaded = settings.load({"PD_LOG_LEVEL": "INFO"}, dotenv=tmp_path / ".env")
    assert loaded.imap_password is not None
    assert loaded.imap_password.get_secret_value() == value


def test_comments_and_lines_of_others_stay(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("# ours\n#PD_IMAP_HOST=imap.example.kz\nOTHER=1\nPD_IMAP_PORT=1\n")
    EnvFile(path).keep({"PD_IMAP_HOST": "mail.example.kz", "PD_IMAP_PORT": ""})
    assert path.read_text() == "# ours\nPD_IMAP_HOST=mail.example.kz\nOTHER=1\n#PD_IMAP_PORT=\n"
