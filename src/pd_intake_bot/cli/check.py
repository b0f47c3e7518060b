"""The command that tries every setting and outside part, one line each."""

import asyncio
import shutil
import stat
import tempfile
from collections.abc import Awaitable, Callable, Container, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from importlib import metadata
from pathlib import Path

import typer

from pd_intake_bot import clock, settings
from pd_intake_bot.app import delivery, mailbox
from pd_intake_bot.app.ground import open_database, open_seal
from pd_intake_bot.app.rules import load_calendar, load_policy, sender_address
from pd_intake_bot.cli.cures import FAULTS, cure
from pd_intake_bot.cli.output import Json, print_json
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.mail.imap.mailbox import Mailbox
from pd_intake_bot.mail.mailbox.survey import survey
from pd_intake_bot.mail.sending.smtp import SmtpSender
from pd_intake_bot.policy.calendar import unconfirmed
from pd_intake_bot.settings import Settings
from pd_intake_bot.storage.database import Database

OLDEST_TZDATA = (2024, 1)
"""The first release that has Almaty at UTC+5 (1 March 2024)."""

SKEW = timedelta(seconds=30)
"""How far this machine's clock may be from another's."""

TOO_FULL, NEARLY_FULL = 100, 1000
"""Megabytes left on the disk of the data: below the first nothing is safe, below the other warn."""

_MEGABYTE = 2**20
_NOBODY_TO_ASK = "not compared: Telegram alone is asked for the time"
_OFF = "off: not set"
_INDENT = 20


class Doubtful(str):
    """What works now, and will need somebody's attention."""

    __slots__ = ()


class Outdated(IntakeError):
    """Something this program stands on is too old to be right."""

    key = "error-outdated"


class ClockWrong(Outdated):
    """This machine does not know what time it is, and would tell people wrong dates."""


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(check)


def check(as_json: Json = False) -> None:
    """Try every setting and outside part, one line each, with the cure for each fault.

    Exit status 1 where one fails; a warning is no failure.
    """
    raise typer.Exit(1 if examine_all(settings.load(), as_json=as_json) else 0)


