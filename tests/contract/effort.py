"""How much a database goes through for each statement, as it itself counts it.

PostgreSQL says after each how many pages it looked at, planned as a statement is that was asked
often before: for any values. SQLite counts the steps of its machine. No load of the machine
changes either.
"""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def counted(steps: int = STEPS) -> Iterator[Counter[str]]:
    """Count, of connections opened meanwhile, what each statement makes the database go through."""
    effort = Counter[str]()
    asked = [""]

    def note(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        asked[0] = statement
        effort[statement] += 0

    def step() -> int:
        effort[asked[0]] += 1
        return 0

    def explain(_connection: object, message: Any) -> None:  # noqa: ANN401 - asyncpg gives no type of it
        _, _, told = message.message.partition("plan:\n")
        if told:
            plan = json.loads(told)
            top = plan["Plan"]
            effort[plan["Query Text"]] += top["Shared Hit Blocks"] + top["Shared Read Blocks"]

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
