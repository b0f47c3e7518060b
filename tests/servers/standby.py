"""A PostgreSQL that follows another one, and takes its place when it is told to."""

from tests.servers.postgres import Postgres


class Standby(Postgres):
    """A copy of a server, without which nothing is committed there from then on."""

    def __init__(self, primary: Postgres) -> None:
        self._primary = primary
        super().__init__(durable=True)
        primary.say("ALTER SYSTEM SET synchronous_standby_names = '*'")
        primary.say("SELECT pg_reload_conf()")
        # The first commit that waits for it tells that it follows.
        primary.say("CREATE ROLE followed")

    def promote(self) -> None:
        """Become a server that is written to; the one before must be so no more."""
        self._run("pg_ctl", "-D", self._data, "-w", "-t", "100", "promote")
        self.say("ALTER SYSTEM RESET synchronous_standby_names")
        self.say("SELECT pg_reload_conf()")

    def _create(self) -> None:
        where = (*self._primary.address(), "-D", self._data)
        self._run(
            "pg_basebackup", *where, "--write-recovery-conf", "--checkpoint=fast", "--no-sync"
        )
