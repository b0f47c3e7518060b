"""One reader of the mailbox, where taken mail lies, and how far a first look goes."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
_OWED = sa.text("trace_owed")


def upgrade() -> None:
    """Make the tables, the column and the index."""
    op.create_table(
        "leases",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )
    op.create_table(
        "places",
        sa.Column("mailbox", sa.String(255), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("uid", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("identity", sa.String(255), nullable=False),
        sa.Column("trace_owed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "uidvalidity", "uid", name="pk_places"),
    )
    op.create_index(
        "ix_places_owed",
        "places",
        ["mailbox", "uid"],
        sqlite_where=_OWED,
        postgresql_where=_OWED,
    )
    op.add_column(
        "mailboxes",
        sa.Column("first_look_to", sa.BigInteger, server_default="0", nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_column("mailboxes", "first_look_to")
    op.drop_index("ix_places_owed", "places")
    op.drop_table("places")
    op.drop_table("leases")
