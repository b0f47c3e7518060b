"""Lets time pass over what a dead process had claimed, so that the next life need not wait it out.

On PostgreSQL nobody can see who lives on another machine: a lease and a claim last their time
there, and half a minute between two lives would make hundreds of them last for hours.
"""

from sqlalchemy import update

from pd_intake_bot import clock
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from pd_intake_bot.storage.tables import IN_FLIGHT, leases, outbox
from tests.faults.scene import Scene


async def over_claims(scene: Scene) -> None:
    """Let every lease and every claim be over. Nobody may live who holds one.

    Beside a SQLite file nothing is to be done: there a death is seen at once.
    """
    assert not scene.lives.pid, "somebody lives who has claims"
    if scene.postgres is None or not scene.lives.count:
        return
    engine = open_engine(scene.direct["PD_DATABASE_URL"])
    try:
        async with transaction(engine) as connection:
            now = clock.now()
            await connection.execute(update(leases).values(until=now))
            await connection.execute(
                update(outbox).where(outbox.c.standing.in_(IN_FLIGHT)).values(claimed_until=now)
            )
    finally:
        await engine.dispose()
