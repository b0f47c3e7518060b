"""Keys that can be destroyed, the chain of events, and what remains of what was erased."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(32)
HASH = sa.String(64)

_SERVICE = sa.text("holds IN ('service')")
_ADDED_TO_ONLY = ("events", "chain", "tombstones")


def upgrade() -> None:
    """Make the tables, the columns, and the triggers that keep history as it is."""
    _make_keys()
    _make_chain()
    _make_tombstones()
    op.add_column("submissions", sa.Column("raw_digest", sa.LargeBinary))
    op.add_column("attachments", sa.Column("sealed_digest", sa.LargeBinary))
    op.execute(
        "INSERT INTO marks (name, value)"
        " SELECT 'chain.before', CAST(COALESCE(MAX(id), 0) AS TEXT) FROM events"
    )
    for table in _ADDED_TO_ONLY:
        _add_only(table)


def downgrade() -> None:
    """Refuse: without their keys the data would be lost."""
    raise NotImplementedError("data keys are not taken back")


def _make_keys() -> None:
    op.create_table(
        "data_keys",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id")),
        sa.Column("holds", WORD, nullable=False),
        sa.Column("wrapped", sa.LargeBinary),
        sa.Column("root", sa.String(16), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=sa.func.current_timestamp()),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_data_keys_case_id", "data_keys", ["case_id"])
    op.create_index("ix_data_keys_root", "data_keys", ["root"])
    op.create_index(
        "uq_data_keys_service",
        "data_keys",
        ["holds"],
        unique=True,
        sqlite_where=_SERVICE,
        postgresql_where=_SERVICE,
    )


def _make_chain() -> None:
    op.add_column("events", sa.Column("payload", sa.LargeBinary))
    op.add_column("events", sa.Column("digest", HASH))
    op.create_table(
        "chain",
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("event_id", SERIAL, sa.ForeignKey("events.id"), nullable=False),
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("previous", HASH, nullable=False),
        sa.Column("previous_of_case", HASH, nullable=False),
        sa.Column("hash", HASH, nullable=False),
        sa.UniqueConstraint("event_id"),
    )
    op.create_index("ix_chain_case_id_position", "chain", ["case_id", "position"])


def _make_tombstones() -> None:
    op.create_table(
        "tombstones",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("class", WORD, nullable=False),
        sa.Column("digest", HASH, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tombstones_case_id_class", "tombstones", ["case_id", "class"])
    op.create_table(
        "legal_holds",
        sa.Column(
            "case_id", SERIAL, sa.ForeignKey("cases.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )


def _add_only(table: str) -> None:
    refused = f"rows of {table} are only ever added"
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{refused}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_added_only() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{refused}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_added_only BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {table}_added_only()"
    )
