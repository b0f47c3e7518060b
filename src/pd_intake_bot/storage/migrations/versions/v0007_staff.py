"""Staff: topics of cases, officers and their roles, what each card shows."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make what is new."""
    op.add_column("cards", sa.Column("topic", sa.BigInteger()))
    op.add_column("cards", sa.Column("shown", sa.String(255)))
    op.add_column(
        "cards", sa.Column("shared", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index("ix_buttons_created_at", "buttons", ["created_at"])
    _topics()
    _officers()


def _topics() -> None:
    op.create_table(
        "topics",
        sa.Column("case_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread", sa.BigInteger()),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("reserved_until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("case_id", name="pk_topics"),
        sa.UniqueConstraint("chat_id", "thread", name="uq_topics_chat_id_thread"),
    )


def _officers() -> None:
    op.create_table(
        "officers",
        sa.Column("user_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("role", sa.String(32)),
        sa.Column("decided", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("language", sa.String(32)),
        sa.PrimaryKeyConstraint("user_id", name="pk_officers"),
    )
    op.create_table(
        "role_changes",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(32)),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_role_changes"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop it."""
    for table in ("role_changes", "officers", "topics"):
        op.drop_table(table)
    op.drop_index("ix_buttons_created_at", "buttons")
    for column in ("shared", "shown", "topic"):
        op.drop_column("cards", column)
