"""Takes read mail into the queue: each message and the mailbox's progress in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain import reference
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.review import LONGEST_REASON, NewReview, ReviewKind
from pd_intake_bot.domain.rights import Request
from pd_intake_bot.domain.workdays import CalendarError
from pd_intake_bot.usecases import parcels
from pd_intake_bot.usecases.decide_mail import Decision, ReadMail, decide, held_because
from pd_intake_bot.usecases.ports import Progress, Store, Transactions, Wake
from pd_intake_bot.usecases.register import Asked, Register

NO_CALENDAR = "received in a year that the calendar of working days does not know"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeMail:
    """Turns a batch of messages into cases, follow-ups and review items."""

    transactions: Transactions
    register: Register
    policy: Policy
    wake: Wake

    async def __call__(
        self, mailbox: str, messages: Sequence[ReadMail], progress: Progress, *, now: datetime
    ) -> None:
        """Take the batch and the progress together, or neither."""

        async def take(store: Store) -> None:
            for message in messages:
                await self._take(store, message, now)
            await store.mailboxes.advance(mailbox, progress)

        await self.transactions(take)
        self.wake()

    async def _take(self, store: Store, message: ReadMail, now: datetime) -> None:
        decision = Decision.QUARANTINE if message.fault else decide(message.sighting)
        if decision is Decision.IGNORE:
            return
        if not await store.submissions.add(message.submission, case_id=None):
            return
        steps = {
            Decision.REGISTER: self._register,
            Decision.FOLLOW_UP: self._follow_up,
            Decision.REVIEW: self._review,
            Decision.QUARANTINE: self._review,
        }
        await steps[decision](store, message, now)

    async def _register(self, store: Store, message: ReadMail, now: datetime) -> None:
        request = message.sighting.match.request or Request.INQUIRY
        asked = Asked(
            submission=message.submission,
            right=self.policy.default_right(request),
            reply_to=message.reply_to,
            fields=message.fields,
            proof=Proof.CHANNEL,
            held_because=held_because(message.sighting, age=now - message.submission.received_at),
        )
        try:
            await self.register(store, asked, actor=SYSTEM, now=now)
        except CalendarError:
            # A mailbox server that dates mail to 1970, or an archive: no date can be counted.
            await self._review(store, replace(message, fault=NO_CALENDAR), now)

    async def _follow_up(self, store: Store, message: ReadMail, now: datetime) -> None:
        case = await store.cases.by_ref(reference.parse(message.sighting.case_ref or ""))
        if case is None:
            # A letter of ours about a case that is gone: nothing is dropped, staff decide.
            await self._review(store, message, now)
            return
        await store.submissions.assign(message.submission.identity, case.id)
        data = {"raw": message.submission.raw, "channel": message.submission.channel.value}
        event = Event(kind=EventKind.FOLLOWED_UP, at=now, actor="person", data=data)
        await store.events.add(case.id, event)
        key = f"notice:follow-up:{message.submission.identity}"
        await store.outbox.add(parcels.notice(key, "notice-follow-up", case=case), now=now)

    async def _review(self, store: Store, message: ReadMail, now: datetime) -> None:
        review = await store.reviews.add(
            NewReview(
                kind=ReviewKind.QUARANTINE if message.fault else ReviewKind.REVIEW,
                submission=message.submission,
                reply_to=message.reply_to,
                request=message.sighting.match.request,
                reason=(message.fault or message.sighting.match.why)[:LONGEST_REASON],
            )
        )
        await store.outbox.add(parcels.review_card(review), now=now)
