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
    gone = State()
    """Whether to mail a fresh link in place of one that is good no more."""
    cases = State()
    """The person's own cases."""
    case = State()
    more = State()
    """More words and files for a case."""
    which = State()
    """Which case what was just written belongs to."""
    withdraw = State()
    """Whether to withdraw a case; then once more."""
    sure = State()
    proof = State()
    """By what it shall be made sure who the person is."""
    phone = State()
    address = State()
    """Which mailbox a code is to be sent to."""
    code = State()


FOLLOWING = frozenset(
    {
        Talking.cases.state,
        Talking.case.state,
        Talking.more.state,
        Talking.which.state,
        Talking.withdraw.state,
        Talking.sure.state,
        Talking.proof.state,
        Talking.phone.state,
        Talking.address.state,
        Talking.code.state,
    }
)
"""The screens about cases that are registered; a draft waits behind them."""
