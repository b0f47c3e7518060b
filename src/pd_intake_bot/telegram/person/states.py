"""The screens of a person's conversation. Each state has one window in `windows`."""

from aiogram.fsm.state import State, StatesGroup


class Talking(StatesGroup):
    """Where a person stands; no state means that nothing is being asked."""

    language = State()
    notice = State()
    menu = State()
    """Which group of rights."""
    rights = State()
    """Which right of the group."""
    choice = State()
    """Which of the fields of which one is enough."""
    answer = State()
    """The answer to one field."""
    words = State()
    """More words and files, until the person says that this is all."""
    summary = State()
    correct = State()
    """What to change."""
    resume = State()
    """Go on with the draft, or start over."""
    cancel = State()
    """Whether to throw the draft away."""
