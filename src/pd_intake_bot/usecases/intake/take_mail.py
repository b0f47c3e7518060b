"""Takes read mail into the queue: each message and the mailbox's progress in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pd_intake_bot.domain import reference
from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.events import SYSTEM
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.review import LONGEST_REASON, NewReview, ReviewKind
from pd_intake_bot.domain.rights import Request
from pd_intake_bot.domain.subject_lines import Verdict
from pd_intake_bot.domain.workdays import CalendarError
from pd_intake_bot.usecases.intake import join
from pd_intake_bot.usecases.intake.decide_mail import (
    Decision,
    ReadMail,
    answers_by_itself,
    decide,
    held_because,
)
from pd_intake_bot.usecases.intake.register import Asked, Register
from pd_intake_bot.usecases.intake.take_report import take_report
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Progress, Store, Transactions, Wake
from pd_intake_bot.usecases.terms.reckon import Reckon

NO_CALENDAR = "received in a year that the calendar of working days does not know"

RESENT_WITHIN = timedelta(days=7)
"""The same words from the same sender within this time are one message, sent again."""

_NOTHING = frozenset({Decision.IGNORE, Decision.EXAMINE})


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeMail:
    """Turns a batch of messages into cases, follow-ups, reports and review items."""

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
        if decision in _NOTHING:
            return
        if not await store.submissions.add(message.submission, case_id=None):
            return
        steps = {
            Decision.REGISTER: self._register_once,
            Decision.FOLLOW_UP: self._follow_up,
            Decision.NOTE: self._note,
            Decision.REPORT: self._report,
            Decision.REVIEW: self._review_unless_known,
            Decision.QUARANTINE: self._review,
        }
        await steps[decision](store, message, now)

    async def _register_once(self, store: Store, message: ReadMail, now: datetime) -> None:
        """Register what stands under a prescribed line, save a copy or what names its case."""
        first = await self._first_copy(store, message)
        if first is not None:
            await join.resend(store, first, message, reckon=self._reckon, now=now)
            return
        case = await self._named(store, message)
        if case is not None and _goes_on(case, message):
            await join.follow_up(store, case, message, complete=self.register.complete, now=now)
            return
        await self._register(store, message, now)

    async def _register(self, store: Store, message: ReadMail, now: datetime) -> None:
        request = message.sighting.match.request or Request.INQUIRY
        asked = Asked(
            submission=message.submission,
            right=self.policy.default_right(request),
            reply_to=message.reply_to,
            fields=message.fields,
            readings=message.readings,
            proof=message.proof,
            held_because=held_because(message.sighting, age=now - message.submission.received_at),
            sign=message.sighting.machine.sign if message.sighting.machine else None,
        )
        try:
            await self.register(store, asked, actor=SYSTEM, now=now)
        except CalendarError:
            # A mailbox server that dates mail to 1970, or an archive: no date can be counted.
            await self._review(store, replace(message, fault=NO_CALENDAR), now)

    async def _follow_up(self, store: Store, message: ReadMail, now: datetime) -> None:
        """Join the case whose letter is answered, unless the answer asks for something else."""
        case = await self._answered(store, message)
        if case is None:
            # A letter of ours about a case that is gone: nothing is dropped, staff decide.
            await self._review(store, message, now)
        elif _asks_for_another(case, message):
            await self._register_once(store, message, now)
        else:
            await self._join(store, case, message, now)

    async def _join(self, store: Store, case: Case, message: ReadMail, now: datetime) -> None:
        first = await self._first_copy(store, message)
        if not case.state.is_open:
            await self._review(store, message, now, kind=ReviewKind.CLOSED, about=case.id)
        elif first is not None and first.id == case.id:
            await join.resend(store, case, message, reckon=self._reckon, now=now)
        else:
            await join.follow_up(store, case, message, complete=self.register.complete, now=now)

    async def _note(self, store: Store, message: ReadMail, now: datetime) -> None:
        case = await self._answered(store, message)
        if case is None:
            return
        if _asks_for_another(case, message):
            await self._register_once(store, message, now)
        else:
            await join.note(store, case, message, now=now)

    async def _report(self, store: Store, message: ReadMail, now: datetime) -> None:
        report = message.sighting.report
        case = await _by_ref(store, report.case_ref if report else None)
        if report and case:
            await take_report(store, case, report, message.submission, now=now)

    async def _review_unless_known(self, store: Store, message: ReadMail, now: datetime) -> None:
        """Put a message before staff; with its case, where it names the number of one."""
        case = await self._named(store, message)
        if case is None:
            await self._review(store, message, now)
        elif _may_join(case, message):
            await self._join(store, case, message, now)
        elif join.is_person(case, message) and answers_by_itself(message.sighting.machine):
            await join.note(store, case, message, now=now)
        else:
            kind = ReviewKind.POSSIBLE_MATCH
            await self._review(store, message, now, kind=kind, about=case.id)

    async def _review(
        self,
        store: Store,
        message: ReadMail,
        now: datetime,
        *,
        kind: ReviewKind = ReviewKind.REVIEW,
        about: CaseId | None = None,
    ) -> None:
        review = await store.reviews.add(
            NewReview(
                kind=ReviewKind.QUARANTINE if message.fault else kind,
                submission=message.submission,
                reply_to=message.reply_to,
                request=message.sighting.match.request,
                reason=(message.fault or message.sighting.match.why)[:LONGEST_REASON],
                about=about,
                proof=message.proof,
            )
        )
        await store.outbox.add(parcels.review_card(review), now=now)

    async def _first_copy(self, store: Store, message: ReadMail) -> Case | None:
        """Give the open case that has these very words of this sender already.

        A case whose letter is held does not count: the copy may be the one that shows no
        sign of a machine, and gets its letter. Of those who give no address, none is known to
        be the same as another.
        """
        if not message.submission.sender_address:
            return None
        case_id = await store.copies.case_of(message.submission, within=RESENT_WITHIN)
        case = await store.cases.get(case_id) if case_id is not None else None
        return case if case and case.state.is_open and case.held_because is None else None

    async def _answered(self, store: Store, message: ReadMail) -> Case | None:
        return await _by_ref(store, message.sighting.case_ref)

    async def _named(self, store: Store, message: ReadMail) -> Case | None:
        return await _by_ref(store, message.sighting.named)

    @property
    def _reckon(self) -> Reckon:
        return self.register.reckon


async def _by_ref(store: Store, ref: str | None) -> Case | None:
    return await store.cases.by_ref(reference.parse(ref)) if ref else None


def _may_join(case: Case, message: ReadMail) -> bool:
    """Tell whether a typed number may be believed: a person's own hand, from their address."""
    return message.sighting.machine is None and join.is_person(case, message)


def _goes_on(case: Case, message: ReadMail) -> bool:
    """Tell whether a request is about the very case whose number was typed beside it."""
    return case.state.is_open and _may_join(case, message) and not _asks_for_another(case, message)


def _asks_for_another(case: Case, message: ReadMail) -> bool:
    match = message.sighting.match
    return match.verdict is Verdict.ACCEPTED and match.request is not case.request
