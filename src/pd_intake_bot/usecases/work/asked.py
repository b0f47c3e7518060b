"""What the person of a case that waits was asked, in the officer's own words."""

from pd_intake_bot.domain import payload
from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.outbox import Kind
from pd_intake_bot.domain.submission import digest
from pd_intake_bot.usecases.ports import Store


async def question(store: Store, case: Case) -> str:
    """Give the words of the last question; none where nothing is asked, or they are not kept.

    History names them by their digest alone: the words stand in the letter that asked.
    """
    if case.state is not State.WAITING:
        return ""
    events = await store.events.of_case(case.id)
    asked = [one.data["words"] for one in events if one.kind is EventKind.ASKED]
    return await _written(store, case, str(asked[-1])) if asked else ""


async def _written(store: Store, case: Case, words: str) -> str:
    for parcel in await store.outbox.of_case(case.id):
        if parcel.kind is not Kind.LETTER:
            continue
        for paragraph in payload.read_letter(parcel.payload).letter.paragraphs:
            if digest(paragraph.encode()) == words:
                return paragraph
    return ""
