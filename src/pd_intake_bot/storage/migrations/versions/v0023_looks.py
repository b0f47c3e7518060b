"""Looks by their moment: to be read, and to be erased in their time."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

LOOKS = sa.text("kind IN ('evidence_taken', 'looked_at')")


def upgrade() -> None:
    """Add the indexes."""
    op.create_index("ix_looks_at", "looks", ["at"])
    op.create_index(
        "ix_events_at_id_looks",
        "events",
        ["at", "id"],
        sqlite_where=LOOKS,
        postgresql_where=LOOKS,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_events_at_id_looks", "events")
    op.drop_index("ix_looks_at", "looks")
