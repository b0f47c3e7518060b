"""The pages of a digest, be it of cases or of messages that wait for a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.staff_cards import IN_DIGEST, Burst
from pd_intake_bot.usecases.ports import Place, Store

T = TypeVar("T", bound=int)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What stands in a digest: its line, and the button that opens it or brings its card."""

    line: str
    button: Button


class Contents(Protocol[T]):
    """What a digest lists."""

    @property
    def action(self) -> Action:
        """What its buttons do that turn it."""
        ...

    @property
    def in_row(self) -> int:
        """How many of the other buttons stand side by side."""
        ...

    def heading(self, count: int) -> str:
        """Say how much there is, or that there is nothing any more."""
        ...

    def place(self, press: Press) -> Place:
        """Give the place of what is listed where a button was pressed."""
        ...

    async def entry(self, maker: Maker, listed: T) -> Entry:
        """Write one; no personal data."""
        ...

    async def page(
        self, store: Store, here: Place, *, beside: T | None = None, back: bool = False
    ) -> Sequence[T]:
        """List what shares a place: what follows `beside`, or comes right before it."""
        ...

    async def count(self, store: Store, here: Place) -> int:
        """Count what shares a place."""
        ...

    def read(self, number: int) -> T:
        """Take a number that a button carries for what it names."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages(Generic[T]):
    """Writes the pages of a digest, and turns them."""

    words: Wording
    contents: Contents[T]

    async def render(self, store: Store, burst: Burst[T], *, now: datetime) -> Screen:
        """Write a page; no personal data."""
        maker = Maker(store=store, now=now)
        entries = [await self.contents.entry(maker, one) for one in burst.listed]
        lines = [self.contents.heading(burst.count), "", *(one.line for one in entries)]
        if burst.pages > 1:
            pages = {"page": str(burst.number), "pages": str(burst.pages)}
            lines += ["", self.words.say("staff-digest-page", **pages)]
        rows = _in_rows([one.button for one in entries], self.contents.in_row)
        rows += await _turning(maker, self.contents.action, burst)
        return Screen(text="\n".join(lines).rstrip(), keyboard=tuple(rows))

    async def turn(self, press: Press) -> None:
        """Turn the digest that the button stands under to another page."""
        store, here = press.turn.store, self.contents.place(press)
        beside, back = self.contents.read(press.number("beside")), bool(press.args["back"])
        listed = await self.contents.page(store, here, beside=beside, back=back)
        if (back and len(listed) < IN_DIGEST) or not listed:
            # What stood there has gone from the list by now.
            await self.first(press)
            return
        count = await self.contents.count(store, here)
        await self._write(
            press, Burst(listed=listed, count=count, number=max(press.number("page"), 1))
        )

    async def first(self, press: Press) -> None:
        """Write the first page where the button stands."""
        store, here = press.turn.store, self.contents.place(press)
        listed = await self.contents.page(store, here)
        await self._write(press, Burst(listed=listed, count=await self.contents.count(store, here)))

    async def _write(self, press: Press, burst: Burst[T]) -> None:
        turn = press.turn
        screen = await self.render(turn.store, burst, now=turn.now)
        await turn.replies.send(press.chat_id, screen, edit=press.message_id)


def _in_rows(buttons: Sequence[Button], width: int) -> list[tuple[Button, ...]]:
    return [tuple(buttons[at : at + width]) for at in range(0, len(buttons), width)]


async def _turning(maker: Maker, action: Action, burst: Burst[T]) -> list[tuple[Button, ...]]:
    """Make the row that turns a page; none where there is nothing to turn to.

    Pages go by what is listed at their edges, not by an offset.
    """
    listed, number, row = burst.listed, burst.number, []
    if listed and number > 1:
        row.append(await maker.make("←", action, beside=listed[0], back=True, page=number - 1))
    if listed and number < burst.pages:
        row.append(await maker.make("→", action, beside=listed[-1], back=False, page=number + 1))
    return [tuple(row)] if row else []
