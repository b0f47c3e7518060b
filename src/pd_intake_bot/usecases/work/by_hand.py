"""Letters that no channel carries are kept with their case: an officer hands them over."""

from datetime import datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.letters import Letter, LetterKind
from pd_intake_bot.domain.work import Note
from pd_intake_bot.usecases.ports import Store


async def keep(
    store: Store, case: Case, letter: Letter, *, kind: LetterKind, officer: str, now: datetime
) -> None:
    """Keep the words and files of a letter whose person has left no way to be reached."""
    if case.reply_to is not None:
        return
    words = "\n\n".join(letter.paragraphs)
    handed = Note(case_id=case.id, at=now, actor=officer, words=words, letter=kind)
    await store.notes.add(handed)
    await store.letter_files.keep(case.id, letter.files)
