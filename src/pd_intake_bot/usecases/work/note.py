"""An officer notes something on a case; no person ever reads it."""

from datetime import datetime

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.submission import digest
from pd_intake_bot.domain.work import Note
from pd_intake_bot.usecases.ports import Store


async def note(store: Store, case_id: CaseId, words: str, *, officer: str, now: datetime) -> None:
    """Keep a note; the history names it by its digest. The case stays as it is."""
    await store.notes.add(Note(case_id=case_id, at=now, actor=officer, words=words))
    data = {"words": digest(words.encode())}
    await store.events.add(case_id, Event(kind=EventKind.NOTED, at=now, actor=officer, data=data))
