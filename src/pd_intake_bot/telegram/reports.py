"""Pictures and files that are made at the moment they leave: making them takes seconds."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, cast

from aiogram import Bot

from pd_intake_bot.domain.delivery import Outcome, Sent
from pd_intake_bot.domain.outbox import Json, Parcel
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.submission import Digest
from pd_intake_bot.telegram import calls
from pd_intake_bot.telegram.calls import Spot
from pd_intake_bot.telegram.screens import File, Screen


class Report(StrEnum):
    """What is made."""

    STATS = "stats"
    """The figures of now, as a picture."""
    REGISTER = "register"
    """The register, as a sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A report as it is sent; without a name there is only the text."""

    text: str
    name: str = ""
    content: bytes = b""
    picture: bool = False


class Compose(Protocol):
    """Makes reports; no transaction of the caller waits for it."""

    async def __call__(self, report: Report, language: Language) -> Composed:
        """Make a report as things stand now."""
        ...


def describe(report: Report, language: Language) -> dict[str, Json]:
    """Write into a parcel which report is wanted."""
    return {"report": report.value, "language": language.value}


async def send(bot: Bot, compose: Compose, parcel: Parcel) -> Outcome:
    """Make the report of a parcel and send it. Raises aiogram's errors."""
    payload = parcel.payload
    language = Language(cast("str", payload["language"]))
    made = await compose(Report(cast("str", payload["report"])), language)
    file = None
    if made.name:
        # Nothing of it is kept: whoever asks again gets a new one.
        file = File(digest=Digest(""), name=made.name, picture=made.picture)
    spot = Spot(
        chat_id=cast("int", payload["chat_id"]), thread=cast("int | None", payload["thread"])
    )
    screen = Screen(text=made.text, file=file)
    message_id = await calls.send(bot, spot, screen, content=made.content if file else None)
    return Sent(answer="ok", ids={"chat_id": spot.chat_id, "message_id": message_id})
