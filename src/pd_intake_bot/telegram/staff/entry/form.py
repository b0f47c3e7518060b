"""A request that an officer enters by hand, as it is kept between messages and presses."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from pydantic import TypeAdapter

from pd_intake_bot.domain.rights import Field, Language, RightKey
from pd_intake_bot.domain.submission import Attachment
from pd_intake_bot.usecases.intake.enter import Entry, Way

ASKED = (Field.FULL_NAME, Field.EMAIL, Field.PHONE, Field.POSTAL_ADDRESS)
"""What is asked of the person, in this order; each may be unknown."""


class Entering(StatesGroup):
    """Where an officer stands who enters a request."""

    filling = State()


class Question(StrEnum):
    """What is asked next."""

    WAY = "way"
    DAY = "day"
    RIGHT = "right"
    LANGUAGE = "language"
    FIELD = "field"
    WORDS = "words"
    CHECK = "check"
    """Nothing is missing: it is shown whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What has been entered so far; `unknown` are the fields that nobody can tell."""

    token: str
    way: Way | None = None
    received_on: date | None = None
    group: str = ""
    right: RightKey | None = None
    language: Language | None = None
    fields: Mapping[Field, str] = field(default_factory=dict)
    unknown: tuple[Field, ...] = ()
    words: Mapping[int, str] = field(default_factory=dict)
    files: tuple[Attachment, ...] = ()
    whole: bool = False

    @property
    def question(self) -> Question:
        """What is asked next."""
        open_ = {
            Question.WAY: self.way is None,
            Question.DAY: self.received_on is None,
            Question.RIGHT: self.right is None,
            Question.LANGUAGE: self.language is None,
            Question.FIELD: self.asked is not None,
            Question.WORDS: not self.whole,
        }
        return next((one for one, is_open in open_.items() if is_open), Question.CHECK)

    @property
    def is_begun(self) -> bool:
        """Whether anything was entered that would be lost if something else were begun."""
        return self.way is not None

    @property
    def asked(self) -> Field | None:
        """The field that is asked for, None where all are known or unknown."""
        known = {*self.fields, *self.unknown}
        return next((one for one in ASKED if one not in known), None)

    @property
    def text(self) -> str:
        """All words together."""
        return "\n\n".join(self.words.values()).strip()

    def with_field(self, one: Field, value: str) -> "Form":
        """Give the form with a field filled."""
        return replace(self, fields={**self.fields, one: value})

    def entry(self) -> Entry | None:
        """Give what was entered; None while something is missing."""
        if not (self.way and self.received_on and self.right and self.language):
            return None
        return Entry(
            token=self.token,
            way=self.way,
            received_on=self.received_on,
            right=self.right,
            language=self.language,
            words=self.text,
            fields=self.fields,
            files=self.files,
        )


_FORM = TypeAdapter(Form)


async def read(state: FSMContext) -> Form | None:
    """Give the form that an officer is at; None where there is none."""
    data = await state.get_data()
    return _FORM.validate_python(data) if "token" in data else None


async def keep(state: FSMContext, form: Form) -> None:
    """Keep the form."""
    await state.set_state(Entering.filling)
    await state.set_data(_FORM.dump_python(form, mode="json"))
