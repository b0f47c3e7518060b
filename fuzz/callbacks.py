"""Fuzzes what comes by Telegram from anybody: callback data, start links, commands, words.

Each input is a short series of updates, handled by the routers of the whole bot on a database
of its own, and then undone; the network is left out. Whatever comes is answered or let pass, and
nothing raises.
"""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from aiogram.types import Update
from pydantic import ValidationError

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.telegram.replies import Effects, Replies
from pd_intake_bot.telegram.turn import Surroundings, Turn
from pd_intake_bot.usecases.ports import Store
from tests.servers.staff import INQUIRY, LEAD, OFFICER, STRANGER, VIEWER, StaffService, write_mail
from tests.servers.telegram import STAFF_CHAT, make_tables

LONGEST = 512
PEOPLE = (LEAD, OFFICER, VIEWER, STRANGER)
CHATS = (STAFF_CHAT, -1001000000099)
DATA = ("", "s:", "p:", "p:1:send:", "p:99999999999999999999:send:x", "s:\x00", "p:0:right:access")
WORDS = ("/start s-", "/start ", "/queue ", "/status", "/new", "/officers ", "/cancel", "")
SEEDS = (
    b"\x00\x00\x00" + b"s:abcdef",
    b"\x03\x00\x01" + b"p:1:send:\x00\x03\x00\x08\x00",
    b"\x01\x03\x00" + b"hello\x00" + b"\x02\x04\x00/start",
    "\x03\x05\x00Үлгі".encode(),
)


def target(data: bytes) -> None:
    """Play the updates that the bytes stand for."""
    _RUNNER.run(_play(data))


def _steps(data: bytes) -> Iterator[tuple[int, int, int, str]]:
    """Read who, how and with which beginning, then words up to a NUL."""
    for piece in data.split(b"\x00\x00")[:8]:
        who, how, start = (*piece[:3], 0, 0, 0)[:3]
        yield who, how, start, piece[3:].decode("utf-8", "replace")


async def _play(data: bytes) -> None:
    service = await _service()

    async def work(store: Store) -> None:
        before = await _cases(store)
        for number, (who, how, start, words) in enumerate(_steps(data)):
            person = PEOPLE[who % len(PEOPLE)]
            raw = _update(number, person, how, _begun(start, words, how=how))
            with suppress(ValidationError):
                update = Update.model_validate(raw, context={"bot": service.bot})
                await _handle(service, store, update)
        assert len(await _cases(store)) == len(before), "nobody sent a whole request"
        raise _Undone

    with suppress(_Undone):
        await service.database(work)


def _begun(start: int, words: str, *, how: int) -> str:
    choices: tuple[str, ...] = DATA if how % 2 == 0 else WORDS
    # Names of real buttons are known to whoever sees the group.
    known: list[str] = [*choices, *_names]
    return known[start % len(known)] + words


def _update(number: int, person: int, how: int, words: str) -> dict[str, object]:
    sender = {"id": person, "is_bot": False, "first_name": words[:32] or "x"}
    chat_id = (person, *CHATS)[how // 2 % 3]
    kind = "private" if chat_id == person else "supergroup"
    chat = {"id": chat_id, "type": kind, "title": "x", "first_name": "x"}
    message = {"message_id": number + 1, "date": 1_790_000_000, "chat": chat, "from": sender}
    if how % 2 == 0:
        press = {"id": "1", "from": sender, "chat_instance": "1", "data": words}
        return {"update_id": number + 1, "callback_query": press | {"message": message}}
    entity = {"type": "bot_command", "offset": 0, "length": len(words.split(" ", maxsplit=1)[0])}
    entities = {"entities": [entity]} if words.startswith("/") else {}
    return {"update_id": number + 1, "message": message | {"text": words} | entities}


async def _handle(service: StaffService, store: Store, update: Update) -> None:
    now = service.clock()
    turn = Turn(
        store=store,
        update_id=update.update_id,
        received_at=now,
        now=now,
        replies=Replies(store=store, update_id=update.update_id, now=now),
        effects=Effects(),
        surroundings=Surroundings(staff_chat=STAFF_CHAT, reachable=True),
    )
    await service.handle.dispatcher.feed_update(service.bot, update, turn=turn)


class _Undone(Exception):
    """Takes back what an update did, so that each input starts from the same place."""


async def _cases(store: Store) -> list[CaseId]:
    return [case.id for case in await store.cases.all()]


async def _service() -> StaffService:
    if not _open:
        folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
        tables = await asyncio.to_thread(make_tables, folder)
        service = await StaffService(folder, tables=tables).__aenter__()
        for person in (LEAD, OFFICER, VIEWER):
            await service.member(person, "x")
        await service.mail(write_mail(INQUIRY, "Вопрос"))
        _names.extend(
            button.data for one in service.group.messages for row in one.buttons for button in row
        )
        _open.append(service)
    return _open[0]


_open: list[StaffService] = []
_names: list[str] = []
_RUNNER = asyncio.Runner()
