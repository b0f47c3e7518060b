"""Since when the dates of a case stand still, for reminders to ask."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table; a case that is paused enters it when its dates are next counted."""
    op.create_table(
        "halted",
        sa.Column("case_id", SERIAL, nullable=False, autoincrement=False),
        sa.Column("promised", MOMENT),
        sa.Column("target", MOMENT),
        sa.PrimaryKeyConstraint("case_id", name="pk_halted"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name="fk_halted_case_id_cases", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("halted")
