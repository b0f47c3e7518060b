"""What waits to be sent."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from pd_intake_bot.domain.outbox import Carrier, Kind, Standing
from pd_intake_bot.storage.sql.columns import SERIAL, Moment, one_of, word
from pd_intake_bot.storage.tables.metadata import HASH, metadata, partial

outbox = Table(
    "outbox",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("key", String(255), nullable=False, unique=True),
    Column("carrier", word(Carrier), nullable=False),
    Column("kind", word(Kind), nullable=False),
    Column("lane", HASH, nullable=False),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("payload", LargeBinary, nullable=False),
    Column("standing", word(Standing), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("claimed_by", String(32)),
    Column("claimed_until", Moment),
    Column("settled_at", Moment),
    Column("attempts", Integer, nullable=False),
    Column("doubts", Integer, nullable=False),
    Column("answer", LargeBinary),
    # What left, byte for byte.
    Column("composed", LargeBinary),
    sqlite_autoincrement=True,
)

# What has been settled is never looked through: these indexes hold only what still waits.
WAITING = (Standing.PENDING, Standing.CLAIMED, Standing.SENDING)
IN_FLIGHT = (Standing.CLAIMED, Standing.SENDING)


partial(
    "ix_outbox_lane_id_waiting",
    outbox.c.lane,
    outbox.c.id,
    where=one_of(outbox.c.standing, *WAITING),
)
partial(
    "ix_outbox_carrier_due_at_pending",
    outbox.c.carrier,
    outbox.c.due_at,
    where=one_of(outbox.c.standing, Standing.PENDING),
)
# The rule "one at a time in a lane", held by the database against every race.
ONE_IN_FLIGHT = Index(
    "uq_outbox_lane_in_flight",
    outbox.c.lane,
    unique=True,
    sqlite_where=one_of(outbox.c.standing, *IN_FLIGHT),
    postgresql_where=one_of(outbox.c.standing, *IN_FLIGHT),
)
