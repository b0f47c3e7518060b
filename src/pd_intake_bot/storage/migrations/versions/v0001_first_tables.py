"""The first tables: one queue, one outbox, and what came in."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(32)
HASH = sa.String(64)
SEALED = sa.LargeBinary

WAITING = "standing IN ('pending', 'claimed', 'sending')"
IN_FLIGHT = "standing IN ('claimed', 'sending')"


def upgrade() -> None:
    """Make every table."""
    _make_queue()
    _make_intake()
    _make_outbox()
    _make_surroundings()


def downgrade() -> None:
    """Refuse: there is nothing before the first tables but losing what they hold."""
    raise NotImplementedError("the first tables are not taken back")


def _make_queue() -> None:
    op.create_table(
        "counters",
        sa.Column("prefix", sa.String(8), primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "cases",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("prefix", sa.String(8), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("channel", WORD, nullable=False),
        sa.Column("request", WORD, nullable=False),
        sa.Column("right", sa.String(64), nullable=False),
        sa.Column("language", WORD),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("registered_at", MOMENT, nullable=False),
        sa.Column("promised", sa.Date),
        sa.Column("target", sa.Date),
        sa.Column("confirmed_on", sa.Date),
        sa.Column("acknowledged_at", MOMENT),
        sa.Column("proof", WORD, nullable=False),
        sa.Column("person", HASH),
        sa.Column("reply_to", SEALED),
        sa.Column("fields", SEALED, nullable=False),
        sa.Column("missing", sa.JSON, nullable=False),
        sa.Column("held_because", sa.String(64)),
        sa.Column("state", WORD, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("prefix", "year", "number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cases_person_id", "cases", ["person", "id"])
    op.create_table(
        "events",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_case_id_id", "events", ["case_id", "id"])


def _make_intake() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("identity", sa.String(255), nullable=False),
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id")),
        sa.Column("channel", WORD, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("language", WORD),
        sa.Column("sender_name", SEALED, nullable=False),
        sa.Column("sender_address", SEALED, nullable=False),
        sa.Column("subject_line", SEALED, nullable=False),
        sa.Column("text", SEALED, nullable=False),
        sa.Column("message_id", SEALED, nullable=False),
        sa.Column("raw", HASH, nullable=False),
        sa.UniqueConstraint("identity"),
    )
    op.create_index("ix_submissions_case_id", "submissions", ["case_id"])
    op.create_index("ix_submissions_raw", "submissions", ["raw"])
    op.create_table(
        "attachments",
        sa.Column("submission_id", SERIAL, sa.ForeignKey("submissions.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", SEALED, nullable=False),
        sa.Column("media_type", sa.String(255), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("digest", HASH, nullable=False),
    )
    op.create_index("ix_attachments_digest", "attachments", ["digest"])
    op.create_table(
        "reviews",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("submission_id", SERIAL, sa.ForeignKey("submissions.id"), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("reply_to", SEALED),
        sa.Column("request", WORD),
        sa.Column("reason", sa.String(255), nullable=False),
        sa.Column("verdict", WORD, nullable=False),
        sa.Column("settled_by", sa.String(64)),
        sa.Column("settled_at", MOMENT),
    )
    op.create_index("ix_reviews_submission_id", "reviews", ["submission_id"])


def _make_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("carrier", WORD, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("lane", HASH, nullable=False),
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id")),
        sa.Column("payload", SEALED, nullable=False),
        sa.Column("standing", WORD, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("claimed_by", sa.String(32)),
        sa.Column("claimed_until", MOMENT),
        sa.Column("settled_at", MOMENT),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("doubts", sa.Integer, nullable=False),
        sa.Column("answer", SEALED),
        sa.UniqueConstraint("key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_case_id", "outbox", ["case_id"])
    _index("ix_outbox_lane_id_waiting", "outbox", ["lane", "id"], where=WAITING)
    _index(
        "ix_outbox_carrier_due_at_pending",
        "outbox",
        ["carrier", "due_at"],
        where="standing IN ('pending')",
    )
    _index("uq_outbox_lane_in_flight", "outbox", ["lane"], where=IN_FLIGHT, unique=True)


def _make_surroundings() -> None:
    op.create_table(
        "mailboxes",
        sa.Column("mailbox", sa.String(255), primary_key=True),
        sa.Column("uidvalidity", sa.BigInteger, nullable=False),
        sa.Column("last_uid", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "updates",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("lane", HASH, nullable=False),
        sa.Column("raw", SEALED),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("standing", WORD, nullable=False),
        sa.Column("reason", sa.Text),
    )
    _index(
        "ix_updates_lane_update_id_open",
        "updates",
        ["lane", "update_id"],
        where="standing IN ('open')",
    )
    _index(
        "ix_updates_due_at_update_id_open",
        "updates",
        ["due_at", "update_id"],
        where="standing IN ('open')",
    )
    op.create_table(
        "conversations",
        sa.Column("person", HASH, primary_key=True),
        sa.Column("state", sa.String(255)),
        sa.Column("data", SEALED, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
    )
    op.create_index("ix_conversations_updated_at", "conversations", ["updated_at"])
    op.create_table(
        "cards",
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "buttons",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("args", sa.JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    op.create_table(
        "marks",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def _index(name: str, table: str, columns: list[str], *, where: str, unique: bool = False) -> None:
    op.create_index(
        name,
        table,
        columns,
        unique=unique,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
