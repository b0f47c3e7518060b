"""Whatever is sealed or hashed of a person is known to the erasure: no column is forgotten."""

import inspect

from sqlalchemy import Column, LargeBinary

from pd_intake_bot.storage.sealing import blank
from pd_intake_bot.storage.tables import metadata

HASHES = frozenset({"person", "lane", "domain", "content", "contact"})
WITH_ITS_ROW = {
    # The row goes whole: with its case, or in its time.
    "approvals",
    "attachments",
    "automatic_letters",
    "codes",
    "contacts",
    "conversations",
    "dead_addresses",
    "letter_files",
    "lost_chats",
    "notes",
    "outbox",
    "tie_links",
    "ties",
    "updates",
}
BLANKED = {
    "cases": {"person", "reply_to", "fields", "understood"},
    "submissions": {
        *("sender_name", "sender_address", "subject_line", "text", "message_id"),
        *("raw_digest", "content", "beside"),
    },
    "reviews": {"reply_to"},
}
BY_THE_KEY_ALONE = {
    # Rows that are only ever added: what they say goes with the key of its case.
    "events": {"payload"},
    # The keys themselves.
    "data_keys": {"wrapped"},
}


def personal(column: Column[object]) -> bool:
    return isinstance(column.type, LargeBinary) or column.name in HASHES


def test_every_column_that_may_name_a_person_is_erased_in_its_time() -> None:
    found = {
        table.name: {column.name for column in table.columns if personal(column)}
        for table in metadata.sorted_tables
    }
    known = {name: columns for name, columns in found.items() if name in WITH_ITS_ROW}

    assert {name: columns for name, columns in found.items() if columns} == (
        known | BLANKED | BY_THE_KEY_ALONE
    )


def test_every_column_that_is_blanked_and_table_that_is_emptied_is_named_in_the_erasure() -> None:
    written = inspect.getsource(blank)
    columns = {column for columns in BLANKED.values() for column in columns}

    assert [name for name in sorted(columns | WITH_ITS_ROW) if name not in written] == []
