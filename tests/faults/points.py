"""Named points between two effects, at which a process of the service kills itself.

Every effect inside is a commit, and each commit is known by what it writes: a process can die
just before it, when the outside has heard and the database has not, or just after it, when the
database knows and the outside does not yet. Nothing of the program is changed for it: SQLAlchemy
tells of each statement, each commit and each connection that is given back.
"""

import os
import re
import signal
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, Pool, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

COMMITS = {
    # What a statement that belongs to it looks like, the most telling first.
    "registering a case": r"INSERT INTO cases\b",
    "keeping updates": r"INSERT INTO updates\b",
    "handling an update": r"UPDATE updates SET .*\bstanding=",
    "writing an outcome": r"UPDATE outbox SET .*\bsettled_at=",
    "beginning to send": r"UPDATE outbox SET .*\battempts=",
    "claiming parcels": r"UPDATE outbox SET .*\bclaimed_until=",
    "taking a lease": r"INSERT INTO leases\b",
}
"""The commits of the service, by the words of their statements."""

OF_DAYS = {
    # These come when a day comes, and stand before whatever else the same commit writes.
    "reminding": r"INSERT INTO reminders\b",
    "erasing": r"INSERT INTO tombstones\b",
}

POINTS = tuple(f"{side} {name}" for name in COMMITS for side in ("before", "after"))

_ALL = OF_DAYS | COMMITS
_PATTERNS = {name: re.compile(words, re.DOTALL) for name, words in _ALL.items()}
_WRITTEN, _KEPT = "faults.written", "faults.kept"


@dataclass(slots=True, kw_only=True)
class Trap:
    """Kills this process when a point is passed for the `number`th time."""

    point: str
    number: int
    passed: int = field(default=0, init=False)

    def set(self) -> None:
        """Listen to every engine that will be made."""
        event.listen(Engine, "before_cursor_execute", self._note)
        event.listen(Engine, "commit", self._before)
        event.listen(Pool, "checkin", self._after)

    def _note(self, connection: Connection, _: object, statement: str, *__: object) -> None:
        found = next((name for name, words in _PATTERNS.items() if words.search(statement)), None)
        if found is not None:
            connection.info.setdefault(_WRITTEN, set()).add(found)

    def _before(self, connection: Connection) -> None:
        written: set[str] = connection.info.pop(_WRITTEN, set())
        name = next((one for one in _ALL if one in written), None)
        if name is not None:
            connection.info[_KEPT] = name
            self._pass(f"before {name}")

    def _after(self, _: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        name = record.info.pop(_KEPT, None)
        record.info.pop(_WRITTEN, None)
        if name is not None:
            self._pass(f"after {name}")

    def _pass(self, point: str) -> None:
        self.passed += point == self.point
        if self.passed >= self.number:
            os.kill(os.getpid(), signal.SIGKILL)
