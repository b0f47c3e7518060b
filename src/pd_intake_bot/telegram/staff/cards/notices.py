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
from pd_intake_bot.telegram.staff.cards import facts
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.ports import Store

PICTURE = "picture.png"
_OF_DATES = ("clockwork-target-", "clockwork-untaken")
"""What is said of a date; an inquiry that seems to be something else may be due before it."""
_ENDS = frozenset({"since", "until"})
"""The ends of a span: of a week or a month everybody knows the days."""
_BESIDE = 2
"""Numbers of cases on a row of buttons: more are cut short on a telephone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """Writes what staff are told, for the group or for one officer."""

    words: Wording

    async def render(self, store: Store, payload: Mapping[str, Json], *, now: datetime) -> Screen:
        """Write a notice as it leaves, with a button where it is about a case."""
        told = notices.read(payload)
        about = await _cases(store, told)
        lines = [await self._line(store, line, told.ref, about) for line in told.lines]
        case = about.get(told.ref or "")
        picture = File(digest=told.picture, name=PICTURE, picture=True) if told.picture else None
        keyboard = (
            *await self._buttons(store, about, now),
            *[(await self._offer(store, offer, case, now),) for offer in told.offers],
        )
        between = "\n" if told.brief else "\n\n"
        return Screen(text=between.join(lines), keyboard=keyboard, file=picture)

    async def _line(
        self, store: Store, line: Line, ref: str | None, about: Mapping[str, Case]
    ) -> str:
        values = {name: await self._word(store, name, one) for name, one in line.values.items()}
        text = self.words.say(line.text, **{"ref": ref or "", **values})
        case = about.get(_ref(line)) if line.text.startswith(_OF_DATES) else None
        return "\n".join((text, *facts.sooner(self.words, case))) if case else text

    async def _word(self, store: Store, name: str, value: Value) -> str | int:
        match value:
            case datetime():
                return self.words.moment(value)
            case date():
                return self.words.day(value) if name in _ENDS else self.words.due(value)
            case Named():
                return await officers.name_of(store, value.actor)
            case Titled():
                return self.words.title(value.right)
            case Worded():
                return self.words.label(value.key)
            case _:
                return value

    async def _offer(self, store: Store, offer: str, case: Case | None, now: datetime) -> Button:
        label = self.words.label(f"staff-button-{offer}")
        about: dict[str, Json] = {"case": case.id} if case else {}
        return await Maker(store=store, now=now).make(label, Action(offer), **about)

    async def _buttons(self, store: Store, about: Mapping[str, Case], now: datetime) -> Keyboard:
        """Give each case a button that opens it; one alone needs no number on it."""
        alone = len(about) == 1
        label = self.words.label("staff-button-open")
        maker = Maker(store=store, now=now)
        buttons = [
            await maker.make(
                label if alone else ref, Action.OPEN_CASE, case=case.id, version=case.version
            )
            for ref, case in about.items()
        ]
        return tuple(
            tuple(buttons[start : start + _BESIDE]) for start in range(0, len(buttons), _BESIDE)
        )


async def _cases(store: Store, told: notices.Notice) -> dict[str, Case]:
    """Find the case that a notice is about, or those that its lines are about, in their order."""
    refs = [told.ref] if told.ref else [_ref(line) for line in told.lines]
    found = {ref: await _case_of(store, ref) for ref in dict.fromkeys(refs) if ref}
    return {ref: case for ref, case in found.items() if case is not None}


def _ref(line: Line) -> str:
    """Give the number of the case that a line is about; empty where it is about none."""
    ref = line.values.get("ref")
    return ref if isinstance(ref, str) else ""


async def _case_of(store: Store, ref: str) -> Case | None:
    try:
        return await store.cases.by_ref(reference.parse(ref))
    except reference.InvalidReference:
        return None
