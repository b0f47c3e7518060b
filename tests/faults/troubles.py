"""What can be wrong with the outside and the ground: each begins, lasts a while, and is over."""

import asyncio
import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial

from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.usecases.lease import LENGTH, RENEW
from tests.faults.mail_troubles import of_mail_server
from tests.faults.proxy import Mode, Proxy
from tests.faults.scene import Kind, Scene
from tests.faults.trouble import Trouble
from tests.servers.postgres import Postgres
from tests.servers.standby import Standby

LONGER_THAN_A_LEASE = (LENGTH + RENEW).total_seconds()


def catalogue(kind: Kind) -> list[Trouble]:
    """List all troubles that a service on this database can be put through."""
    every = [*_network(kind), *of_mail_server(), *_telegram(), *_mailbox(), *_ground()]
    return [one for one in every if one.kind in {None, kind}]


def _network(kind: Kind) -> Iterator[Trouble]:
    proxies: dict[str, Callable[[Scene], Proxy]] = {
        "IMAP": lambda scene: scene.imap,
        "SMTP": lambda scene: scene.smtp,
        "Telegram": lambda scene: scene.bot_api,
    }
    if kind == "postgres":
        proxies["PostgreSQL"] = _database
    for name, of in proxies.items():
        yield Trouble(name=f"{name}: refused", begin=partial(_refuse, of), end=partial(_accept, of))
        for mode in (Mode.RESET, Mode.HANG, Mode.HALF):
            yield Trouble(
                name=f"{name}: {mode}",
                begin=partial(_behave, of, mode),
                end=partial(_behave, of, Mode.PASS),
            )


def _database(scene: Scene) -> Proxy:
    assert scene.database is not None
    return scene.database


async def _refuse(of: Callable[[Scene], Proxy], scene: Scene) -> None:
    await of(scene).refuse()


async def _accept(of: Callable[[Scene], Proxy], scene: Scene) -> None:
    await of(scene).listen()


async def _behave(of: Callable[[Scene], Proxy], mode: Mode, scene: Scene) -> None:
    of(scene).behave(mode)


def _telegram() -> Iterator[Trouble]:
    for fault in Fault:
        times = 1 if fault in {Fault.RESET_AFTER, Fault.HANG} else 3
        yield Trouble(
            name=f"Telegram: {fault} to messages",
            begin=partial(_telegram_fails, "sendMessage", fault, times),
            end=_telegram_is_well,
        )
    for fault in (Fault.CONFLICT, Fault.BAD_GATEWAY, Fault.RESET_AFTER, Fault.HANG):
        yield Trouble(
            name=f"Telegram: {fault} to polls",
            begin=partial(_telegram_fails, "getUpdates", fault, 2),
            end=_telegram_is_well,
        )


async def _telegram_fails(method: str, fault: Fault, times: int, scene: Scene) -> None:
    scene.telegram.faults.add(method, fault, times=times, seconds=1)


async def _telegram_is_well(scene: Scene) -> None:
    scene.telegram.faults.clear()


def _mailbox() -> Iterator[Trouble]:
    yield Trouble(name="IMAP: sessions killed", begin=_kill_sessions, seconds=0.5)
    yield Trouble(name="IMAP: server restarted", begin=_stop_dovecot, end=_start_dovecot)


async def _kill_sessions(scene: Scene) -> None:
    scene.dovecot.kill_sessions()


async def _stop_dovecot(scene: Scene) -> None:
    await asyncio.to_thread(scene.dovecot.stop)


async def _start_dovecot(scene: Scene) -> None:
    await asyncio.to_thread(scene.dovecot.start)


