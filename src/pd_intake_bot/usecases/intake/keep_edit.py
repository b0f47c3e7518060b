"""A person changes a message of a request that has been registered: both versions are kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain import reference
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.submission import Channel, Submission
from pd_intake_bot.usecases.intake.submit_request import PERSON
from pd_intake_bot.usecases.letters import cards, parcels
from pd_intake_bot.usecases.people.add_to_case import put_before_staff
from pd_intake_bot.usecases.ports import Blobs, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedMessage:
    """A message as it now reads. `update` names this very change; `line` is its raw form."""

    update: int
    ref: str
    sender_name: str
    language: Language
    text: str
    line: Mapping[str, str | int | bool | None]
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepEdit:
    """Adds the new version to the case, inside the caller's transaction.

    What was acknowledged is what was sent: staff are told, and they decide what follows. An
    order given before they were is one about another case.
    """

    blobs: Blobs

    async def __call__(self, store: Store, edited: EditedMessage, *, now: datetime) -> bool:
        """Keep the version; False where the case is not there any more."""
        case = await store.cases.by_ref(reference.parse(edited.ref))
        if case is None:
            return False
        submission = await self._submission(edited)
        if not case.state.is_open:
            await put_before_staff(store, case, submission, now=now)
            return True
        await store.submissions.add(submission, case_id=case.id)
        data = {"raw": submission.raw, "channel": submission.channel.value}
        event = Event(kind=EventKind.FOLLOWED_UP, at=now, actor=PERSON, data=data)
        await store.events.add(case.id, event)
        case = await cards.change(store, case, now=now)
        key = f"notice:follow-up:{submission.identity}"
        await store.outbox.add(parcels.notice(key, "notice-follow-up", case=case), now=now)
        return True

    async def _submission(self, edited: EditedMessage) -> Submission:
        raw = json.dumps(dict(edited.line), ensure_ascii=False, sort_keys=True)
        return Submission(
            channel=Channel.TELEGRAM,
            identity=f"telegram:edit:{edited.update}",
            received_at=edited.received_at,
            language=edited.language,
            sender_name=edited.sender_name,
            sender_address="",
            subject_line="",
            text=edited.text,
            raw=await self.blobs.put(raw.encode()),
        )
