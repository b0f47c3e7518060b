"""Makes a case of a request: number, clocks, history, acknowledgement and card, all at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case, NewCase
from pd_intake_bot.domain.deadlines import Deadlines
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.person import ReplyTo
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Field, Request, Right
from pd_intake_bot.domain.submission import Channel, Submission
from pd_intake_bot.domain.suggestion import suggest
from pd_intake_bot.domain.understood import Reading, Understood
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.usecases.intake import cap, link
from pd_intake_bot.usecases.intake.acknowledge import Acknowledge
from pd_intake_bot.usecases.intake.complete import Complete
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.letters.date_letters import DateLetters
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.reading.fields import read_fields, values
from pd_intake_bot.usecases.terms import dates as dates_of
from pd_intake_bot.usecases.terms.reckon import Reckon


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it was understood, before it has a number.

    `held_because` names why the acknowledgement waits for an officer, None where it goes out.
    `readings` are what was read in the person's words; those of a mail that nobody has read
    yet are read when it is registered.
    """

    submission: Submission
    right: Right
    reply_to: ReplyTo | None
    fields: Mapping[Field, str]
    proof: Proof
    held_because: str | None = None
    sign: str | None = None
    """What gave the machine away, where one seems to have written it; no personal data."""
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Registers a request whose submission is kept, inside the caller's transaction."""

    policy: Policy
    calendar: Calendar
    acknowledge: Acknowledge
    caps: cap.Limits = cap.NONE

    @property
    def complete(self) -> Complete:
        """What reads into a case what its person writes later."""
        writer, post = self.acknowledge.writer, self.acknowledge.post
        return Complete(policy=self.policy, writer=writer, post=post, caps=self.caps)

    @property
    def reckon(self) -> Reckon:
        """What counts the dates of a case anew, once it is registered."""
        writer, post = self.acknowledge.writer, self.acknowledge.post
        letters = DateLetters(texts=writer.texts, policy=self.policy, calendar=self.calendar)
        return Reckon(policy=self.policy, calendar=self.calendar, letters=letters, post=post)

    async def __call__(self, store: Store, asked: Asked, *, actor: str, now: datetime) -> Case:
        """Open the case and put its acknowledgement and card into the outbox.

        A held acknowledgement is not put in: an officer releases it. `actor` is who decided
        that it is a request: `SYSTEM`, whose letters are capped, or an officer's id.
        """
        asked = self._read(asked)
        dates = self._dates(asked.right, asked)
        held = asked.held_because
        if held is None and actor == SYSTEM:
            held = await cap.held_because(store, asked.reply_to, limits=self.caps, now=now)
        case = await store.cases.add(
            _new_case(asked, dates, held, self._understand(asked, actor)),
            prefix=self.policy.reference_prefix,
            year=self.policy.local_date(now).year,
            now=now,
        )
        await store.submissions.assign(asked.submission.identity, case.id)
        await store.events.add(case.id, _registered(case, asked, actor=actor, now=now))
        if held is None:
            left_out = asked.submission.left_out
            await self.acknowledge(store, case, dates, left_out=left_out, now=now)
        else:
            await store.events.add(case.id, _held(held, asked.sign, now))
        case = await link.same_wish(store, case, now=now)
        await store.outbox.add(parcels.card(case), now=now)
        return case

    def _read(self, asked: Asked) -> Asked:
        """Read the words of a mail that an officer has found to be a request."""
        if asked.readings or asked.submission.channel is not Channel.MAIL:
            return asked
        ours = frozenset({self.policy.controller.email.lower()})
        readings = read_fields(asked.submission.text, not_theirs=ours)
        address = asked.submission.sender_address
        written_from = {Field.EMAIL: address} if address else {}
        fields = {**written_from, **values(readings), **asked.fields}
        return replace(asked, readings=readings, fields=fields)

    def _understand(self, asked: Asked, actor: str) -> Understood:
        """Suggest a right where nobody has chosen one: the line of §7 covers all but one."""
        suggestion = None
        if actor == SYSTEM and asked.right.key == self.policy.defaults[Request.INQUIRY]:
            suggestion = suggest(asked.submission.text, self.policy.lexicon)
        if suggestion is None or suggestion.right == asked.right.key:
            return Understood(readings=asked.readings)
        target = self._dates(self.policy.rights[suggestion.right], asked).target
        return Understood(readings=asked.readings, suggestion=replace(suggestion, target=target))

    def _dates(self, right: Right, asked: Asked) -> Deadlines:
        return dates_of.count(
            right,
            received_at=asked.submission.received_at,
            confirmed_on=None,
            policy=self.policy,
            calendar=self.calendar,
        )


def _new_case(asked: Asked, dates: Deadlines, held: str | None, understood: Understood) -> NewCase:
    return NewCase(
        channel=asked.submission.channel,
        request=asked.right.request,
        right=asked.right.key,
        language=asked.submission.language,
        received_at=asked.submission.received_at,
        promised=dates.promised,
        target=dates.target,
        proof=asked.proof,
        reply_to=asked.reply_to,
        fields=asked.fields,
        missing=asked.right.missing(asked.fields),
        held_because=held,
        understood=understood,
    )


def _registered(case: Case, asked: Asked, *, actor: str, now: datetime) -> Event:
    suggestion = case.understood.suggestion
    data = {
        "channel": case.channel.value,
        "right": case.right,
        "suggested": suggestion.right if suggestion else None,
        "raw": asked.submission.raw,
        "promised": case.promised.isoformat() if case.promised else None,
        "target": case.target.isoformat() if case.target else None,
    }
    return Event(kind=EventKind.REGISTERED, at=now, actor=actor, data=data)


def _held(reason: str, sign: str | None, now: datetime) -> Event:
    data = {"reason": reason} | ({"sign": sign} if sign else {})
    return Event(kind=EventKind.HELD, at=now, actor=SYSTEM, data=data)
