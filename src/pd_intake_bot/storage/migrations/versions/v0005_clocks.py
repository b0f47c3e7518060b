"""What moves the clocks of a case, and which dates people were told."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OPEN = sa.text("until IS NULL")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "pauses",
        *_of_a_case("pauses"),
        sa.Column("ground", sa.String(32), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT),
    )
    op.create_index("ix_pauses_case_id", "pauses", ["case_id"])
    op.create_index(
        "uq_pauses_case_id_ground_open",
        "pauses",
        ["case_id", "ground"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_table(
        "extensions",
        *_of_a_case("extensions"),
        sa.Column("ground", sa.String(32), nullable=False),
        sa.Column("amount", sa.Integer, nullable=False),
        sa.Column("unit", sa.String(32), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.UniqueConstraint("case_id", "ground", name="uq_extensions_case_id_ground"),
    )
    op.create_table(
        "receipts",
        *_of_a_case("receipts"),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.UniqueConstraint("case_id", "received_at", name="uq_receipts_case_id_received_at"),
    )
    _, case_id, _, foreign = _of_a_case("told")
    op.create_table(
        "told",
        sa.Column("letter", sa.String(255), nullable=False),
        case_id,
        sa.Column("promised", sa.Date, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("letter", name="pk_told"),
        foreign,
    )
    op.create_index("ix_told_case_id", "told", ["case_id"])


def downgrade() -> None:
    """Drop them."""
    for table in ("told", "receipts", "extensions", "pauses"):
        op.drop_table(table)


def _of_a_case(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("case_id", SERIAL, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=f"fk_{table}_case_id_cases", ondelete="CASCADE"
        ),
    )
