"""What can be wrong with the mail server: its answers, its silences, and how many it bears."""

from collections.abc import Iterator
from functools import partial

from pd_intake_bot.sandbox.mail.smtp_faults import Stage
from tests.faults.scene import CONNECTIONS, Scene, until
from tests.faults.trouble import Trouble

HEARD = 30
"""Seconds within which what was ordered is met."""


def of_mail_server() -> Iterator[Trouble]:
    """List what letters can meet."""
    for early in (Stage.CONNECT, Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.BODY):
        yield Trouble(name=f"SMTP: 4xx at {early}", begin=partial(_reply, early, "451 4.3.0 Later"))
    yield Trouble(name="SMTP: 421 at mail", begin=partial(_reply, Stage.MAIL, "421 4.3.2 Closing"))
    for late in (Stage.RCPT, Stage.DATA, Stage.BODY):
        yield Trouble(name=f"SMTP: 5xx at {late}", begin=partial(_reply, late, "550 5.7.1 No"))
    yield Trouble(
        name="SMTP: 5xx login wanted", begin=partial(_reply, Stage.MAIL, "530 5.7.0 Login")
    )
    for stage in Stage:
        yield Trouble(name=f"SMTP: dropped at {stage}", begin=partial(_drop, stage), end=_clear)
    yield Trouble(name="SMTP: hung at connect", begin=partial(_hang, Stage.CONNECT), end=_hang_up)
    yield Trouble(name="SMTP: hung at body", begin=partial(_hang, Stage.BODY), end=_hang_up)
    yield Trouble(name="SMTP: taken, then hung", begin=partial(_hang, Stage.ACCEPTED), end=_hang_up)
    everywhere = partial(_hang, Stage.ACCEPTED, times=CONNECTIONS)
    yield Trouble(name="SMTP: all connections hung", begin=everywhere, end=_hang_up)
    yield Trouble(name="SMTP: all hung, clock an hour on", begin=_hang_and_jump, end=_hang_up)
    yield Trouble(name="SMTP: all hung, ended in order", begin=_hang_and_end, end=_begin_anew)
    # The last: for an hour fewer connections are made use of.
    yield Trouble(name="SMTP: bears one connection", begin=_bear_one, end=_clear)


async def _reply(stage: Stage, line: str, scene: Scene) -> None:
    _cut_before(stage, scene)
    scene.sink.faults.reply(stage, line, times=2)


async def _drop(stage: Stage, scene: Scene) -> None:
    _cut_before(stage, scene)
    scene.sink.faults.drop(stage)


def _cut_before(stage: Stage, scene: Scene) -> None:
    """Let no kept connection spare anybody what only a new one meets."""
    if stage is Stage.CONNECT:
        scene.smtp.cut()


async def _hang(stage: Stage, scene: Scene, *, times: int = 1) -> None:
    _cut_before(stage, scene)
    scene.sink.faults.hang(stage, times=times)


async def _bear_one(scene: Scene) -> None:
    """Refuse whichever connection is opened beside another; new ones are made for all at once."""
    scene.smtp.cut()
    scene.sink.faults.reply(Stage.CONNECT, "421 4.7.0 Too many connections", times=CONNECTIONS - 1)


async def _hang_and_jump(scene: Scene) -> None:
    """Let the clock leap past the claims of all that is on its way."""
    await _hang_everywhere(scene)
    scene.lives.jump()


async def _hang_and_end(scene: Scene) -> None:
    """Ask the service to end while nothing of what is on its way does."""
    await _hang_everywhere(scene)
    await scene.lives.stop()


async def _begin_anew(scene: Scene) -> None:
    await _hang_up(scene)
    await scene.lives.begin()


async def _hang_everywhere(scene: Scene) -> None:
    await _hang(Stage.ACCEPTED, scene, times=CONNECTIONS)
    scene.deliver(CONNECTIONS)
    await until(lambda: not scene.sink.faults.to_come(Stage.ACCEPTED), within=HEARD)


async def _clear(scene: Scene) -> None:
    scene.sink.faults.clear()


async def _hang_up(scene: Scene) -> None:
    scene.sink.faults.clear()
    scene.smtp.cut()