def examine_all(
    chosen: Settings, *, only: Container[str] | None = None, as_json: bool = False
) -> bool:
    """Try each part and print how it is; tells whether one fails."""
    faulty = False
    for part in _CHECKS:
        if only is None or part in only:
            found = asyncio.run(examine(part, chosen))
            faulty = faulty or found.fault
            _print(part, found, as_json=as_json)
    return faulty


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How a part is: what there is to say of it, and what can be done where it fails."""

    words: str
    fault: bool = False
    cure: str = ""

    @property
    def level(self) -> str:
        """Say in a word how it is."""
        if self.fault:
            return "FAULT"
        return "warn" if isinstance(self.words, Doubtful) else "ok"


def _print(part: str, found: Found, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "part": part,
                "ok": not found.fault,
                "warning": found.level == "warn",
                "words": found.words,
                "cure": found.cure or None,
            }
        )
        return
    words = f"{found.words}\n-> {found.cure}" if found.cure else found.words
    indented = words.replace("\n", "\n" + " " * _INDENT)
    print(f"{found.level:<7}{part:<13}{indented}", flush=True)


async def examine(part: str, chosen: Settings) -> Found:
    """Try one part."""
    try:
        return Found(words=await _CHECKS[part](chosen))
    except FAULTS as error:
        words = str(error) or type(error).__name__
        return Found(words=words, fault=True, cure=cure(error, part))


async def _database(chosen: Settings) -> str:
    async with open_database(chosen) as database:
        waiting = await database.reading(lambda store: store.outbox.waiting())
        lost = await _lost(database, chosen.data_dir / "blobs")
    if lost:
        raise _unusable(chosen.data_dir, f"{lost} files that the database tells of are not there")
    return f"schema and key fit; {waiting} parcels wait"


async def _lost(database: Database, folder: Path) -> int:
    """Count the files of cases that are not in the folder of files.

    What is erased meanwhile is told of no more when it is asked for a second time.
    """
    told = set(await database.reading(lambda store: store.erasures.names()))
    there = await asyncio.to_thread(lambda: [path.name for path in folder.glob("*/*")])
    # Rows whose content was erased name none.
    told -= {"", *there}
    return len(told & set(await database.reading(lambda store: store.erasures.names())))


async def _key(chosen: Settings) -> str:
    open_seal(chosen)
    if _read_by_others(Path(".env")):
        return Doubtful(".env can be read by others than its owner and group: chmod o= .env")
    return "PD_SECRET_KEY is well-formed; keep a copy where the backups are not"


def _read_by_others(file: Path) -> bool:
    return file.is_file() and bool(file.stat().st_mode & stat.S_IRWXO)


async def _data(chosen: Settings) -> str:
    folder = chosen.data_dir
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(_MEGABYTE))
        left = shutil.disk_usage(folder).free // _MEGABYTE
    except OSError as error:
        raise _unusable(folder, str(error.strerror)) from error
    if left < TOO_FULL:
        raise _unusable(folder, f"only {left} MB are free")
    words = f"{folder}: {left} MB are free"
    return Doubtful(f"{words}, which is little") if left < NEARLY_FULL else words


def _unusable(folder: Path, why: str) -> settings.SettingsError:
    return settings.SettingsError([f"PD_DATA_DIR: {str(folder)!r}: {why}"])


async def _policy(chosen: Settings) -> str:
    policy = load_policy(chosen)
    return f"edition {policy.edition}, {len(policy.rights)} rights"


async def _workdays(chosen: Settings) -> str:
    policy = load_policy(chosen)
    calendar = load_calendar(chosen, policy)
    year = policy.local_date(clock.now()).year
    doubts = [
        doubt for one in (year, year + 1) for doubt in unconfirmed(calendar, one, chosen.workdays)
    ]
    if doubts:
        cure = "put what is announced into the file that PD_WORKDAYS names"
        return Doubtful("\n".join([*doubts, cure]))
    return f"{year} and {year + 1} are known; {calendar.week:d} days a week are worked"


async def _tzdata(_: Settings) -> str:
    version = metadata.version("tzdata")
    if tuple(map(int, version.split(".")[:2])) < OLDEST_TZDATA:
        raise Outdated(f"tzdata {version} has Almaty at UTC+6: upgrade it")
    return version


async def _clock(chosen: Settings) -> str:
    if chosen.telegram_token is None:
        return _NOBODY_TO_ASK
    from pd_intake_bot.app import telegram  # noqa: PLC0415 - loaded late, as in `_telegram`

    async with AsyncExitStack() as stack:
        theirs = await telegram.read_clock(chosen, stack)
    if theirs is None:
        return _NOBODY_TO_ASK
    ahead = clock.now() - theirs
    if abs(ahead) > SKEW:
        way = "ahead of" if ahead > timedelta() else "behind"
        far = timedelta(seconds=round(abs(ahead).total_seconds()))
        raise ClockWrong(f"this machine's clock is {far} {way} Telegram's")
    return "as Telegram's"


async def _imap(chosen: Settings) -> str:
    where = mailbox.imap_settings(chosen)
    if where is None:
        return _OFF
    async with await Mailbox.connect(where) as box:
        return await survey(box, mailbox.wishes(chosen))


async def _smtp(chosen: Settings) -> str:
    where = delivery.smtp_settings(chosen, sender_address(chosen, load_policy(chosen)))
    if where is None:
        return _OFF
    smtp = SmtpSender(where)
    try:
        await smtp.check()
    finally:
        await smtp.close()
    return f"letters leave as {where.sender}"


async def _telegram(chosen: Settings) -> str:
    # Imported here: aiogram takes a second to load, and most checks do without it.
    from pd_intake_bot.app import telegram  # noqa: PLC0415
    from pd_intake_bot.telegram import finding  # noqa: PLC0415 - as above

    async with AsyncExitStack() as stack:
        bot = telegram.open_bot(chosen, stack)
        if bot is None:
            return _OFF
        words = await telegram.examine_bot(chosen, stack) or _OFF
        return "\n".join([words, *await finding.wants_of(bot)])


async def _group(chosen: Settings) -> str:
    from pd_intake_bot.app import telegram  # noqa: PLC0415 - as above

    async with AsyncExitStack() as stack:
        return await telegram.examine_group(chosen, stack) or _OFF


_CHECKS: Mapping[str, Callable[[Settings], Awaitable[str]]] = {
    "database": _database,
    "keys": _key,
    "data folder": _data,
    "policy": _policy,
    "workdays": _workdays,
    "tzdata": _tzdata,
    "clock": _clock,
    "imap": _imap,
    "smtp": _smtp,
    "telegram": _telegram,
    "staff group": _group,
}
