"""A marked word through each entrance, every path played: none where it doesn't belong.

The service is a process of its own and says all it has to say, while much outside fails. `NOWHERE`
and `BELONGS` are the table of the search: where no mark may be found, and where some must be.
"""

import asyncio
import email
import faulthandler
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import text

from pd_intake_bot import clock
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.app.records import build_retain
from pd_intake_bot.app.rules import load_policy
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.sandbox.world import LEAD, OFFICER, World, open_world
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from tests.servers import marks, planting
from tests.servers.dovecot import Dovecot
from tests.servers.marks import MARKS, PHONE
from tests.servers.planting import PATIENCE, has
from tests.servers.playing import Play
from tests.servers.service import load
from tests.servers.staff import OPEN
from tests.servers.telegram import DAYS, POLICY
from tests.servers.watched import LEFT, Running, command, running, settings_of

NOWHERE = (
    *("database, its log of writes, data folder", "the same under another root key"),
    *("backup", "backup after erasure", "data folder after erasure", "log", "staff group"),
    *("health, metrics and feed", "what commands said", "the register as sheets"),
    *("register that an officer was sent", "home, temporary and working folder"),
    "headers of letters to others",
)
"""Where no mark may be found."""
BELONGS: Mapping[str, frozenset[str]] = {
    "what an officer was shown": frozenset(
        {"mail: body, words", "mail: body, name", "officer: note", "officer: answer"}
        | {"mail: body, home", "everywhere: telephone", "officer: question", "review: request"}
    ),
    "evidence": frozenset(
        {"mail: address", "mail: field of its own", "mail: html", "mail: file", "officer: answer"}
        | {"mail: name of a file", "mail: Reply-To", "mail: Cc", "everywhere: telephone"}
    ),
    "case shown by a command": frozenset({"mail: body, words", "mail: body, name"}),
    "letters to their person": frozenset({"officer: answer", "officer: refusal"}),
}
"""Where these must be found, so that the search is known to find."""
USER = "marks"
SPOILT = " ".join(MARKS.values()).encode() * 99
REMINDER = "⏰"
LISTS = (("cases", "export"), ("cases", "list", "--json"), ("looks",), ("updates", "list"))
WEEKS = 3
COMMON = ("From", "Subject", "Reply-To", "Bcc", "Cc", "Sender")


async def write(world: World, dovecot: Dovecot) -> None:
    """Let every mail come, and an answer to the first letter."""
    for raw in (*planting.mails(), *planting.odd_mails()):
        await asyncio.to_thread(dovecot.deliver, raw, USER)
    [first, *_] = await world.smtp.until(2, within=PATIENCE)
    number = email.message_from_bytes(first.raw)["Message-ID"]
    await asyncio.to_thread(dovecot.deliver, planting.answer(number), USER)


async def play(world: World, dovecot: Dovecot, service: Running) -> Play:
    """Play every path; the officer has then seen all there is to see."""
    officer = await world.staff.officer(OFFICER, "Айгүл")
    lead = await world.staff.officer(LEAD, "Болат", admin=True)
    for one in (officer, lead):
        await one.phone.send("/status")
        await one.phone.answer(within=PATIENCE)
    await planting.break_outside(world)
    await write(world, dovecot)
    await officer.until("не удалось прочитать", within=PATIENCE)
    await planting.plant_in_telegram(world)
    await planting.leave_a_draft(world)
    await service.until_said("update failed")
    await planting.work(officer, card_of(officer, "PD-20"))
    await planting.merge_and_split(officer, card_of(officer, "Отзыв"))
    await planting.refuse(officer, lead, card_of(officer, "Отзыв"))
    await planting.enter(officer)
    await service.look("/readyz", "/metrics", "/healthz", await planting.subscribe(officer))
    rest = Play(world=world, dovecot=dovecot, user=USER, officer=officer, lead=lead)
    await rest.everything()
    return rest


