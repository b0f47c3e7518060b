"""Cards of the staff group, written from the store at the moment they leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.clocks import RUNNING, Halted
from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.domain.review import Review, ReviewId, Verdict
from pd_intake_bot.telegram.screens import Button, Keyboard, Screen
from pd_intake_bot.telegram.staff import officers, speech
from pd_intake_bot.telegram.staff.acts import changing
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.cards import (
    bursts,
    facts,
    masks,
    reasons,
    received,
    review_bursts,
    sequels,
    urgency,
    whose,
)
from pd_intake_bot.telegram.staff.cards.notices import Notices
from pd_intake_bot.telegram.staff.letters import approving
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.staff_cards import Burst
from pd_intake_bot.usecases.ports import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Writes what stands in the staff group; personal data only masked."""

    words: Wording

    async def speaking(self, store: Store, to: int | None) -> "Cards":
        """Give what writes in the language of an officer's private chat, or of the group."""
        language = await speech.of_chat(store, to, self.words.language)
        return Cards(words=self.words.in_language(language))

    async def render_card(self, store: Store, case_id: CaseId, *, now: datetime) -> Screen:
        """Write the card of a case. Raises `LookupError` when there is none."""
        case = await store.cases.get(case_id)
        halted = await store.clocks.halted(case_id)
        lines = [facts.heading(self.words, case), await whose.in_short(self.words, store, case)]
        lines += facts.in_short(self.words, case, now, halted)
        lines += await received.lines(self.words, store, case)
        lines += await approving.lines(self.words, store, case)
        lines += [*await sequels.lines(self.words, store, case), *self._person(case)]
        if case.state.is_open:
            # The days left are those of this moment: a card is not written anew every day.
            lines.append(self.words.say("staff-as-of", moment=self.words.moment(now)))
        return Screen(text="\n".join(lines), keyboard=await self._buttons(store, case, now))

    def name_topic(self, case: Case, *, now: datetime, halted: Halted = RUNNING) -> str:
        """Name a case in one line, with the mark of its days left."""
        sign = urgency.mark(case, self.words.policy.local_date(now), halted)
        return f"{sign} {case.ref} {self.words.title(case.right)}"

    async def render_moved(self, store: Store, case_id: CaseId) -> Screen:
        """Write what stays where a card stood before it moved into its topic."""
        case = await store.cases.get(case_id)
        return Screen(text=self.words.say("staff-card-moved", ref=str(case.ref)))

    async def render_digest(self, store: Store, burst: Burst[CaseId], *, now: datetime) -> Screen:
        """Write a page of the list of many new cases at once."""
        return await bursts.pages(self.words).render(store, burst, now=now)

    async def render_review_digest(
        self, store: Store, burst: Burst[ReviewId], *, now: datetime
    ) -> Screen:
        """Write a page of the list of many messages at once that wait for a verdict."""
        return await review_bursts.pages(self.words).render(store, burst, now=now)

    async def render_review(self, store: Store, review_id: ReviewId, *, now: datetime) -> Screen:
        """Write the card of a review or quarantine item. Raises `LookupError`."""
        review = await store.reviews.get(review_id)
        case = await reasons.its_case(store, review)
        lines = [*reasons.facts(self.words, review), *reasons.about(self.words, review, case)]
        if review.submission.sender_address:
            lines.append(self.words.say("staff-sender", sender=reasons.masked_sender(review)))
        if review.verdict is not Verdict.OPEN:
            lines += ["", await self._verdict(store, review)]
        keyboard = await self._choices(Maker(store=store, now=now), review, case)
        return Screen(text="\n".join(lines), keyboard=keyboard)

    async def render_notice(
        self, store: Store, payload: Mapping[str, Json], *, now: datetime
    ) -> Screen:
        """Write a notice, with a button where it is about a case."""
        return await Notices(words=self.words).render(store, payload, now=now)

    def _person(self, case: Case) -> list[str]:
        """Tell in one line what is known of the person, masked."""
        told = " · ".join(value for _, value in masks.masked(case))
        return [self.words.say("staff-person", masked=told)] if told else []

    async def _buttons(self, store: Store, case: Case, now: datetime) -> Keyboard:
        maker = Maker(store=store, now=now)
        rows: list[tuple[Button, ...]] = [(await self._open(maker, case),)]
        if case.held_because and case.state.is_open:
            label = self.words.label("staff-button-release")
            release = await maker.make(label, Action.RELEASE, case=case.id, version=case.version)
            rows.append((release,))
        rows += await changing.suggested(self.words, maker, case)
        rows += await whose.buttons(self.words, maker, case)
        return tuple(rows)

    async def _open(self, maker: Maker, case: Case) -> Button:
        return await maker.make(
            self.words.label("staff-button-open"),
            Action.OPEN_CASE,
            case=case.id,
            version=case.version,
        )

    async def _choices(self, maker: Maker, review: Review, case: Case | None) -> Keyboard:
        actions = [Action.OPEN_REVIEW]
        if review.verdict is Verdict.OPEN:
            joining = [] if case is None else [Action.ATTACH]
            if case is not None and not case.state.is_open:
                joining = [Action.REOPEN, Action.ATTACH]
            actions = [*joining, Action.CHOOSE, Action.DOUBT, Action.OPEN_REVIEW]
        ref = str(case.ref) if case else ""
        labels = {one: self.words.label(f"staff-button-{one}", ref=ref) for one in actions}
        settled = case if review.verdict is not Verdict.OPEN else None
        return (
            *([(await bursts.numbered(maker, settled),)] if settled else []),
            *[(await maker.make(labels[one], one, review=review.id),) for one in actions],
        )

    async def _verdict(self, store: Store, review: Review) -> str:
        return self.words.say(
            f"staff-verdict-{review.verdict}",
            officer=await officers.name_of(store, review.settled_by or ""),
            moment=self.words.moment(review.settled_at) if review.settled_at else "",
        )
