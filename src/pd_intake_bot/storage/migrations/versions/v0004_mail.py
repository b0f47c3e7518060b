"""Mail sent again, cases that belong together, and what is known of addresses."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(32)
HASH = sa.String(64)

_CONTENT = "ix_submissions_content_received_at"
_UNHELD = "ix_cases_person_registered_at_unheld"


def upgrade() -> None:
    """Add the columns and the tables."""
    op.add_column("submissions", sa.Column("content", HASH))
    op.create_index(_CONTENT, "submissions", ["content", "received_at"])
    op.add_column("reviews", sa.Column("about", SERIAL))
    op.create_table(
        "links",
        sa.Column("case_id", SERIAL, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("other_id", SERIAL, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("kind", WORD, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("ix_links_other_id", "links", ["other_id"])
    op.create_table(
        "automatic_letters",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("person", HASH, nullable=False),
        sa.Column("domain", HASH, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    for columns in (["at"], ["person", "at"], ["domain", "at"]):
        name = "_".join(["ix_automatic_letters", *columns])
        op.create_index(name, "automatic_letters", columns)
    op.create_table(
        "dead_addresses",
        sa.Column("person", HASH, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
    )
    # Letters are counted by themselves now, and not by the cases that they are about.
    op.drop_index(_UNHELD, "cases")


def downgrade() -> None:
    """Drop them."""
    where = sa.text("held_because IS NULL")
    columns = ["person", "registered_at"]
    op.create_index(_UNHELD, "cases", columns, sqlite_where=where, postgresql_where=where)
    for table in ("dead_addresses", "automatic_letters", "links"):
        op.drop_table(table)
    op.drop_column("reviews", "about")
    op.drop_index(_CONTENT, "submissions")
    op.drop_column("submissions", "content")
