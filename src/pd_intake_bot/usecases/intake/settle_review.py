"""An officer decides what a reviewed or quarantined message is."""

from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case, CaseId, State
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.review import AlreadySettled, Review, ReviewId, Verdict
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.usecases.intake.register import Asked, Register
from pd_intake_bot.usecases.letters import cards, parcels
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.work import ask


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleReview:
    """Registers a message put before staff, or sets it aside, inside the caller's transaction."""

    register: Register
    policy: Policy

    async def as_request(
        self, store: Store, review_id: ReviewId, right: RightKey, *, officer: str, now: datetime
    ) -> Case:
        """Register it as a request for `right`; the receipt stays the day it arrived.

        Raises `AlreadySettled` when another officer was first.
        """
        review = await self._settle(store, review_id, Verdict.REGISTERED, officer, now)
        asked = Asked(
            submission=review.submission,
            right=self.policy.rights[right],
            reply_to=review.reply_to,
            fields={},
            proof=review.proof,
        )
        return await self.register(store, asked, actor=officer, now=now)

    async def as_part(
        self, store: Store, review_id: ReviewId, *, officer: str, now: datetime
    ) -> Case:
        """Add it to the case that it is about, which stays as it is.

        Raises `AlreadySettled` when another officer was first, `LookupError` where it is about
        no case.
        """
        review = await self._settle(store, review_id, Verdict.ATTACHED, officer, now)
        case = await store.cases.get(_about(review))
        case = await self._attach(store, case, review, officer=officer, now=now)
        return await cards.change(store, case, now=now)

    async def as_reopening(
        self, store: Store, review_id: ReviewId, *, officer: str, now: datetime
    ) -> Case:
        """Add it to the case that it is about, and open that again where it had ended.

        The dates stay: nothing in policy or law begins a term anew for a case that is opened
        again. Raises as `as_part` does.
        """
        review = await self._settle(store, review_id, Verdict.REOPENED, officer, now)
        case = await store.cases.get(_about(review))
        case = await self._attach(store, case, review, officer=officer, now=now)
        if case.state.is_open:
            return case
        data = {"was": case.state.value}
        event = Event(kind=EventKind.REOPENED, at=now, actor=officer, data=data)
        await store.events.add(case.id, event)
        reopened = replace(case, state=State.REGISTERED, closed_at=None)
        return await cards.change(store, reopened, now=now)

    async def as_nothing(
        self, store: Store, review_id: ReviewId, *, officer: str, now: datetime
    ) -> None:
        """Set it aside as no request. Raises `AlreadySettled` when another officer was first."""
        await self._settle(store, review_id, Verdict.DISMISSED, officer, now)

    async def _attach(
        self, store: Store, case: Case, review: Review, *, officer: str, now: datetime
    ) -> Case:
        """Add it, and read it for what the case lacked: the officer says that it belongs here."""
        submission = review.submission
        await store.submissions.assign(submission.identity, case.id)
        data = {"raw": submission.raw, "channel": submission.channel.value}
        event = Event(kind=EventKind.FOLLOWED_UP, at=now, actor=officer, data=data)
        await store.events.add(case.id, event)
        case = await ask.replied(store, case, now=now)
        done = await self.register.complete(store, case, submission, by_person=True, now=now)
        return done.case

    async def _settle(
        self, store: Store, review_id: ReviewId, verdict: Verdict, officer: str, now: datetime
    ) -> Review:
        review = await store.reviews.get(review_id)
        if review.verdict is not Verdict.OPEN:
            raise AlreadySettled("this message has been decided on")
        settled = replace(review, verdict=verdict, settled_by=officer, settled_at=now)
        await store.reviews.settle(settled)
        await store.outbox.add(parcels.review_card(settled), now=now)
        return settled


def _about(review: Review) -> CaseId:
    if review.about is None:
        raise LookupError(f"review {review.id} is about no case")
    return review.about
