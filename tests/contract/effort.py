"""How much a database goes through for each statement, as it itself counts it.

PostgreSQL says after each how many pages it looked at, planned as a statement is that was asked
often before: for any values. SQLite counts the steps of its machine. No load of the machine
changes either.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import AdaptedConnection
from sqlalchemy.pool import Pool

STEPS = 100
"""Of SQLite's machine so many steps are counted as one; fewer of one statement are not seen."""
_EXPLAINED = {
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_buffers": "on",
    "auto_explain.log_format": "json",
    "auto_explain.log_level": "notice",
    "plan_cache_mode": "force_generic_plan",
}


@dataclass(slots=True)
class Effort:
    """What was gone through, in all and by the dearest run of each statement."""

    total: int = 0
    dearest: dict[str, int] = field(default_factory=dict)
    _running: str = ""
    _so_far: int = 0

    def begin(self, statement: str) -> None:
        """Begin to count one run of a statement."""
        self._running, self._so_far = statement, 0
        self.dearest.setdefault(statement, 0)

    def add(self, statement: str, cost: int) -> None:
        """Count one run of a statement."""
        self.begin(statement)
        self.step(cost)

    def step(self, cost: int) -> None:
        """Count on."""
        self.total += cost
        self._so_far += cost
        self.dearest[self._running] = max(self._so_far, self.dearest.get(self._running, 0))


@contextmanager
def counted(steps: int = STEPS) -> Iterator[Effort]:
    """Count, of connections opened meanwhile, what each statement makes the database go through."""
    effort = Effort()

    def note(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        effort.begin(statement)

    def step() -> int:
        effort.step(1)
        return 0

    def explain(_connection: object, message: Any) -> None:  # noqa: ANN401 - asyncpg gives no type of it
        _, _, told = message.message.partition("plan:\n")
        if told:
            plan = json.loads(told)
            top = plan["Plan"]
            effort.add(plan["Query Text"], top["Shared Hit Blocks"] + top["Shared Read Blocks"])

    def opened(connection: AdaptedConnection, _record: object) -> None:
        if hasattr(connection.driver_connection, "set_progress_handler"):
            connection.run_async(lambda driver: driver.set_progress_handler(step, steps))
            return
        connection.driver_connection.add_log_listener(explain)
        settings = "; ".join(f"SET {name} = {value}" for name, value in _EXPLAINED.items())
        connection.run_async(lambda driver: driver.execute(f"LOAD 'auto_explain'; {settings}"))

    event.listen(Engine, "before_cursor_execute", note)
    event.listen(Pool, "connect", opened)
    try:
        yield effort
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        event.remove(Pool, "connect", opened)
