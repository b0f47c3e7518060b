"""An officer registers by hand what came by post, in person or by telephone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from pd_intake_bot.domain import chain
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.letters import Letter
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Field, Language, RightKey
from pd_intake_bot.domain.submission import Attachment, Channel, Digest, Submission
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.usecases.intake.register import Asked, Register
from pd_intake_bot.usecases.ports import Blobs, Store
from pd_intake_bot.usecases.terms import dates


class Way(StrEnum):
    """How a request came that nobody typed."""

    POST = "post"
    VISIT = "visit"
    CALL = "call"


class ReceivedAhead(IntakeError):
    """The receipt is dated in the future."""

    key = "error-received-ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A request as an officer enters it; `token` names it for ever.

    Among its `fields` are the person's name and where they can be reached.
    """

    token: str
    way: Way
    received_on: date
    right: RightKey
    language: Language
    words: str
    fields: Mapping[Field, str]
    files: tuple[Attachment, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Enter:
    """Keeps what was entered and registers the case, inside the caller's transaction."""

    register: Register
    blobs: Blobs

    async def __call__(
        self, store: Store, entry: Entry, *, officer: str, now: datetime
    ) -> tuple[Case, Letter] | None:
        """Register it; None when this very entry was registered before.

        Gives the case with its acknowledgement, which leaves by mail where there is an address.
        Raises `ReceivedAhead`,
        and `CalendarError` for a day that no calendar reaches.
        """
        received_at, right = self._moment(entry, now), self.register.policy.rights[entry.right]
        # A day that no calendar reaches is refused before anything is kept.
        dates.count(
            right,
            received_at=received_at,
            confirmed_on=None,
            policy=self.register.policy,
            calendar=self.register.calendar,
        )
        raw = await self.blobs.put(_canonical(entry))
        submission = _submission(entry, raw, received_at)
        if not await store.submissions.add(submission, case_id=None):
            return None
        address = entry.fields.get(Field.EMAIL)
        asked = Asked(
            submission=submission,
            right=right,
            reply_to=MailAddress(address=address) if address else None,
            fields=entry.fields,
            proof=Proof.CHANNEL,
        )
        case = await self.register(store, asked, actor=officer, now=now)
        event = Event(kind=EventKind.ENTERED, at=now, actor=officer, data={"way": entry.way.value})
        await store.events.add(case.id, event)
        due = await self.register.reckon.dates(store, case)
        return case, self.register.acknowledge.writer.acknowledgement(case, due)

    def _moment(self, entry: Entry, now: datetime) -> datetime:
        """Give a moment of the day of receipt; only the day counts."""
        policy = self.register.policy
        today = policy.local_date(now)
        if entry.received_on > today:
            raise ReceivedAhead(f"{entry.received_on} has not come yet")
        if entry.received_on == today:
            return now
        return datetime.combine(entry.received_on, time(12), tzinfo=policy.zone)


def _submission(entry: Entry, raw: Digest, received_at: datetime) -> Submission:
    return Submission(
        channel=Channel.MANUAL,
        identity=f"manual:{entry.token}",
        received_at=received_at,
        language=entry.language,
        sender_name=entry.fields.get(Field.FULL_NAME, ""),
        sender_address=entry.fields.get(Field.EMAIL, ""),
        subject_line="",
        text=entry.words,
        raw=raw,
        attachments=entry.files,
    )


def _canonical(entry: Entry) -> bytes:
    """Write it as JSON in one form, so that its digest can be checked by anyone."""
    content = {
        "token": entry.token,
        "way": entry.way,
        "received_on": entry.received_on.isoformat(),
        "right": entry.right,
        "language": entry.language,
        "words": entry.words,
        "fields": dict(entry.fields),
        "files": [{"name": one.name, "digest": one.digest} for one in entry.files],
    }
    return chain.canonical(content)
