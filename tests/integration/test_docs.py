"""What the docs show is true: every command runs, every link leads somewhere."""

import asyncio
import os
import re
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pd_intake_bot.cli.run import build
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.i18n import Texts, locales
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.storage.seal import Seal
from tests.servers import service
from tests.servers.dovecot import Dovecot

ROOT = Path.cwd()
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("locales/*.md")])
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"`(?:[A-Z_]+=\S+ )?pd-intake ([a-z]+(?: [a-z]+)?)")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
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


def test_readme_stays_within_its_length() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 150


@pytest.mark.parametrize("language", Language)
def test_officers_read_of_no_command_that_the_bot_does_not_name(language: Language) -> None:
    page = (ROOT / "docs" / f"officers.{language}.md").read_text("utf-8")
    known = set(re.findall(r"(?<![\w/])/[a-z]+", Texts(locales()).text(language, "staff-help")))
    named = set(re.findall(r"(?<![\w/.)])/[a-z]+", page))
    assert named <= known | {"/start", "/feed"}


def blocks(page: Path) -> list[str]:
    return BLOCK.findall(page.read_text("utf-8"))


PAGES_THAT_RUN = [page for page in PAGES if blocks(page)]


@pytest.mark.parametrize("page", PAGES_THAT_RUN, ids=named)
async def test_every_command_that_is_shown_runs(
    page: Path, tmp_path: Path, dovecot: Dovecot
) -> None:
    user = tmp_path.name
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user=user)
        mail = service.write_mail(1, INQUIRY)
        dovecot.deliver(mail, user)
        async with service.running(environment):
            await sink.until(1, within=20)
        (case,) = await service.cases(environment)
        (tmp_path / "mail").mkdir()
        (tmp_path / "mail" / "1.eml").write_bytes(mail)
        environment["PD_SECRET_KEY_OLD"] = environment["PD_SECRET_KEY"]
        environment["PD_SECRET_KEY"] = Seal.new_key()
        for block in blocks(page):
            await run(block.replace(REF, str(case.ref)), tmp_path, environment)


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
