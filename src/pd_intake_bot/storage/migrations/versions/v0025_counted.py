"""What reports and metrics count, found without a look at cases that are closed."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

CLOSED = sa.text("closed_at IS NOT NULL")
OPEN = sa.text("verdict IN ('open')")
UNDELIVERED = sa.text("standing IN ('refused', 'unknown')")
# What the figures asked of each closed case whenever they were drawn.
TOLD = """
UPDATE cases SET told_at_end = CASE
  WHEN EXISTS (
    SELECT 1 FROM halted WHERE halted.case_id = cases.id AND halted.promised IS NOT NULL
  ) THEN NULL
  ELSE coalesce(
    (SELECT told.promised FROM told WHERE told.case_id = cases.id
     ORDER BY told.at DESC, told.letter DESC LIMIT 1),
    cases.promised,
    cases.target
  )
END
WHERE closed_at IS NOT NULL
"""


def upgrade() -> None:
    """Keep of closed cases the date that was told, and make the indexes."""
    op.add_column("cases", sa.Column("told_at_end", sa.Date()))
    op.execute(TOLD)
    op.drop_index("ix_cases_closed_at", "cases")
    _partial("ix_cases_closed_at_counted", "cases", ["closed_at", "state", "told_at_end"], CLOSED)
    _partial("ix_outbox_case_id_undelivered", "outbox", ["case_id"], UNDELIVERED)
    _partial("ix_reviews_kind_open", "reviews", ["kind"], OPEN)
    op.create_index("ix_reminders_day", "reminders", ["day"])


def downgrade() -> None:
    """Have what was there before."""
    op.drop_index("ix_reminders_day", "reminders")
    op.drop_index("ix_reviews_kind_open", "reviews")
    op.drop_index("ix_outbox_case_id_undelivered", "outbox")
    op.drop_index("ix_cases_closed_at_counted", "cases")
    _partial("ix_cases_closed_at", "cases", ["closed_at"], CLOSED)
    op.drop_column("cases", "told_at_end")


def _partial(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
