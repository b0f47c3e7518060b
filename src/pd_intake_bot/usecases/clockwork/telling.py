"""Who hears a reminder, and one message a listener for all that is to be said at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from pd_intake_bot.domain.clockwork import Audience, Queued
from pd_intake_bot.domain.notices import Line, Named, Notice, Value, Worded
from pd_intake_bot.domain.outbox import NewParcel
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Store

LONGEST = 10
"""Cases named in one message, which Telegram takes up to 4,096 letters of.

Of more it says how many, and the queue shows them.
"""

GROUP = None
Listener = int | None
"""An officer's private chat, or None for the staff group."""


class Leads(Protocol):
    """Knows who leads the work."""

    async def __call__(self, store: Store, /) -> frozenset[int]:
        """Name the leads that are known, by the numbers of their private chats."""
        ...


class Works(Protocol):
    """Knows who still works here."""

    async def __call__(self, store: Store, actor: str, /) -> bool:
        """Tell whether somebody, named as in the history of a case, has a role."""
        ...


async def _works(_: Store, __: str) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One thing to be said of one case: its words, whom it reaches, and why it is said so far."""

    case: Queued
    line: Line
    to: Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """Puts what is to be said into the outbox: one message for each who hears it.

    `group` tells whether there is a staff group. Where there is none, its leads hear in private
    what it would; where none of them is known either, nobody does, and nothing is said.
    """

    leads: Leads
    works: Works = _works
    group: bool = True

    async def everyone(self, store: Store) -> Sequence[Listener]:
        """Name who hears what is for everyone: the group, or each lead in private."""
        return (GROUP,) if self.group else sorted(await self.leads(store))

    async def announce(self, store: Store, key: str, told: Notice, *, now: datetime) -> bool:
        """Tell everyone; False where it was told before. `key` names it for ever."""
        new = False
        for listener in await self.everyone(store):
            mine = key if listener is GROUP else f"{key}:{listener}"
            parcel = parcels.tell(mine, replace(told, to=listener))
            new = await store.outbox.add(parcel, now=now) or new
        return new

    async def __call__(
        self, store: Store, sayings: Sequence[Saying], *, key: str, now: datetime
    ) -> None:
        """Tell everybody concerned. `key` names the message among all others for ever."""
        everyone = await self.everyone(store)
        if not everyone:
            return
        leads = await self.leads(store)
        holders = {saying.case.officer for saying in sayings if saying.case.officer}
        gone = {one for one in holders if not await self.works(store, one)}
        heard: defaultdict[Listener, list[Saying]] = defaultdict(list)
        for saying in (_freed(one) if one.case.officer in gone else one for one in sayings):
            for listener in _present(listeners(saying, leads), everyone):
                heard[listener].append(saying)
        for listener in sorted(heard, key=lambda one: one or 0):
            parcel = _pack(f"{key}:{listener or 'group'}", heard[listener], listener)
            await store.outbox.add(parcel, now=now)


def _freed(saying: Saying) -> Saying:
    return replace(saying, case=replace(saying.case, officer=None))


def listeners(saying: Saying, leads: frozenset[int]) -> Iterable[Listener]:
    """Say who hears it: nobody is passed over, and what nobody holds is everybody's.

    The group has its leads among it, so at the last step they are not told in private as well.
    """
    officer = saying.case.officer
    holder: Listener = int(officer) if officer and officer.isdigit() else GROUP
    if saying.to is Audience.OFFICER:
        return {holder}
    if saying.to is Audience.LEADS:
        return {holder, *(leads or {GROUP})}
    return {holder, GROUP}


def _present(wanted: Iterable[Listener], everyone: Sequence[Listener]) -> set[Listener]:
    """Put in the place of the group whoever hears what is for everyone."""
    return {one for who in wanted for one in (everyone if who is GROUP else (who,))}


def about(case: Queued, key: str, **values: Value) -> Line:
    """Write a line about a case: `key` names its text, which may say who holds it."""
    holder = Named(actor=case.officer) if case.officer else Worded(key="clockwork-nobody")
    return Line(text=key, values={"ref": case.ref, "holder": holder, **values})


def _pack(key: str, sayings: Sequence[Saying], listener: Listener) -> NewParcel:
    lines = [saying.line for saying in sayings[:LONGEST]]
    if len(sayings) > LONGEST:
        lines.append(Line(text="clockwork-more", values={"count": len(sayings) - LONGEST}))
    lines.extend(_why(sayings, listener))
    alone = sayings[0].case if len(sayings) == 1 else None
    told = Notice(
        lines=tuple(lines),
        ref=alone.ref if alone else None,
        to=listener,
        else_group=listener is not GROUP,
    )
    return parcels.tell(key, told, case_id=alone.id if alone else None)


def _why(sayings: Sequence[Saying], listener: Listener) -> Iterable[Line]:
    """Say why this listener hears it."""
    if listener is GROUP:
        yield Line(text="clockwork-why-everyone")
    elif all(saying.case.officer == str(listener) for saying in sayings):
        yield Line(text="clockwork-why-officer")
    else:
        yield Line(text="clockwork-why-leads")
