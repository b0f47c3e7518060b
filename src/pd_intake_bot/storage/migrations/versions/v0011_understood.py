"""What was understood of a person's words, beside the fields that it filled."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the sealed column; cases of before have nothing in it."""
    op.add_column("cases", sa.Column("understood", sa.LargeBinary))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("cases", "understood")
