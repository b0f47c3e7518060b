"""The port of what moves the clocks of a case, and of the dates that people were told."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.clocks import Extension, Halted, Happened, Pause, Told
from pd_intake_bot.domain.rights import GroundKey


class Clocks(Protocol):
    """What moves the clocks of a case, and which dates people were told."""

    async def happened(self, case_id: CaseId) -> Happened:
        """Tell what moves the clocks of a case."""
        ...

    async def happened_to_open(self) -> Mapping[CaseId, Happened]:
        """Tell the same of every open case; those to which nothing happened are left out."""
        ...

    async def pause(self, case_id: CaseId, pause: Pause) -> bool:
        """Keep a pause; False where one on the same ground is open."""
        ...

    async def resume(self, case_id: CaseId, ground: GroundKey, *, until: datetime) -> bool:
        """End the open pause on a ground; False where none is open."""
        ...

    async def extend(self, case_id: CaseId, extension: Extension) -> bool:
        """Keep an extension; False where the ground was used before."""
        ...

    async def receive(self, case_id: CaseId, received_at: datetime) -> None:
        """Keep another receipt of the same request; the earliest of all governs."""
        ...

    async def halt(self, case_id: CaseId, halts: Halted) -> None:
        """Keep since when the dates of a case stand still."""
        ...

    async def halted(self, case_id: CaseId) -> Halted:
        """Tell since when the dates of a case stand still."""
        ...

    async def halted_of_open(self) -> Mapping[CaseId, Halted]:
        """Tell the same of every open case of which a date stands still."""
        ...

    async def tell(self, case_id: CaseId, named: Told) -> None:
        """Keep for ever which date a letter named."""
        ...

    async def told(self, case_id: CaseId) -> Sequence[Told]:
        """List the dates that the person was told, the last one last."""
        ...
