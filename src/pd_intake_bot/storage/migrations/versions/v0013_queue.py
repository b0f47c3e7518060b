"""The queue: contacts to find cases by, looks at what is no case, messages to be taken away."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IS_OPEN = sa.text("state IN ('registered', 'waiting')")


def upgrade() -> None:
    """Make what is new; the running service fills in the contacts of older cases."""
    _contacts()
    _looks()
    _shown()
    op.create_index(
        "ix_cases_officer_target_id_open",
        "cases",
        ["officer", "target", "id"],
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("case_id", SERIAL, nullable=False, autoincrement=False),
        sa.Column("contact", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "contact", name="pk_contacts"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_contacts_case_id_cases"),
    )
    op.create_index("ix_contacts_contact_case_id", "contacts", ["contact", "case_id"])


def _looks() -> None:
    op.create_table(
        "looks",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("review_id", sa.BigInteger()),
        sa.Column("found", sa.Integer()),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_looks"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_looks_review_id", "looks", ["review_id"])


def _shown() -> None:
    op.create_table(
        "shown",
        sa.Column("chat_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("batch", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("changeable", sa.Boolean(), nullable=False),
        sa.Column("parcel", sa.String(255), nullable=False),
        sa.Column("case_id", sa.BigInteger()),
        sa.Column("review_id", sa.BigInteger()),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name="pk_shown"),
    )
    op.create_index("ix_shown_at", "shown", ["at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_cases_officer_target_id_open", "cases")
    for table in ("shown", "looks", "contacts"):
        op.drop_table(table)
