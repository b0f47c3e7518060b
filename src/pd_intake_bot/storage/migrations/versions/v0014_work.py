"""What officers note on cases, and orders that wait for a second officer."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("notes", "approvals")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "notes",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "approvals",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("ordered", sa.LargeBinary, nullable=False),
        sa.Column("asked_by", sa.String(64), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("standing", sa.String(32), nullable=False),
        sa.Column("decided_by", sa.String(64)),
        sa.Column("decided_at", MOMENT),
    )
    for table in TABLES:
        op.create_index(f"ix_{table}_case_id", table, ["case_id"])


def downgrade() -> None:
    """Drop them."""
    for table in reversed(TABLES):
        op.drop_table(table)
