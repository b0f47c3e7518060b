"""A private PostgreSQL: one server, as many empty databases as tests ask for."""

import os
import shutil
from itertools import count
from pathlib import Path

from tests.servers import programs

_ROLE = "app"
_WAIT = ("-w", "-t", "100")


class Postgres:
    """Listens on a free port of 127.0.0.1 and trusts whoever comes.

    Only a `durable` one keeps, over a crash, what it said it had committed.
    """

    host = "127.0.0.1"

    def __init__(self, *, durable: bool = False) -> None:
        self._durable = durable
        homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
        self._bin = programs.find("initdb", *homes).resolve().parent
        self._folder = programs.folder("postgres")
        programs.own(self._folder)
        (self.port,) = programs.free_ports(1)
        self._names = (f"test_{number}" for number in count(1))
        self._create()
        self.start()

    def url(self, database: str) -> str:
        """Give the address of a database for SQLAlchemy."""
        return f"postgresql+asyncpg://{_ROLE}@{self.host}:{self.port}/{database}"

    def client(self, **settings: str) -> dict[str, str]:
        """Give the environment in which its own programs are found, and find it."""
        path = f"{self._bin}{os.pathsep}{os.environ['PATH']}"
        where = {"PGHOST": self.host, "PGPORT": str(self.port), "PGUSER": _ROLE}
        return {"PATH": path} | where | settings

    def create(self) -> str:
        """Make an empty database and give its name."""
        name = next(self._names)
        self._run("createdb", *self.address(), name)
        return name

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still in it."""
        self._run("dropdb", *self.address(), "--force", database)

    def dump(self, database: str, file: Path) -> None:
        """Back a database up, with the command that the program names."""
        self._run("pg_dump", *self.address(), "--format=custom", f"--file={file}", database)

    def restore(self, file: Path, database: str) -> None:
        """Bring a backup back into an empty database, likewise."""
        plain = ("--exit-on-error", "--no-owner", f"--dbname={database}")
        self._run("pg_restore", *self.address(), *plain, str(file))

    def unpack(self, file: Path, target: Path) -> None:
        """Write a backup out as the statements it is made of."""
        self._run("pg_restore", f"--file={target}", str(file))

    def say(self, statement: str) -> None:
        """Give the server an order, as whoever administers it does."""
        self._run("psql", *self.address(), "-d", "postgres", "-qc", statement)

    def close(self) -> None:
        """Stop, unless it was stopped, and leave nothing behind."""
        if Path(self._data, "postmaster.pid").exists():
            self.stop("immediate")
        shutil.rmtree(self._folder)

    def stop(self, how: str = "fast") -> None:
        """Stop in order (`fast`), or as a crash does (`immediate`)."""
        self._run("pg_ctl", "-D", self._data, "-m", how, *_WAIT, "stop")

    def move(self) -> None:
        """Start again after `stop`, on another port."""
        (self.port,) = programs.free_ports(1)
        self.start()

    def start(self) -> None:
        """Listen, the first time or again after `stop`."""
        settings = f"-p {self.port} -k {self._folder} -c listen_addresses={self.host}"
        careless = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        log = str(self._folder / "postgres.log")
        options = settings if self._durable else f"{settings} {careless}"
        self._run("pg_ctl", "-D", self._data, "-l", log, *_WAIT, "-o", options, "start")

    def address(self) -> tuple[str, ...]:
        """Give the options by which its own programs reach it."""
        return ("-h", self.host, "-p", str(self.port), "-U", _ROLE)

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def _create(self) -> None:
        plain = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        self._run("initdb", "-D", self._data, "-U", _ROLE, *plain)

    def _run(self, program: str, *arguments: str) -> None:
        programs.run([str(self._bin / program), *arguments])
