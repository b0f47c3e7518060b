"""Cases found by when they came, those that wait for the person, and those of one digest."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

WAITS = sa.text("state IN ('waiting')")


def upgrade() -> None:
    """Make the indexes."""
    op.create_index(
        "ix_cases_id_waiting", "cases", ["id"], sqlite_where=WAITS, postgresql_where=WAITS
    )
    shared = sa.text("shared")
    op.create_index(
        "ix_cards_message_id_shared",
        "cards",
        ["message_id"],
        sqlite_where=shared,
        postgresql_where=shared,
    )
    op.create_index("ix_cases_received_at", "cases", ["received_at"])
    op.create_index("ix_cases_registered_at", "cases", ["registered_at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_cards_message_id_shared", "cards")
    for name in ("registered_at", "received_at", "id_waiting"):
        op.drop_index(f"ix_cases_{name}", "cases")
