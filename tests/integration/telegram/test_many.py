"""Two hundred people at once talk to the service itself, a process of its own, over HTTP.

They press twice, type on before they are answered, rest, and some of what Telegram hands over
is lost on the way and handed over again. Nobody loses a word or gets a second case.
"""

import asyncio
import faulthandler
import random
from collections.abc import Sequence
from pathlib import Path

from pd_intake_bot import clock
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.rights import Field
from pd_intake_bot.domain.submission import Submission
from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.sandbox.telegram.pace import Limits
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.usecases.ports import Store
from tests.servers import service
from tests.servers.service import Environment, Process
from tests.servers.telegram import STAFF_CHAT

PEOPLE, FIRST = 200, 40
"""All of them, and those who come before the memory is looked at for the first time."""
LOST = 20
"""When each twentieth has said all, what Telegram hands over next is lost once on the way."""
PATIENCE = 600
"""How many seconds anybody waits for the bot, on a machine that many share."""
MORE_MEMORY = 1.5
"""What the service may take for all, as a multiple of what it took for the first."""
TO_WORDS = ("Русский", "Начать", "Не присылайте мне новости")
SAID = ("Первое", "Второе", "Третье")


async def test_two_hundred_people_at_once_are_each_heard_whole_and_in_order(tmp_path: Path) -> None:
    # Where many share the machine it takes longer than a test that hangs is given.
    faulthandler.cancel_dump_traceback_later()
    async with BotApi(clock=clock.now, limits=Limits(on=False)) as api:
        environment = configure(tmp_path, api)
        api.group(STAFF_CHAT, "Staff")
        process = await Process.start(environment, "--only", "telegram,delivery")
        try:
            await process.ready()
            await everyone(api, range(1, FIRST + 1))
            before = memory(process)
            await everyone(api, range(FIRST + 1, PEOPLE + 1))
            grown = memory(process) / before
        finally:
            await process.end()
    assert await heard(environment) == {
        f"user{number}@example.test": "\n\n".join(f"{one} {number}" for one in SAID)
        for number in range(1, PEOPLE + 1)
    }
    assert grown < MORE_MEMORY


def configure(folder: Path, api: BotApi) -> Environment:
    return {
        "PD_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/intake.db",
        "PD_DATA_DIR": str(folder),
        "PD_SECRET_KEY": Seal.new_key(),
        "PD_TELEGRAM_TOKEN": api.token,
        "PD_TELEGRAM_API": api.url,
        "PD_TELEGRAM_STAFF_CHAT": str(STAFF_CHAT),
    }


async def everyone(api: BotApi, numbers: Sequence[int]) -> None:
    async with asyncio.TaskGroup() as group:
        for number in numbers:
            phone = api.person(number, f"Үлгі {number}", "ru")
            chance = random.Random(number)  # noqa: S311 - no secret
            group.create_task(talk(api, phone, chance))


async def talk(api: BotApi, phone: Phone, chance: random.Random) -> None:
    """Put a request together as people do, and wait until it is acknowledged."""
    await rest(chance)
    for _ in range(chance.randint(1, 2)):
        await phone.send("/start")
    for label in TO_WORDS:
        await press(phone, label, chance)
        await rest(chance)
    await phone.send(f"user{phone.user_id}@example.test")
    await until_offered(phone, "Добавить нечего")
    for words in SAID:
        await phone.send(f"{words} {phone.user_id}")
        await rest(chance)
    if phone.user_id % LOST == 0:
        api.faults.add("getUpdates", Fault.RESET_AFTER)
    await press(phone, "Готово", chance)
    await press(phone, "✅ Отправить", chance)
    await phone.until(lambda one: one.text.startswith("PD-"), within=PATIENCE)


async def press(phone: Phone, label: str, chance: random.Random) -> None:
    """Press a button, often twice, and again where a newer screen has come with the same one."""
    while True:
        shown = await until_offered(phone, label)
        for _ in range(chance.randint(1, 2)):
            await phone.press(label, shown)
        await until_newer(phone, shown)
        if not offers(phone, label):
            return


async def until_newer(phone: Phone, seen: ChatMessage) -> None:
    """Wait until something has come after a screen, or in its place."""
    await phone.until(lambda _: phone.last != seen, within=PATIENCE)


async def until_offered(phone: Phone, label: str) -> ChatMessage:
    """Wait until the newest screen has a button."""
    await phone.until(lambda _: offers(phone, label), within=PATIENCE)
    return phone.last


def offers(phone: Phone, label: str) -> bool:
    return any(button.label == label for row in phone.last.buttons for button in row)


async def rest(chance: random.Random) -> None:
    """Wait as a person does between two acts; some do not at all."""
    await asyncio.sleep(chance.choice((0, 0, 0.02, 0.2)))


def memory(process: Process) -> int:
    """Give the pages of memory that a process holds."""
    return int(Path(f"/proc/{process.pid}/statm").read_text("ascii").split()[1])


async def heard(environment: Environment) -> dict[str, str]:
    """Give the words of each case by the address in it; each case is of one submission."""

    async def look(store: Store) -> list[tuple[Case, Sequence[Submission]]]:
        cases = await store.cases.all()
        return [(case, await store.submissions.of_case(case.id)) for case in cases]

    async with open_database(service.load(environment)) as database:
        found = await database.reading(look)
    assert len(found) == PEOPLE
    assert {len(kept) for _, kept in found} == {1}
    return {case.fields[Field.EMAIL]: kept[0].text for case, kept in found}
