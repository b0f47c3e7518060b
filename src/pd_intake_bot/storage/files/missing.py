"""Which sealed files a SQLite database tells of and a folder lacks, asked without any key."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pd_intake_bot.domain.reference import Reference

FILE = "missing.json"
"""The list in a backup that was taken all the same."""

# Rows from before data keys have digests in the clear, whose files only the key can name.
_TOLD = {
    "submissions": """SELECT s.raw, c.prefix, c.year, c.number FROM submissions s
        LEFT JOIN cases c ON c.id = s.case_id
        WHERE s.raw_digest IS NOT NULL AND s.raw <> ''""",
    "attachments": """SELECT a.digest, c.prefix, c.year, c.number FROM attachments a
        JOIN submissions s ON s.id = a.submission_id LEFT JOIN cases c ON c.id = s.case_id
        WHERE a.sealed_digest IS NOT NULL""",
    "letter_files": """SELECT l.digest, c.prefix, c.year, c.number FROM letter_files l
        JOIN cases c ON c.id = l.case_id""",
}
_SINCE_KEYS = "data_keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A sealed file that is not there, and the cases that it belongs to."""

    name: str
    cases: Sequence[str]


def look(database: Path, *, there: Collection[str], live: Path) -> Sequence[Missing]:
    """List what a copy of a database tells of and is not there.

    What was erased since the copy was made is told of no more by the live database.
    """
    told = _told(database)
    lacking = set(told) - set(there)
    if lacking:
        lacking &= set(_told(live))
    return [Missing(name=name, cases=sorted(told[name])) for name in sorted(lacking)]


def write(missing: Sequence[Missing]) -> bytes:
    """Write the list as it lies in a backup."""
    plain = [{"name": one.name, "cases": list(one.cases)} for one in missing]
    return json.dumps(plain, indent=1).encode()


def read(file: Path) -> Sequence[Missing]:
    """Read the list of a backup; nothing where there is none. Raises `ValueError`."""
    if not file.exists():
        return ()
    found = json.loads(file.read_bytes())
    return [Missing(name=one["name"], cases=one["cases"]) for one in found]


def _told(database: Path) -> Mapping[str, set[str]]:
    """Give the names of the files that a database tells of, with the numbers of their cases."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = {name for (name,) in named}
        for table, statement in _TOLD.items():
            if {table, _SINCE_KEYS} <= tables:
                for name, prefix, year, number in connection.execute(statement):
                    told[name] |= {str(Reference(prefix, year, number))} if prefix else set()
    return told