def _ground() -> Iterator[Trouble]:
    locks = ExitStack()
    yield Trouble(
        name="SQLite: locked by another",
        begin=partial(_lock, locks),
        end=partial(_unlock, locks),
        seconds=LONGER_THAN_A_LEASE,
        kind="sqlite",
    )
    yield Trouble(name="disk full", begin=_fill, end=_empty, seconds=6)
    yield Trouble(name="clock an hour on", begin=partial(_jump, False))  # noqa: FBT003 - said by its name
    yield Trouble(name="clock an hour back", begin=partial(_jump, True))  # noqa: FBT003 - likewise
    yield Trouble(
        name="clock an hour on, and back",
        begin=partial(_jump, False),  # noqa: FBT003 - likewise
        end=partial(_jump, True),  # noqa: FBT003 - likewise
    )
    yield Trouble(
        name="PostgreSQL: restarted",
        begin=partial(_stop_postgres, "fast"),
        end=_start_postgres,
        kind="postgres",
    )
    yield Trouble(
        name="PostgreSQL: away for longer than a lease",
        begin=partial(_stop_postgres, "fast"),
        end=_start_postgres,
        seconds=LONGER_THAN_A_LEASE,
        kind="postgres",
    )
    yield Trouble(
        name="PostgreSQL: crashed",
        begin=partial(_stop_postgres, "immediate"),
        end=_start_postgres,
        kind="postgres",
    )
    yield Trouble(
        name="PostgreSQL: failed over to another port",
        begin=partial(_stop_postgres, "immediate"),
        end=_fail_over,
        kind="postgres",
    )
    yield Trouble(
        name="PostgreSQL: crashed, and its standby promoted",
        begin=_lose_primary,
        end=_promote,
        kind="postgres",
    )


async def _lock(locks: ExitStack, scene: Scene) -> None:
    locks.enter_context(_locked(scene))


async def _unlock(locks: ExitStack, _: Scene) -> None:
    locks.close()


@contextmanager
def _locked(scene: Scene) -> Iterator[None]:
    with closing(sqlite3.connect(scene.folder / "intake.db", isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


async def _fill(scene: Scene) -> None:
    """No file of the service may grow past a kilobyte: what a full disk says, this says, too."""
    _, most = resource.prlimit(scene.lives.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(scene.lives.pid, resource.RLIMIT_FSIZE, (1024, most))


async def _empty(scene: Scene) -> None:
    _, most = resource.prlimit(scene.lives.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(scene.lives.pid, resource.RLIMIT_FSIZE, (most, most))


async def _jump(back: bool, scene: Scene) -> None:  # noqa: FBT001 - bound by `partial`
    scene.lives.jump(back=back)


async def _stop_postgres(how: str, scene: Scene) -> None:
    assert scene.postgres is not None
    await asyncio.to_thread(scene.postgres.stop, how)


async def _start_postgres(scene: Scene) -> None:
    assert scene.postgres is not None
    await asyncio.to_thread(scene.postgres.start)


async def _fail_over(scene: Scene) -> None:
    """Start what was there elsewhere, and let the address that the service knows lead to it."""
    assert scene.postgres is not None
    former = scene.postgres.port
    await asyncio.to_thread(scene.postgres.move)
    _lead(scene, former, scene.postgres)


async def _lose_primary(scene: Scene) -> None:
    """Let another server follow, and the first one die."""
    assert scene.postgres is not None
    primary, standby = scene.postgres, await asyncio.to_thread(Standby, scene.postgres)
    scene.stack.callback(standby.close)
    scene.postgres = standby
    await asyncio.to_thread(primary.stop, "immediate")
    _lead(scene, primary.port, standby)


async def _promote(scene: Scene) -> None:
    assert isinstance(scene.postgres, Standby)
    await asyncio.to_thread(scene.postgres.promote)


def _lead(scene: Scene, former: int, server: Postgres) -> None:
    """Let the address that the service knows lead to another server than before."""
    assert scene.database is not None
    scene.database.target = server.port
    url = scene.direct["PD_DATABASE_URL"].replace(str(former), str(server.port))
    scene.direct["PD_DATABASE_URL"] = url
