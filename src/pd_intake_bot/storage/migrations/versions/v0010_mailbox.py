"""Mailbox: tables and columns."""

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what is new."""


def downgrade() -> None:
    """Drop it."""
