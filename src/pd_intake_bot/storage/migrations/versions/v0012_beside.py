"""Files of a message that were not taken, and the other address to which it asks for answers."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the sealed column; submissions of before have nothing in it."""
    op.add_column("submissions", sa.Column("beside", sa.LargeBinary))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("submissions", "beside")
