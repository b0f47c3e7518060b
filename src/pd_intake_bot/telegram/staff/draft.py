"""An answer in the making, as it is kept between an officer's messages and presses."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from pydantic import TypeAdapter

from pd_intake_bot.domain.case import CaseId


class Answering(StatesGroup):
    """Where an officer stands in a private chat; no state means that nothing is being written."""

    writing = State()
    """The words are awaited."""
    checking = State()
    """The letter is shown as the person would get it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The words of an answer by the message they came in: a long one comes in several.

    `preview` names the preview shown last: the buttons of an earlier one do nothing.
    """

    case: CaseId
    preview: int = 0
    words: Mapping[int, str] = field(default_factory=dict)

    def with_words(self, message_id: int, text: str) -> "Draft":
        """Give the draft with one more message, or with a new form of one it has."""
        return replace(self, words={**self.words, message_id: text})

    @property
    def text(self) -> str:
        """All words together."""
        return "\n\n".join(self.words.values()).strip()


_FORM = TypeAdapter(Draft)


async def read(state: FSMContext) -> Draft | None:
    """Give the draft that an officer is at; None where there is none."""
    data = await state.get_data()
    return _FORM.validate_python(data) if data else None


async def keep(state: FSMContext, draft: Draft, *, at: State) -> None:
    """Keep the draft and where the officer stands with it."""
    await state.set_state(at)
    await state.set_data(_FORM.dump_python(draft, mode="json"))
