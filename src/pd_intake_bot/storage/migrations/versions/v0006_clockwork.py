"""What was said of each case and when, outages, and calendar feeds."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_PARTIAL = (
    (
        "ix_cases_promised_id_open",
        "cases",
        ["promised", "id"],
        "state IN ('registered', 'waiting')",
    ),
    ("ix_cases_closed_at", "cases", ["closed_at"], "closed_at IS NOT NULL"),
    (
        "ix_outbox_settled_at_undelivered",
        "outbox",
        ["settled_at"],
        "standing IN ('refused', 'unknown')",
    ),
)


def upgrade() -> None:
    """Make the tables and indexes."""
    _make_reminders()
    _make_outages()
    _make_feeds()
    for name, table, columns, where in _PARTIAL:
        condition = sa.text(where)
        op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def downgrade() -> None:
    """Drop them."""
    for name, table, _, _ in _PARTIAL:
        op.drop_index(name, table)
    for table in ("feeds", "outages", "reminders"):
        op.drop_table(table)


def _make_reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("matter", sa.String(32), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "matter", name="pk_reminders"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_reminders_case_id_cases"),
    )


def _make_outages() -> None:
    op.create_table(
        "outages",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("strand", sa.String(32), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_outages"),
        sa.UniqueConstraint("strand", "since", name="uq_outages_strand_since"),
    )


def _make_feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("officer", sa.String(64), nullable=False),
        sa.Column("scope", sa.String(16), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("officer", "scope", name="pk_feeds"),
        sa.UniqueConstraint("token", name="uq_feeds_token"),
    )
