"""The queue as officers see it: open cases by target date, page by page, no personal data."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.queue import Edge, Listed, View, Wanted
from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.cards import lines
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.ports import Store

PAGE = 6
"""Cases on a page: each takes three lines and a button."""
COUNTED = 1_000
"""How far open cases are counted; more than that nobody pages through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which page of which list: the one that follows an edge, or comes right before it."""

    view: View
    officer: str = ""
    number: int = 1
    beside: Edge | None = None
    back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    place: Place
    cases: Sequence[Listed]
    before: bool
    after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Writes the pages of the lists. What lies before a page is not read to show it."""

    words: Wording

    async def page(self, turn: Turn, place: Place) -> Screen:
        """Write a page; where the list has become shorter, the last or the first."""
        found = await self._find(turn, place)
        count = await turn.store.queue.count(self._wanted(turn, place), up_to=COUNTED)
        besides = await self._besides(turn.store, found.place)
        if not found.cases:
            empty = self.words.say(f"queue-empty-{place.view}")
            return Screen(text="\n".join((empty, *besides)))
        shown = [await lines.line(self.words, turn.store, one, now=turn.now) for one in found.cases]
        maker = Maker(store=turn.store, now=turn.now)
        rows = [(await lines.button(maker, one),) for one in found.cases]
        turning = await _turning(maker, found)
        return Screen(
            text="\n\n".join(("\n".join((self._heading(found, count), *besides)), *shown)),
            keyboard=(*rows, *([turning] if turning else [])),
        )

    async def turn_page(self, press: Press) -> None:
        """Turn to another page in the place of this one."""
        screen = await self.page(press.turn, _read(press))
        await press.turn.replies.send(press.chat_id, screen, edit=press.message_id)

    async def _besides(self, store: Store, place: Place) -> list[str]:
        """Name, over the whole queue, what waits for officers and is in no list of cases."""
        if place.view is not View.QUEUE:
            return []
        counts = {
            "clockwork-held": await store.queue.count(Wanted(held=True), up_to=COUNTED),
            "clockwork-reviews": await store.queue.count_undecided(up_to=COUNTED),
        }
        return [self.words.say(key, count=count) for key, count in counts.items() if count]

    def _heading(self, found: _Page, count: int) -> str:
        pages = max(-(-count // PAGE), found.place.number)
        more = "+" if count == COUNTED else ""
        return self.words.say(
            f"queue-list-{found.place.view}",
            count=f"{count}{more}",
            page=str(found.place.number),
            pages=f"{pages}{more}",
        )

    async def _find(self, turn: Turn, place: Place) -> _Page:
        found = await self._read(turn, place)
        if found.cases or place.beside is None:
            return found
        # What stood there is answered by now.
        return await self._read(turn, replace(place, beside=None, back=not place.back))

    async def _read(self, turn: Turn, place: Place) -> _Page:
        wanted = self._wanted(turn, place)
        cases = await turn.store.queue.page(
            wanted, beside=place.beside, back=place.back, limit=PAGE + 1
        )
        if place.back:
            before = len(cases) > PAGE
            number = place.number if before else 1
            after = place.beside is not None
            return _Page(
                place=replace(place, number=number), cases=cases[-PAGE:], before=before, after=after
            )
        before = place.beside is not None
        number = place.number if before else 1
        return _Page(
            place=replace(place, number=number),
            cases=cases[:PAGE],
            before=before,
            after=len(cases) > PAGE,
        )

    def _wanted(self, turn: Turn, place: Place) -> Wanted:
        match place.view:
            case View.MINE:
                return Wanted(officer=place.officer)
            case View.OVERDUE:
                return Wanted(due_before=self.words.policy.local_date(turn.now))
            case View.HELD:
                return Wanted(held=True)
            case View.QUEUE:
                return Wanted()


async def _turning(maker: Maker, found: _Page) -> tuple[Button, ...]:
    place, buttons = found.place, []
    if found.before:
        edge = found.cases[0].edge
        back = replace(place, number=max(place.number - 1, 1), beside=edge, back=True)
        buttons.append(await _button(maker, "←", back))
    if found.after:
        edge = found.cases[-1].edge
        on = replace(place, number=place.number + 1, beside=edge, back=False)
        buttons.append(await _button(maker, "→", on))
    return tuple(buttons)


async def _button(maker: Maker, sign: str, place: Place) -> Button:
    edge = place.beside
    return await maker.make(
        sign,
        Action.QUEUE,
        view=place.view.value,
        officer=place.officer,
        page=place.number,
        beside=None if edge is None else [_day(edge), edge.id],
        back=place.back,
    )


def _read(press: Press) -> Place:
    """Read what a button means; one that names no view is the first page of the queue."""
    args = press.args
    if "view" not in args:
        return Place(view=View.QUEUE)
    beside = cast("tuple[str | None, int] | None", args["beside"])
    return Place(
        view=View(press.word("view")),
        officer=press.word("officer"),
        number=press.number("page"),
        beside=_edge(*beside) if beside else None,
        back=bool(args["back"]),
    )


def _day(edge: Edge) -> str | None:
    return edge.target.isoformat() if edge.target else None


def _edge(target: str | None, number: int) -> Edge:
    return Edge(target=date.fromisoformat(target) if target else None, id=CaseId(number))
