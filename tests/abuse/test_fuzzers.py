"""The fuzzers of `make fuzz` run without their engine, on their seeds and on a little junk."""

import importlib
import random
from collections.abc import Awaitable, Callable, Iterator

import pytest
from aiogram import F, Router
from aiogram.types import Message
from fuzz import callbacks

from pd_intake_bot.domain.outbox import Carrier, Kind, NewParcel
from pd_intake_bot.sandbox.telegram.refusal import Refusal
from pd_intake_bot.telegram.turn import Turn

BY_A_STRANGER_IN_PRIVATE = b"\x03\x03\x00"


@pytest.fixture(scope="module", autouse=True)
def _at_the_end() -> Iterator[None]:
    yield
    callbacks.BOT.close()


@pytest.mark.parametrize("name", ["mail", "subject_lines", "callbacks"])
def test_fuzzer_takes_its_seeds_and_junk(name: str) -> None:
    harness = importlib.import_module(f"fuzz.{name}")
    chance = random.Random(7)  # noqa: S311 - the same junk each time
    for seed in harness.SEEDS:
        harness.target(seed)
        changed = bytearray(seed)
        for _ in range(20):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
            harness.target(bytes(changed))


async def fall(_: Message) -> None:
    raise ZeroDivisionError


async def speak_markup(message: Message, turn: Turn) -> None:
    parcel = NewParcel(
        key="x",
        carrier=Carrier.TELEGRAM,
        kind=Kind.MESSAGE,
        lane="x",
        payload={"chat_id": message.chat.id, "text": f"<b>{message.text}"},
    )
    await turn.store.outbox.add(parcel, now=turn.now)


@pytest.mark.parametrize(("fault", "found"), [(fall, ZeroDivisionError), (speak_markup, Refusal)])
def test_fuzzer_of_updates_finds_a_fault_that_was_planted(
    fault: Callable[..., Awaitable[None]], found: type[Exception]
) -> None:
    router = Router()
    router.message.register(fault, F.text == "fault")
    callbacks.BOT.plant(router)
    callbacks.target(BY_A_STRANGER_IN_PRIVATE + b"none")
    with pytest.raises(found):
        callbacks.target(BY_A_STRANGER_IN_PRIVATE + b"fault")
    callbacks.BOT.plant()