def card_of(group: Officer, right: str) -> ChatMessage:
    cards = (one for one in group.messages if one.from_bot and right in one.text and has(OPEN)(one))
    return next(cards)


async def erase(environment: Mapping[str, str]) -> None:
    """Close every case and let many years pass."""
    settings = load(dict(environment))
    engine = open_engine(environment["PD_DATABASE_URL"])
    async with transaction(engine) as connection:
        await connection.execute(text("UPDATE cases SET closed_at = received_at"))
        await connection.execute(text("UPDATE outbox SET standing = 'sent'"))
    await engine.dispose()
    async with open_database(settings) as database:
        retain = build_retain(settings, database, load_policy(settings))
        assert (await retain(now=clock.now() + timedelta(days=366 * 30))).classes


async def keep_books(
    environment: dict[str, str], another: dict[str, str], ref: str
) -> dict[str, dict[str, bytes]]:
    """Give what the commands of the operator make, and what they leave behind."""
    folder = Path(environment["PD_DATA_DIR"])
    out = folder.parent
    found = {"database, its log of writes, data folder": marks.files(folder)}
    said = [await command(environment, "evidence", ref, "-o", f"{out}/evidence.zip")]
    shown = await command(environment, "cases", "show", ref)
    for form, language in (("xlsx", "kk"), ("xlsx", "ru"), ("csv", "ru"), ("json", "ru")):
        sheet = ("cases", "export", "--format", form, "--language", language, "-o")
        said.append(await command(environment, *sheet, f"{folder}/book.{language}.{form}"))
    said += [await command(environment, *one) for one in LISTS]
    books = {name: each for name, each in marks.files(folder).items() if "/book." in name}
    said.append(await command(environment, "db", "backup", f"{out}/backup.tar"))
    said.append(await command(environment | another, "keys", "rotate"))
    found["the same under another root key"] = marks.files(folder)
    await erase(environment | another)
    said.append(await command(environment | another, "db", "backup", f"{out}/erased.tar"))
    return found | {
        "data folder after erasure": marks.files(folder),
        "evidence": marks.unpacked((out / "evidence.zip").read_bytes()),
        "case shown by a command": {"": shown},
        "the register as sheets": books,
        "backup": marks.unpacked((out / "backup.tar").read_bytes()),
        "backup after erasure": marks.unpacked((out / "erased.tar").read_bytes()),
        "what commands said": {"": b"".join(said)},
    }


def spoil(folder: Path) -> None:
    for path in filter(Path.is_file, folder.glob("intake.db*")):
        path.write_bytes(SPOILT)


async def lose_the_database(
    environment: Mapping[str, str], world: World, dovecot: Dovecot, said: Path
) -> Running:
    """Let the service meet mail, forgeries, and people's words where its database was."""
    told = sum(one.from_bot for one in world.staff.messages)
    async with running(environment, said) as service:
        await planting.break_outside(world)
        for raw in planting.mails():
            await asyncio.to_thread(dovecot.deliver, raw, USER)
        await planting.forge(world, world.telegram.person(planting.PERSON, "x", "ru"))
        await world.staff.until(told + 1, within=PATIENCE)
        spoil(Path(environment["PD_DATA_DIR"]))
        await asyncio.to_thread(dovecot.deliver, planting.request(), USER)
        await service.until_said("loop failed")
        await service.look("/readyz", "/metrics")
    return service


def words(mail: EmailMessage | email.message.Message) -> bytes:
    """Give every part of a mail as it reads."""
    parts = [one.get_payload(decode=True) for one in mail.walk() if not one.is_multipart()]
    return b"\n".join(part for part in parts if isinstance(part, bytes))


def in_mail(world: World) -> dict[str, dict[str, bytes]]:
    letters = [email.message_from_bytes(one.raw) for one in world.smtp.letters]
    heads = [str([letter.get_all(name) for name in COMMON]).encode() for letter in letters]
    assert all(len(one.recipients) == 1 for one in world.smtp.letters)
    return {
        "headers of letters to others": {"": b"\n".join(heads)},
        "letters to their person": {"": b"\n".join(words(letter) for letter in letters)},
    }


