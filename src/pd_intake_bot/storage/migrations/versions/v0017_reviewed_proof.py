"""How well the sender of a message that waits for an officer is known."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of those of before nothing is known but the way they came."""
    op.add_column("reviews", sa.Column("proof", sa.String(32)))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("reviews", "proof")
