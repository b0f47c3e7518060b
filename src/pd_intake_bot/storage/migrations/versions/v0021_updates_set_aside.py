"""Updates of Telegram that were set aside, found without reading all the others."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ASIDE = sa.text("standing IN ('quarantined')")


def upgrade() -> None:
    """Make the index."""
    op.create_index(
        "ix_updates_update_id_quarantined",
        "updates",
        ["update_id"],
        sqlite_where=ASIDE,
        postgresql_where=ASIDE,
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_updates_update_id_quarantined", "updates")
