"""Which chat a mailbox is tied to, so that a letter may be sent there."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of ties from before only the hash of the chat is known."""
    op.add_column("ties", sa.Column("chat", sa.LargeBinary))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("ties", "chat")
