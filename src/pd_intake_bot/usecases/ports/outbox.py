"""The port of what waits to be sent."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.delivery import Outcome
from pd_intake_bot.domain.outbox import Carrier, NewParcel, Parcel, ParcelId


class Outbox(Protocol):
    """Parcels that wait to be sent.

    A lane is named after an address or a chat, so it is kept as a keyed hash only.
    """

    async def add(self, parcel: NewParcel, *, now: datetime) -> bool:
        """Put a parcel in, due at once; False when its key was there before."""
        ...

    async def claim(
        self, carrier: Carrier, *, now: datetime, limit: int, lease: timedelta
    ) -> Sequence[Parcel]:
        """Take a carrier's parcels that are due, the oldest of each lane, for the lease."""
        ...

    async def begin(self, parcel_id: ParcelId, *, now: datetime) -> None:
        """Write down that sending begins, before the first byte leaves."""
        ...

    async def hand_back(self, carrier: Carrier, *, begun: Collection[ParcelId] = ()) -> None:
        """Free what this process has claimed for a carrier and not begun to send.

        `begun` are those of which only the answer to the commit that began them was lost, so
        that nothing of them has left: they are freed, too.
        """
        ...

    async def settle(self, parcel: Parcel, outcome: Outcome, *, now: datetime) -> Parcel | None:
        """Write what became of it, and when it is due again, if so; gives the new standing.

        None where that was settled before, is another process's to say, or concerns nobody any
        more: the parcel was erased meanwhile.
        """
        ...

    async def renew(self, *, now: datetime, lease: timedelta) -> None:
        """Keep what this process has claimed for another lease: it is still at work."""
        ...

    async def recover(self, *, now: datetime, lease: timedelta) -> Sequence[Parcel]:
        """Free what processes that have died had claimed; give back what they left half-sent.

        Those parcels are this process's for the lease.
        """
        ...

    async def release(self, key: str, *, now: datetime) -> None:
        """Send, of an officer's will, a parcel that is unknown or refused once more."""
        ...

    async def hasten(self, lane: str, *, now: datetime) -> None:
        """Make all that waits in a lane due now: what held it up is over."""
        ...

    async def of_case(self, case_id: CaseId) -> Sequence[Parcel]:
        """List the parcels of a case, in the order they were put in."""
        ...

    async def waiting(self) -> int:
        """Count the parcels that have neither left nor been given up."""
        ...
