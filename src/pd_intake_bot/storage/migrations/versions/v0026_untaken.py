"""Open cases that nobody has taken, by when they were registered, and places that bear no trace."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('registered', 'waiting')")
OWED = sa.text("trace_owed")


def upgrade() -> None:
    """Make the indexes."""
    _partial("ix_cases_officer_registered_at_open", "cases", ["officer", "registered_at"], OPEN)
    op.drop_index("ix_places_owed", "places")
    _partial("ix_places_uid_owed", "places", ["mailbox", "uidvalidity", "uid"], OWED)


def downgrade() -> None:
    """Have those from before again."""
    op.drop_index("ix_places_uid_owed", "places")
    _partial("ix_places_owed", "places", ["mailbox", "uid"], OWED)
    op.drop_index("ix_cases_officer_registered_at_open", "cases")


def _partial(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
