"""Find quickly how many letters a person has been sent of late."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_INDEX = "ix_cases_person_registered_at_unheld"
_UNHELD = sa.text("held_because IS NULL")


def upgrade() -> None:
    """Make the index."""
    op.create_index(
        _INDEX,
        "cases",
        ["person", "registered_at"],
        sqlite_where=_UNHELD,
        postgresql_where=_UNHELD,
    )


def downgrade() -> None:
    """Drop the index."""
    op.drop_index(_INDEX, "cases")
