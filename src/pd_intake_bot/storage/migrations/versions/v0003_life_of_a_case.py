"""Who has taken a case on, when it was closed, and the open ones found at once."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
_INDEX = "ix_cases_target_id_open"
_OPEN = sa.text("state IN ('registered', 'waiting')")


def upgrade() -> None:
    """Add the columns and the index."""
    op.add_column("cases", sa.Column("officer", sa.String(64)))
    op.add_column("cases", sa.Column("taken_at", MOMENT))
    op.add_column("cases", sa.Column("closed_at", MOMENT))
    op.create_index(_INDEX, "cases", ["target", "id"], sqlite_where=_OPEN, postgresql_where=_OPEN)


def downgrade() -> None:
    """Drop them."""
    op.drop_index(_INDEX, "cases")
    for column in ("closed_at", "taken_at", "officer"):
        op.drop_column("cases", column)
