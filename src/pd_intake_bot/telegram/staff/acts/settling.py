"""Presses that decide what a reviewed or quarantined message is."""

from collections.abc import Iterable
from dataclasses import dataclass

from pd_intake_bot.domain.review import Review, Verdict
from pd_intake_bot.domain.rights import Request, RightKey
from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff import officers
from pd_intake_bot.telegram.staff.buttons import Action
from pd_intake_bot.telegram.staff.cards.drawing import Cards
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.intake.settle_review import SettleReview


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """Walks from the card to the decision in the card's own place, and always a way back."""

    words: Wording
    cards: Cards
    settle: SettleReview

    async def choose(self, press: Press) -> None:
        """Offer the right that the subject line names, and all others behind one button."""
        review = await self._open(press)
        if review is None:
            return
        rights = [self.words.policy.defaults[request] for request in _likely(review)]
        rows = [await self._register(press, right) for right in rights]
        rows.append(await self._button(press, "staff-button-groups", Action.GROUPS))
        await self._ask(press, "staff-choose", rows)

    async def groups(self, press: Press) -> None:
        """Offer all rights by their groups."""
        if await self._open(press) is None:
            return
        rows = []
        for group in self.words.policy.groups:
            if len(group.rights) == 1:
                rows.append(await self._register(press, group.rights[0]))
                continue
            label = group.ask[self.words.language]
            rows.append(
                await press.maker.make(
                    label, Action.RIGHTS, review=press.review_id, group=group.key
                )
            )
        await self._ask(press, "staff-choose", rows)

    async def rights(self, press: Press) -> None:
        """Offer the rights of one group."""
        if await self._open(press) is None:
            return
        key = press.word("group")
        [group] = [one for one in self.words.policy.groups if one.key == key]
        rows = [await self._register(press, right) for right in group.rights]
        await self._ask(press, "staff-choose", rows)

    async def register(self, press: Press) -> None:
        """Register the message as a request."""
        if await self._open(press) is None:
            return
        turn = press.turn
        right = RightKey(press.word("right"))
        case = await self.settle.as_request(
            turn.store, press.review_id, right, officer=press.actor, now=turn.now
        )
        turn.effects.tell(self.words.label("staff-registered", ref=str(case.ref)))

    async def attach(self, press: Press) -> None:
        """Add the message to the case that it is about."""
        if await self._open(press) is None:
            return
        turn = press.turn
        case = await self.settle.as_part(
            turn.store, press.review_id, officer=press.actor, now=turn.now
        )
        turn.effects.tell(self.words.label("staff-attached", ref=str(case.ref)))

    async def reopen(self, press: Press) -> None:
        """Open the case that the message is about once more."""
        if await self._open(press) is None:
            return
        turn = press.turn
        case = await self.settle.as_reopening(
            turn.store, press.review_id, officer=press.actor, now=turn.now
        )
        turn.effects.tell(self.words.label("staff-reopened", ref=str(case.ref)))

    async def doubt(self, press: Press) -> None:
        """Ask whether it is really no request: what is set aside gets no answer."""
        if await self._open(press) is not None:
            dismiss = await self._button(press, "staff-button-dismiss", Action.DISMISS)
            await self._ask(press, "staff-doubt", [dismiss])

    async def dismiss(self, press: Press) -> None:
        """Set the message aside."""
        if await self._open(press) is None:
            return
        turn = press.turn
        await self.settle.as_nothing(turn.store, press.review_id, officer=press.actor, now=turn.now)
        turn.effects.tell(self.words.label("staff-dismissed"))

    async def back(self, press: Press) -> None:
        """Show the card as it now stands."""
        turn = press.turn
        card = await self.cards.render_review(turn.store, press.review_id, now=turn.now)
        await turn.replies.send(press.chat_id, card, edit=press.message_id)

    async def _open(self, press: Press) -> Review | None:
        """Give the item while it is open; else tell who decided what, and when."""
        review = await press.turn.store.reviews.get(press.review_id)
        if review.verdict is Verdict.OPEN:
            return review
        what = self.words.label(
            f"staff-verdict-{review.verdict}",
            officer=await officers.name_of(press.turn.store, review.settled_by or ""),
            moment=self.words.moment(review.settled_at) if review.settled_at else "",
        )
        press.turn.effects.tell(self.words.label("staff-too-late", what=what), alert=True)
        return None

    async def _ask(self, press: Press, question: str, choices: Iterable[Button]) -> None:
        turn = press.turn
        card = await self.cards.render_review(turn.store, press.review_id, now=turn.now)
        back = await self._button(press, "staff-button-back", Action.BACK)
        text = f"{card.text}\n\n{self.words.say(question)}"
        screen = Screen(text=text, keyboard=tuple((one,) for one in (*choices, back)))
        await turn.replies.send(press.chat_id, screen, edit=press.message_id)

    async def _register(self, press: Press, right: RightKey) -> Button:
        label = self.words.ask(right)
        return await press.maker.make(label, Action.REGISTER, review=press.review_id, right=right)

    async def _button(self, press: Press, label: str, action: Action) -> Button:
        return await press.maker.make(self.words.label(label), action, review=press.review_id)


def _likely(review: Review) -> tuple[Request, ...]:
    return (review.request,) if review.request else tuple(Request)
