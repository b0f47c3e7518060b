"""Who hears a reminder, and one message a listener for all that is to be said at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
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

BESIDE_REPORT = 6
"""So many things to be said of cases stand in the message of the morning report.

More of them are a message of their own, which names `LONGEST`.
"""

GROUP = None
Listener = int | None
"""An officer's private chat, or None for the staff group."""

Write = Callable[[bool], Iterable[Line]]
"""Writes the lines of a report; tells it whether anything is said of cases beneath."""


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
    is_untaken: bool = False
    """Whether it says no more than that nobody has taken the case."""


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
        await self._tell_each(store, await self._heard(store, sayings), key, now)

    async def report(
        self,
        store: Store,
        key: str,
        write: Write,
        sayings: Sequence[Saying],
        *,
        now: datetime,
    ) -> bool:
        """Tell everyone a report, and in one message with it what they have to hear of cases.

        `write` writes its lines; whether anything is said of cases is what it is given. False
        where it was told before. What is more than one message holds is told in another.
        """
        heard, new = await self._heard(store, sayings), False
        for listener in await self.everyone(store):
            mine = heard[listener] = _once_each(heard.get(listener, []))
            here = mine if len(mine) <= BESIDE_REPORT else []
            told = Notice(
                lines=(*write(bool(mine)), *_spaced(here, listener)),
                ref=_alone(here),
                to=listener,
                brief=True,
            )
            name = key if listener is GROUP else f"{key}:{listener}"
            if await store.outbox.add(parcels.tell(name, told), now=now):
                new = True
                if here:
                    del heard[listener]
        await self._tell_each(store, heard, f"{key}:besides:{now.isoformat()}", now)
        return new

    async def _heard(self, store: Store, sayings: Sequence[Saying]) -> dict[Listener, list[Saying]]:
        """Say who hears what."""
        everyone, leads = await self.everyone(store), await self.leads(store)
        holders = {saying.case.officer for saying in sayings if saying.case.officer}
        gone = {one for one in holders if not await self.works(store, one)}
        heard: defaultdict[Listener, list[Saying]] = defaultdict(list)
        for saying in (_freed(one) if one.case.officer in gone else one for one in sayings):
            for listener in _present(listeners(saying, leads), everyone):
                heard[listener].append(saying)
        return heard if everyone else {}

    async def _tell_each(
        self, store: Store, heard: Mapping[Listener, list[Saying]], key: str, now: datetime
    ) -> None:
        for listener in sorted(filter(heard.get, heard), key=lambda one: one or 0):
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


def _spaced(sayings: Sequence[Saying], listener: Listener) -> Iterable[Line]:
    """Set what is said of cases apart from the lines of a report, which stand close."""
    for saying in sayings:
        yield from (Line(text="clockwork-gap"), saying.line)
    if sayings:
        yield from (Line(text="clockwork-gap"), *_why(sayings, listener))


def _once_each(sayings: Sequence[Saying]) -> list[Saying]:
    """Leave out that nobody has taken a case where its date is spoken of, with who holds it."""
    dated = {saying.case.id for saying in sayings if not saying.is_untaken}
    return [saying for saying in sayings if not (saying.is_untaken and saying.case.id in dated)]


def _alone(sayings: Sequence[Saying]) -> str | None:
    """Name the case that all of it is about, where it is one."""
    refs = {saying.case.ref for saying in sayings}
    return refs.pop() if len(refs) == 1 else None


def _why(sayings: Sequence[Saying], listener: Listener) -> Iterable[Line]:
    """Say why this listener hears it."""
    if listener is GROUP:
        yield Line(text="clockwork-why-everyone")
    elif all(saying.case.officer == str(listener) for saying in sayings):
        yield Line(text="clockwork-why-officer")
    else:
        yield Line(text="clockwork-why-leads")
