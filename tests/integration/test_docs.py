"""What the docs show is true: every command runs, every link leads somewhere."""

import asyncio
import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pd_intake_bot.cli.run import build
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.i18n import Texts, locales
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.storage.sealing.seal import Seal
from tests.servers import service
from tests.servers.dovecot import Dovecot

ROOT = Path.cwd()
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("locales/*.md")])
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"`(?:[A-Z_]+=\S+ )?pd-intake ([a-z]+(?: [a-z]+)?)")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
TARGET = re.compile(r"(?:^|`)make ([a-z]+)", re.MULTILINE)
REF = "PD-2026-00001-7"
INQUIRY = "Дербес деректер туралы сұрау"
GROUPS = {"policy", "calendar", "cases", "db", "keys", "audit", "retention"}


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def commands() -> list[str]:
    """List every command that is named in a text."""
    found = {
        " ".join(words.split()[: 2 if words.split()[0] in GROUPS else 1])
        for page in PAGES
        for words in COMMAND.findall(page.read_text("utf-8"))
    }
    return sorted(found)


@pytest.mark.parametrize("words", commands())
def test_each_command_that_is_named_is_there(words: str) -> None:
    ended = CliRunner().invoke(build(words.split()), [*words.split(), "--help"])
    assert ended.exit_code == 0, ended.output


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_each_link_leads_to_a_file(page: Path) -> None:
    targets = [page.parent / target for target in LINK.findall(page.read_text("utf-8"))]
    assert [str(target) for target in targets if not target.exists()] == []


def test_each_target_of_make_that_is_named_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    there = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {word for page in PAGES for word in TARGET.findall(page.read_text("utf-8"))}
    assert {"demo", "test"} <= named <= there


def test_readme_stays_within_its_length() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 150


@pytest.mark.parametrize("language", Language)
def test_officers_read_of_no_command_that_the_bot_does_not_name(language: Language) -> None:
    page = (ROOT / "docs" / f"officers.{language}.md").read_text("utf-8")
    known = set(re.findall(r"(?<![\w/])/[a-z]+", Texts(locales()).text(language, "staff-help")))
    named = set(re.findall(r"(?<![\w/.)])/[a-z]+", page))
    assert named <= known | {"/start", "/help", "/feed"}


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory, dovecot: Dovecot
) -> tuple[Path, service.Environment, str]:
    """Let a service register one mail once; gives its folder, settings and the case's number."""
    folder = tmp_path_factory.mktemp("office")
    environment, ref = asyncio.run(_begin(folder, dovecot))
    environment["PD_SECRET_KEY_OLD"] = environment["PD_SECRET_KEY"]
    environment["PD_SECRET_KEY"] = Seal.new_key()
    return folder, environment, ref


async def _begin(folder: Path, dovecot: Dovecot) -> tuple[service.Environment, str]:
    mail = service.write_mail(1, INQUIRY)
    store_mail(folder, mail)
    dovecot.deliver(mail, folder.name)
    async with SmtpSink() as sink:
        environment = service.configure(folder, dovecot, sink, user=folder.name)
        async with service.running(environment):
            await sink.until(1, within=service.PATIENCE)
        (case,) = await service.cases(environment)
    return environment, str(case.ref)


def store_mail(folder: Path, mail: bytes) -> None:
    (folder / "mail").mkdir()
    (folder / "mail" / "1.eml").write_bytes(mail)


SHOWN = {block: page for page in PAGES for block in BLOCK.findall(page.read_text("utf-8"))}
"""Every block of commands, once, however many pages show it."""


@pytest.mark.parametrize(
    "block", SHOWN, ids=[f"{named(page)}: {block[:32]!r}" for block, page in SHOWN.items()]
)
async def test_every_command_that_is_shown_runs(
    block: str, tmp_path: Path, office: tuple[Path, service.Environment, str]
) -> None:
    former, settings, ref = office
    folder = tmp_path / "office"
    shutil.copytree(former, folder)
    environment = {
        name: value.replace(str(former), str(folder)) for name, value in settings.items()
    }
    async with SmtpSink() as sink:
        environment["PD_SMTP_PORT"] = str(sink.port)
        await run(block.replace(REF, ref), folder, environment)


async def run(block: str, folder: Path, environment: dict[str, str]) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    process = await asyncio.create_subprocess_exec(
        "sh",
        "-eu",
        "-c",
        block,
        cwd=folder,
        env={**environment, "PATH": path},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        stdin=asyncio.subprocess.DEVNULL,
    )
    printed, _ = await process.communicate()
    assert process.returncode == 0, f"{block}\n{printed.decode()}"
