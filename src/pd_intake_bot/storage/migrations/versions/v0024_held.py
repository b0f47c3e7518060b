"""Open cases whose automatic letter is held: few among many, counted at every look at the queue."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

HELD = sa.text("state IN ('registered', 'waiting') AND held_because IS NOT NULL")


def upgrade() -> None:
    """Make the index."""
    op.create_index(
        "ix_cases_target_id_held",
        "cases",
        ["target", "id"],
        sqlite_where=HELD,
        postgresql_where=HELD,
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_cases_target_id_held", "cases")
