"""A private PostgreSQL: one server, as many empty databases as tests ask for."""

import shutil
from itertools import count
from pathlib import Path

from tests.servers import programs

_ROLE = "app"


class Postgres:
    """Listens on a free port of 127.0.0.1 and trusts whoever comes. Nothing in it is durable."""

    host = "127.0.0.1"

    def __init__(self) -> None:
        homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
        self._bin = programs.find("initdb", *homes).resolve().parent
        self._folder = programs.folder("postgres")
        programs.own(self._folder)
        (self.port,) = programs.free_ports(1)
        self._names = (f"test_{number}" for number in count(1))
        self._start()

    def url(self, database: str) -> str:
        """Give the address of a database for SQLAlchemy."""
        return f"postgresql+asyncpg://{_ROLE}@{self.host}:{self.port}/{database}"

    def create(self) -> str:
        """Make an empty database and give its name."""
        name = next(self._names)
        self._run("createdb", *self._address(), name)
        return name

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still in it."""
        self._run("dropdb", *self._address(), "--force", database)

    def dump(self, database: str, file: Path) -> None:
        """Back a database up, with the command that the program names."""
        self._run("pg_dump", *self._address(), "--format=custom", f"--file={file}", database)

    def restore(self, file: Path, database: str) -> None:
        """Bring a backup back into an empty database, likewise."""
        plain = ("--exit-on-error", "--no-owner", f"--dbname={database}")
        self._run("pg_restore", *self._address(), *plain, str(file))

    def close(self) -> None:
        """Stop, and leave nothing behind."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._folder)

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def _address(self) -> tuple[str, ...]:
        return ("-h", self.host, "-p", str(self.port), "-U", _ROLE)

    def _start(self) -> None:
        plain = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        self._run("initdb", "-D", self._data, "-U", _ROLE, *plain)
        settings = f"-p {self.port} -k {self._folder} -c listen_addresses={self.host}"
        careless = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        log = str(self._folder / "postgres.log")
        options = f"{settings} {careless}"
        self._run("pg_ctl", "-D", self._data, "-l", log, "-w", "-o", options, "start")

    def _run(self, program: str, *arguments: str) -> None:
        programs.run([str(self._bin / program), *arguments])
