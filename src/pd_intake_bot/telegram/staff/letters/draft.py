"""A letter in the making, as it is kept between an officer's messages and presses."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from pydantic import TypeAdapter

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.rights import Term
from pd_intake_bot.domain.submission import Attachment
from pd_intake_bot.domain.work import Act, Order


class Answering(StatesGroup):
    """Where an officer stands in a private chat; no state means that nothing is being written."""

    choosing = State()
    """A ground, a day or a length is awaited."""
    writing = State()
    """The words are awaited."""
    checking = State()
    """The letter is shown as the person would get it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is ordered so far; words and files by the message they came in.

    `preview` names the preview shown last: the buttons of an earlier one do nothing. `album` is
    the one whose first file was told of.
    """

    case: CaseId
    act: Act = Act.ANSWER
    preview: int = 0
    words: Mapping[int, str] = field(default_factory=dict)
    choice: str = ""
    day: date | None = None
    by: Term | None = None
    files: Mapping[int, Attachment] = field(default_factory=dict)
    album: str = ""

    def with_words(self, message_id: int, text: str) -> "Draft":
        """Give the draft with one more message, or with a new form of one it has."""
        return replace(self, words={**self.words, message_id: text})

    def with_file(self, message_id: int, file: Attachment) -> "Draft":
        """Give the draft with one more file; what was shown before is no longer the letter."""
        return replace(self, files={**self.files, message_id: file}, preview=0)

    @property
    def is_begun(self) -> bool:
        """Whether words or files would be lost if something else were begun."""
        return bool(self.words or self.files)

    @property
    def text(self) -> str:
        """All words together."""
        return "\n\n".join(filter(None, self.words.values())).strip()

    @property
    def order(self) -> Order:
        """What is ordered."""
        return Order(
            act=self.act,
            words=self.text,
            choice=self.choice,
            day=self.day,
            by=self.by,
            files=tuple(self.files.values()),
        )


_FORM = TypeAdapter(Draft)


async def read(state: FSMContext) -> Draft | None:
    """Give the draft that an officer is at; None where there is none."""
    data = await state.get_data()
    return _FORM.validate_python(data) if "case" in data else None


async def keep(state: FSMContext, draft: Draft, *, at: State) -> None:
    """Keep the draft and where the officer stands with it."""
    await state.set_state(at)
    await state.set_data(_FORM.dump_python(draft, mode="json"))
