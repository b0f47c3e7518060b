"""What is looked for among much that is done: untaken cases, owed traces, messages to decide."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('registered', 'waiting')")
OWED = sa.text("trace_owed")
UNDECIDED = sa.text("verdict IN ('open')")


def upgrade() -> None:
    """Make the indexes."""
    _partial("ix_cases_officer_registered_at_open", "cases", ["officer", "registered_at"], OPEN)
    op.drop_index("ix_places_owed", "places")
    _partial("ix_places_uid_owed", "places", ["mailbox", "uidvalidity", "uid"], OWED)
    _partial("ix_reviews_id_open", "reviews", ["id"], UNDECIDED)


def downgrade() -> None:
    """Have those from before again."""
    op.drop_index("ix_reviews_id_open", "reviews")
    op.drop_index("ix_places_uid_owed", "places")
    _partial("ix_places_owed", "places", ["mailbox", "uid"], OWED)
    op.drop_index("ix_cases_officer_registered_at_open", "cases")


def _partial(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
