"""One-time links that know that they were used, and orders that wait, found by themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

WAITS = sa.text("standing IN ('open')")


def upgrade() -> None:
    """Add the column and the index."""
    op.add_column(
        "tie_links", sa.Column("used", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index(
        "ix_approvals_id_open", "approvals", ["id"], sqlite_where=WAITS, postgresql_where=WAITS
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_approvals_id_open", "approvals")
    op.drop_column("tie_links", "used")
