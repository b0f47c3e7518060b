"""A case as a line of a list: its number, its right, the days left and who holds it."""

from datetime import datetime

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.queue import Listed
from pd_intake_bot.domain.rights import Request
from pd_intake_bot.telegram.screens import Button
from pd_intake_bot.telegram.staff import officers
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.cards import facts, urgency
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.ports import Store


async def line(words: Wording, store: Store, case: Listed, *, now: datetime) -> str:
    """Write the line; there is no personal data in it."""
    sign = urgency.mark(case, words.policy.local_date(now), case.halted)
    heading = words.say("queue-case", sign=sign, ref=str(case.ref), title=words.title(case.right))
    if not case.state.is_open:
        return f"{heading}\n{words.say(f'staff-state-{case.state}')}"
    shown = [heading, _due(words, case, now), *await _sooner(words, store, case)]
    return "\n".join((*shown, await _holder(words, store, case)))


async def button(maker: Maker, case: Listed) -> Button:
    """Make the button that opens the case in the private chat."""
    return await maker.make(str(case.ref), Action.OPEN_CASE, case=case.id, version=case.version)


def _due(words: Wording, case: Listed, now: datetime) -> str:
    if case.target is None:
        return words.say("staff-target-waits")
    if case.halted.target:
        return words.say("staff-target-paused", date=words.day(case.target))
    left = words.left(case.target, now)
    return words.say("staff-target-left", date=words.due(case.target), left=left)


async def _sooner(words: Wording, store: Store, case: Listed) -> list[str]:
    """Say by when it would be due, were it what it seems to be; only inquiries may seem other."""
    if case.right != words.policy.defaults[Request.INQUIRY]:
        return []
    return list(facts.sooner(words, await store.cases.get(case.id)))


async def _holder(words: Wording, store: Store, case: Listed) -> str:
    if case.officer is None:
        held = words.say("queue-nobody")
    else:
        held = words.say("queue-holder", officer=await officers.name_of(store, case.officer))
    if case.state is State.WAITING:
        return f"{words.say('staff-state-waiting')} · {held}"
    return held
