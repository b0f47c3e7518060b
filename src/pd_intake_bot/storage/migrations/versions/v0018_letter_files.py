"""Which kept files go with the letters of a case."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "letter_files",
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("sealed_digest", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_letter_files_digest", "letter_files", ["digest"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("letter_files")
