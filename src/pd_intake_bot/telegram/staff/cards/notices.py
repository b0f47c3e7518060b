"""Notices to officers in words: lines of texts, and a button to the case they are about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pd_intake_bot.domain import notices, reference
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.notices import Line, Named, Titled, Value, Worded
from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.telegram.screens import Button, File, Keyboard, Screen
from pd_intake_bot.telegram.staff import officers
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.ports import Store

PICTURE = "picture.png"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """Writes what staff are told, for the group or for one officer."""

    words: Wording

    async def render(self, store: Store, payload: Mapping[str, Json], *, now: datetime) -> Screen:
        """Write a notice as it leaves, with a button where it is about a case."""
        told = notices.read(payload)
        lines = [await self._line(store, line, told.ref or "") for line in told.lines]
        picture = File(digest=told.picture, name=PICTURE, picture=True) if told.picture else None
        keyboard = (
            *await self._button(store, told.ref, now),
            *[(await self._offer(store, offer, told.ref, now),) for offer in told.offers],
        )
        between = "\n" if told.brief else "\n\n"
        return Screen(text=between.join(lines), keyboard=keyboard, file=picture)

    async def _line(self, store: Store, line: Line, ref: str) -> str:
        values = {name: await self._word(store, one) for name, one in line.values.items()}
        return self.words.say(line.text, **{"ref": ref, **values})

    async def _word(self, store: Store, value: Value) -> str | int:
        match value:
            case datetime():
                return self.words.moment(value)
            case date():
                return self.words.day(value)
            case Named():
                return await officers.name_of(store, value.actor)
            case Titled():
                return self.words.title(value.right)
            case Worded():
                return self.words.label(value.key)
            case _:
                return value

    async def _offer(self, store: Store, offer: str, ref: str | None, now: datetime) -> Button:
        label = self.words.label(f"staff-button-{offer}")
        case = await _case_of(store, ref) if ref else None
        about: dict[str, Json] = {"case": case.id} if case else {}
        return await Maker(store=store, now=now).make(label, Action(offer), **about)

    async def _button(self, store: Store, ref: str | None, now: datetime) -> Keyboard:
        case = await _case_of(store, ref) if ref else None
        if case is None:
            return ()
        button = await Maker(store=store, now=now).make(
            self.words.label("staff-button-open"),
            Action.OPEN_CASE,
            case=case.id,
            version=case.version,
        )
        return ((button,),)


async def _case_of(store: Store, ref: str) -> Case | None:
    try:
        return await store.cases.by_ref(reference.parse(ref))
    except reference.InvalidReference:
        return None
