"""Which parcels may leave now: the oldest of each lane in which none is on its way."""

from sqlalchemy import and_, bindparam, exists, or_, select

from pd_intake_bot.domain.outbox import Standing
from pd_intake_bot.storage.sql.columns import one_of
from pd_intake_bot.storage.tables import IN_FLIGHT, WAITING, outbox

_earlier, _in_flight = outbox.alias("earlier"), outbox.alias("in_flight")

# Given its moment before the clock was set back: none is so far ahead now.
_BY_ANOTHER_CLOCK = and_(
    outbox.c.created_at > bindparam("now"),
    or_(outbox.c.attempts == 0, outbox.c.due_at > bindparam("far")),
)

# Built once: every round of every carrier asks this.
NEXT_OF_EACH_LANE = (
    select(outbox.c.id)
    .where(one_of(outbox.c.standing, Standing.PENDING), outbox.c.carrier == bindparam("carrier"))
    .where(or_(outbox.c.due_at <= bindparam("now"), _BY_ANOTHER_CLOCK))
    .where(
        ~exists()
        .where(one_of(_earlier.c.standing, *WAITING))
        .where(_earlier.c.lane == outbox.c.lane, _earlier.c.id < outbox.c.id)
    )
    # A parcel that an officer released stands before one that may already be on its way.
    .where(
        ~exists()
        .where(one_of(_in_flight.c.standing, *IN_FLIGHT))
        .where(_in_flight.c.lane == outbox.c.lane)
    )
    .order_by(outbox.c.due_at, outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=outbox)
)
"""Asked with a `carrier`, the moment `now`, one `far` ahead of it, and for at `most` so many."""
