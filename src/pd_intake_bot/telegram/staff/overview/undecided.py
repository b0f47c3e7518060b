"""What waits on review: messages of which nobody has decided yet what they are, page by page."""

from dataclasses import dataclass

from aiogram.types import Message

from pd_intake_bot.domain.review import Review, ReviewId
from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.cards import reasons
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.ports import Store

PAGE = 6
COUNTED = 1_000
"""How far they are counted; more than that nobody pages through."""

_SUPERGROUP = "-100"
"""How the numbers of chats begin whose messages have links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """Writes the pages of the list, the oldest first; there is no personal data in it."""

    words: Wording

    async def command(self, message: Message, turn: Turn) -> None:
        """Show the first page."""
        await turn.replies.send(message.chat.id, await self.page(turn, after=ReviewId(0)))

    async def turn_page(self, press: Press) -> None:
        """Turn to another page in the place of this one."""
        screen = await self.page(press.turn, after=ReviewId(press.number("after")))
        await press.turn.replies.send(press.chat_id, screen, edit=press.message_id)

    async def page(self, turn: Turn, *, after: ReviewId) -> Screen:
        """Write the page that follows an item; where nothing does any more, the first."""
        store, maker = turn.store, Maker(store=turn.store, now=turn.now)
        found = await store.queue.undecided(after=after, limit=PAGE + 1)
        if not found and after:
            return await self.page(turn, after=ReviewId(0))
        if not found:
            return Screen(text=self.words.say("queue-empty-reviews"))
        count = await store.queue.count_undecided(up_to=COUNTED)
        more = "+" if count == COUNTED else ""
        shown = [await store.reviews.get(one) for one in found[:PAGE]]
        lines = [await self._line(store, one) for one in shown]
        buttons = [
            await maker.make(f"№ {one.id}", Action.OPEN_REVIEW, review=one.id) for one in shown
        ]
        turning = await _turning(maker, after, shown[-1].id if len(found) > PAGE else None)
        heading = self.words.say("queue-list-reviews", count=f"{count}{more}")
        return Screen(
            text="\n\n".join((heading, *lines)),
            keyboard=(tuple(buttons), *([turning] if turning else [])),
        )

    async def _line(self, store: Store, review: Review) -> str:
        number, moment = await self._number(store, review.id), review.submission.received_at
        case = await reasons.its_case(store, review)
        lines = (
            f"{number} · {self.words.moment(moment)}",
            reasons.reason(self.words, review),
            *reasons.about(self.words, review, case),
        )
        return "\n".join(lines)

    async def _number(self, store: Store, review_id: ReviewId) -> str:
        """Write the number; where messages have links it leads to the card, which has buttons."""
        place = await store.cards.place(f"review:{review_id}")
        chat = str(place.chat_id) if place else ""
        if place is None or not chat.startswith(_SUPERGROUP):
            return f"<b>№ {review_id}</b>"
        link = f"https://t.me/c/{chat.removeprefix(_SUPERGROUP)}/{place.message_id}"
        return f'<a href="{link}">№ {review_id}</a>'


async def _turning(maker: Maker, after: ReviewId, last: ReviewId | None) -> tuple[Button, ...]:
    buttons = []
    if after:
        buttons.append(await maker.make("←", Action.UNDECIDED, after=0))
    if last is not None:
        buttons.append(await maker.make("→", Action.UNDECIDED, after=last))
    return tuple(buttons)
