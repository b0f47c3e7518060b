"""What left by mail, byte for byte."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what left before has none."""
    op.add_column("outbox", sa.Column("composed", sa.LargeBinary))


def downgrade() -> None:
    """Take the column away."""
    op.drop_column("outbox", "composed")
