"""Messages as they came in, and those that wait for an officer's eye."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.review import ReviewKind, Verdict
from pd_intake_bot.domain.rights import Language, Request
from pd_intake_bot.domain.submission import Channel
from pd_intake_bot.storage.sql.columns import SERIAL, Moment, one_of, word
from pd_intake_bot.storage.tables.metadata import HASH, metadata, partial

submissions = Table(
    "submissions",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("identity", String(255), nullable=False, unique=True),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("channel", word(Channel), nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("language", word(Language)),
    Column("sender_name", LargeBinary, nullable=False),
    Column("sender_address", LargeBinary, nullable=False),
    Column("subject_line", LargeBinary, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("message_id", LargeBinary, nullable=False),
    # Files that were not taken, and the address to which answers are asked for.
    Column("beside", LargeBinary),
    # A keyed hash; what it is the hash of is sealed, save in rows from before that.
    Column("raw", HASH, nullable=False, index=True),
    Column("raw_digest", LargeBinary),
    # The same for every copy of one message that was sent again, whatever its Message-ID.
    Column("content", HASH),
    Index("ix_submissions_content_received_at", "content", "received_at"),
)

attachments = Table(
    "attachments",
    metadata,
    Column("submission_id", ForeignKey("submissions.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", LargeBinary, nullable=False),
    Column("media_type", String(255), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("digest", HASH, nullable=False, index=True),
    Column("sealed_digest", LargeBinary),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("submission_id", ForeignKey("submissions.id"), nullable=False, index=True),
    Column("kind", word(ReviewKind), nullable=False),
    Column("reply_to", LargeBinary),
    Column("request", word(Request)),
    Column("reason", String(255), nullable=False),
    Column("verdict", word(Verdict), nullable=False),
    Column("settled_by", String(64)),
    Column("settled_at", Moment),
    # The case that the message may belong to, where it may belong to one.
    Column("about", SERIAL),
    # Empty in rows from before it was kept.
    Column("proof", word(Proof)),
)
# Decided ones stay as long as what they were decided about: only the others are counted.
partial(
    "ix_reviews_kind_open",
    reviews.c.kind,
    where=one_of(reviews.c.verdict, Verdict.OPEN),
)
# Paged in the order they came: else SQLite goes along all there ever were.
partial("ix_reviews_id_open", reviews.c.id, where=one_of(reviews.c.verdict, Verdict.OPEN))