def in_chats(world: World, played: Play, shown: Sequence[str]) -> dict[str, dict[str, bytes]]:
    group = [str(one.raw).encode() for one in world.staff.messages if one.from_bot]
    sent = {str(at): marks.unpacked(one) for at, one in enumerate(played.documents)}
    return {
        "staff group": {"": b"\n".join(group)},
        "what an officer was shown": {"": "\n".join(shown).encode()},
        "register that an officer was sent": {
            f"{at} {name}": content for at, parts in sent.items() for name, content in parts.items()
        },
    }


async def wait_weeks(world: World, environment: Mapping[str, str], said: Path) -> None:
    """Let the service remind, report and hide on a working morning, weeks from now."""
    now = clock.now()
    day = DAYS.next_working_day(POLICY.local_date(now) + timedelta(days=WEEKS * 7))
    morning = datetime.combine(day, time(10), tzinfo=POLICY.zone)
    ahead = int((morning - now).total_seconds())
    async with running(environment, said, ahead=ahead) as service:
        # Every card of the group is drawn anew before it.
        await world.staff.until("☀️", within=5 * PATIENCE)
        await world.staff.until(REMINDER, within=5 * PATIENCE)
        await service.look("/readyz", "/metrics", "/healthz")


async def test_no_mark_is_where_it_does_not_belong(tmp_path: Path, dovecot: Dovecot) -> None:
    # Where many share the machine it takes longer than a test that hangs is given.
    faulthandler.cancel_dump_traceback_later()
    folder, said = tmp_path / "data", tmp_path / "said.log"
    folder.mkdir()
    said.touch()
    async with open_world(folder) as world:
        environment = settings_of(folder, dovecot, world, user=USER)
        async with running(environment, said, ahead=0) as service:
            played = await play(world, dovecot, service)
            live = marks.files(folder)
        shown = [one.text for one in played.officer.phone.messages if one.from_bot]
        await wait_weeks(world, environment, said)
        ref = next(one.text[:15] for one in world.staff.messages if one.text.startswith("PD-20"))
        another = {
            "PD_SECRET_KEY": Seal.new_key(),
            "PD_SECRET_KEY_OLD": environment["PD_SECRET_KEY"],
        }
        found = await keep_books(environment, another, ref)
        console = another | {"PD_LOG_FORMAT": "console"}
        lost = await lose_the_database(environment | console, world, dovecot, said)
    found |= in_mail(world) | in_chats(world, played, shown)
    found["home, temporary and working folder"] = {
        name: content for one in LEFT for name, content in marks.files(tmp_path / one).items()
    }
    found["health, metrics and feed"] = service.pages | lost.pages
    found["log"] = {"": said.read_bytes()}
    found["database, its log of writes, data folder"] |= {
        f"live {name}": live[name] for name in live
    }

    assert set(found) == {*NOWHERE, *BELONGS}
    assert {name: marks.found_in(found[name]) for name in NOWHERE} == {name: {} for name in NOWHERE}
    for name, expected in BELONGS.items():
        assert expected <= set().union(*marks.found_in(found[name]).values()), name
    assert environment["PD_SECRET_KEY"].encode() not in found["log"][""]
    assert {"intake.db", "intake.db-wal"} <= {Path(name).name for name in live}


def test_search_finds_each_mark_however_it_is_written() -> None:
    assert len(MARKS) > 90
    for one, mark in MARKS.items():
        assert marks.found(f"before {mark} after".encode()) == {one}
    for one in ("mail: body, words", "mail: address", "everywhere: telephone"):
        for word in (MARKS[one], MARKS[one].upper()):
            for disguise in marks.disguises(word):
                assert one in marks.found(b"before " + disguise + b" after")
                assert one in marks.found(disguise[:5] + b"=\r\n" + disguise[5:])
    assert marks.found(PHONE[1:].encode()) == set()
