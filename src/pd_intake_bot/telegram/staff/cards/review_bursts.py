"""The digest of messages that wait for a verdict: many in one message of the group."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pd_intake_bot.domain.review import ReviewId, Verdict
from pd_intake_bot.telegram.rolls import UNDECIDED
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.cards import reasons
from pd_intake_bot.telegram.staff.cards.digest_pages import Entry, Pages
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.staff_cards import IN_DIGEST
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Place, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReviews:
    """What waits for a verdict (`digest_pages.Contents`); its number brings its card."""

    words: Wording
    action = Action.REVIEW_DIGEST
    in_row = 5

    def heading(self, count: int) -> str:
        """Say how much there is, or that all is decided."""
        if not count:
            return self.words.say("staff-review-digest-done")
        return self.words.say("staff-review-digest", count=count)

    def place(self, press: Press) -> Place:
        """Give the place of what is listed in the message that the button stands under."""
        here = Place(chat_id=press.chat_id, message_id=press.message_id)
        return replace(here, shown=UNDECIDED, shared=True)

    async def entry(self, maker: Maker, listed: ReviewId) -> Entry:
        """Write a message: its number, and why it waits."""
        review = await maker.store.reviews.get(listed)
        reason = reasons.reason(self.words, review)
        return Entry(
            line=self.words.say("staff-review-digest-item", number=review.id, reason=reason),
            button=await maker.make(f"№ {review.id}", Action.SHOW_REVIEW, review=review.id),
        )

    async def page(
        self, store: Store, here: Place, *, beside: ReviewId | None = None, back: bool = False
    ) -> Sequence[ReviewId]:
        """List what is undecided, the oldest first."""
        return await store.reviews.listed(here, beside=beside, back=back, limit=IN_DIGEST)

    async def count(self, store: Store, here: Place) -> int:
        """Count it."""
        return await store.reviews.count_listed(here)

    def read(self, number: int) -> ReviewId:
        """Take a button's number for a message's."""
        return ReviewId(number)


def pages(words: Wording) -> Pages[ReviewId]:
    """Build what writes the digest of messages that wait for a verdict."""
    return Pages(words=words, contents=OpenReviews(words=words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """Lets a message of the digest have a card of its own in the group, and leave the list."""

    words: Wording

    async def __call__(self, press: Press) -> None:
        """Show it, and write the list anew."""
        digest = pages(self.words)
        store, here = press.turn.store, digest.contents.place(press)
        review = await store.reviews.get(press.review_id)
        key = f"review:{review.id}"
        place = await store.cards.place(key)
        if review.verdict is Verdict.OPEN and place is not None and _lists(here, place):
            await store.cards.put(key, replace(place, shown=""))
            card = replace(parcels.review_card(review), key=f"{key}:shown:{here.message_id}")
            await store.outbox.add(card, now=press.turn.now)
        press.turn.effects.tell(self.words.label("staff-review-shown", number=review.id))
        await digest.first(press)


def _lists(here: Place, place: Place) -> bool:
    return replace(place, topic=None) == here
