"""Cases of an officer who can work on them no more go back to nobody, and everybody hears of it."""

from collections.abc import Sequence
from datetime import datetime

from pd_intake_bot.domain.events import SYSTEM
from pd_intake_bot.domain.notices import Line
from pd_intake_bot.domain.officers import Role
from pd_intake_bot.domain.queue import Wanted
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.work.hand_over import let_go

BATCH = 50
NAMED = 10
"""Cases named in one message; of more it says how many."""


async def give_back(
    store: Store, user_id: int, role: Role | None, *, now: datetime
) -> Sequence[Line]:
    """Let go of the open cases that somebody with this role may work on no longer.

    Gives the line that tells of them; none where there are none, or the role is enough.
    """
    if role is not None and role.reaches(Role.OFFICER):
        return ()
    theirs, freed = Wanted(officer=str(user_id)), []
    while page := await store.queue.page(theirs, beside=None, back=False, limit=BATCH):
        for listed in page:
            await let_go(store, await store.cases.get(listed.id), officer=SYSTEM, now=now)
        freed += [str(listed.ref) for listed in page]
    if not freed:
        return ()
    refs = ", ".join(freed[:NAMED]) + ("…" if len(freed) > NAMED else "")
    return (Line(text="notice-given-back", values={"count": len(freed), "refs": refs}),)
