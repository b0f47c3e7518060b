"""People: codes, links, ties of channels, chats out of reach."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

HASH = sa.String(64)
MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make what is new."""
    op.create_table(
        "codes",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("person", HASH, nullable=False),
        sa.Column("mailbox", HASH, nullable=False),
        sa.Column("code", HASH, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_codes"),
    )
    op.create_index("ix_codes_at", "codes", ["at"])
    op.create_index("ix_codes_person_at", "codes", ["person", "at"])
    op.create_index("ix_codes_mailbox_at", "codes", ["mailbox", "at"])
    _ties()


def _ties() -> None:
    op.create_table(
        "tie_links",
        sa.Column("token", HASH, primary_key=True),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_tie_links"),
    )
    op.create_index("ix_tie_links_case_id", "tie_links", ["case_id"])
    op.create_index("ix_tie_links_until", "tie_links", ["until"])
    op.create_table(
        "ties",
        sa.Column("person", HASH, primary_key=True),
        sa.Column("mailbox", HASH, primary_key=True),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person", "mailbox", name="pk_ties"),
    )
    op.create_index("ix_ties_mailbox", "ties", ["mailbox"])
    op.create_table(
        "lost_chats",
        sa.Column("person", HASH, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_lost_chats"),
    )


def downgrade() -> None:
    """Drop it."""
    for table in ("lost_chats", "ties", "tie_links", "codes"):
        op.drop_table(table)
