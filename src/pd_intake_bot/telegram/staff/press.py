"""One press of an officer: what was pressed, where, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from aiogram.fsm.context import FSMContext

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.officers import Role
from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.domain.review import ReviewId
from pd_intake_bot.telegram.staff.buttons import Maker
from pd_intake_bot.telegram.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A press by somebody whose role has been found to be enough.

    `chat_id` and `message_id` are where the button stands; `officer` is the presser's number,
    which is also that of their private chat. `state` is the officer's conversation there.
    """

    turn: Turn
    state: FSMContext
    args: Mapping[str, Json]
    officer: int
    chat_id: int
    message_id: int
    role: Role = Role.VIEWER

    @property
    def actor(self) -> str:
        """The officer's name in the history of a case."""
        return str(self.officer)

    @property
    def maker(self) -> Maker:
        """What makes the buttons of the screens that this press brings."""
        return Maker(store=self.turn.store, now=self.turn.now)

    @property
    def case_id(self) -> CaseId:
        """The case that the button is about."""
        return CaseId(self.number("case"))

    @property
    def review_id(self) -> ReviewId:
        """The review item that the button is about."""
        return ReviewId(self.number("review"))

    def number(self, name: str) -> int:
        """Give an argument of the button that is a number."""
        return cast("int", self.args[name])

    def word(self, name: str) -> str:
        """Give an argument of the button that is a word."""
        return cast("str", self.args[name])
