"""The digest of messages that wait for a verdict: many in one message of the group."""

from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.review import Review, ReviewId, Verdict
from pd_intake_bot.telegram.rolls import UNDECIDED
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.cards import digest_pages, reasons
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.staff_cards import IN_DIGEST, ReviewBurst
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Place, Store

_IN_ROW = 5
"""Numbers of messages in a row of buttons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewBursts:
    """Writes the pages of such a digest; the number of each message brings its card."""

    words: Wording

    async def render(self, store: Store, burst: ReviewBurst, *, now: datetime) -> Screen:
        """Write a page; no personal data."""
        listed = [await store.reviews.get(one) for one in burst.reviews]
        if not listed:
            return Screen(text=self.words.say("staff-review-digest-done"))
        lines = [self.words.say("staff-review-digest", count=burst.count), ""]
        lines += [self._line(one) for one in listed]
        if burst.pages > 1:
            pages = {"page": str(burst.number), "pages": str(burst.pages)}
            lines += ["", self.words.say("staff-digest-page", **pages)]
        maker = Maker(store=store, now=now)
        buttons = [
            await maker.make(f"№ {one.id}", Action.SHOW_REVIEW, review=one.id) for one in listed
        ]
        rows = digest_pages.in_rows(buttons, _IN_ROW)
        rows += await digest_pages.turning(
            maker, Action.REVIEW_DIGEST, burst.reviews, number=burst.number, pages=burst.pages
        )
        return Screen(text="\n".join(lines), keyboard=tuple(rows))

    async def turn_page(self, press: Press) -> None:
        """Turn the digest that the button stands under to another page."""
        beside, back = ReviewId(press.number("beside")), bool(press.args["back"])
        store, here = press.turn.store, _here(press)
        found = await store.reviews.listed(here, beside=beside, back=back, limit=IN_DIGEST)
        if (back and len(found) < IN_DIGEST) or not found:
            # What stood there is decided by now.
            await self._first_page(press)
            return
        count = await store.reviews.count_listed(here)
        burst = ReviewBurst(reviews=found, count=count, number=max(press.number("page"), 1))
        await self._write(press, burst)

    async def show(self, press: Press) -> None:
        """Let a message have a card of its own in the group, and leave the list."""
        store, here = press.turn.store, _here(press)
        review = await store.reviews.get(press.review_id)
        key = f"review:{review.id}"
        place = await store.cards.place(key)
        if review.verdict is Verdict.OPEN and place is not None and _lists(here, place):
            await store.cards.put(key, replace(place, shown=""))
            card = replace(parcels.review_card(review), key=f"{key}:shown:{here.message_id}")
            await store.outbox.add(card, now=press.turn.now)
        press.turn.effects.tell(self.words.label("staff-review-shown", number=review.id))
        await self._first_page(press)

    async def _first_page(self, press: Press) -> None:
        reviews, here = press.turn.store.reviews, _here(press)
        listed = await reviews.listed(here, limit=IN_DIGEST)
        burst = ReviewBurst(reviews=listed, count=await reviews.count_listed(here))
        await self._write(press, burst)

    async def _write(self, press: Press, burst: ReviewBurst) -> None:
        turn = press.turn
        screen = await self.render(turn.store, burst, now=turn.now)
        await turn.replies.send(press.chat_id, screen, edit=press.message_id)

    def _line(self, review: Review) -> str:
        reason = reasons.reason(self.words, review)
        return self.words.say("staff-review-digest-item", number=review.id, reason=reason)


def _here(press: Press) -> Place:
    """Give the place of what the digest lists that the button stands under."""
    return Place(chat_id=press.chat_id, message_id=press.message_id, shown=UNDECIDED, shared=True)


def _lists(here: Place, place: Place) -> bool:
    return replace(place, topic=None) == here
