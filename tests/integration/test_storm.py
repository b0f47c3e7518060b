"""A small storm over the whole service: nothing dropped, one digest, memory within a budget."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench import storm
from bench.storm import Size, Storm

from pd_intake_bot.domain.submission import Channel
from pd_intake_bot.telegram import group_pace
from tests.servers.dovecot import Dovecot

SIZE = Size(mails=300, people=50, pause=3.0, minute=20.0)
BUDGET = 300
"""Megabytes that the service may have at most; idle it has about half of that."""
DIGEST, CARD = "Сразу много новых обращений: ", "PD-"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("storm")


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    server = Dovecot()
    yield server
    server.close()


async def test_storm_drops_nothing_and_floods_nobody(folder: Path, dovecot: Dovecot) -> None:
    came = await storm.rage(folder, dovecot, SIZE)
    assert_nothing_dropped(came)
    assert_staff_have_one_digest(came)
    assert max(came.memory) < BUDGET


def assert_nothing_dropped(came: Storm) -> None:
    by_mail = [case for case in came.cases if case.channel is Channel.MAIL]
    assert len(by_mail) == len(set(came.recipients)) == len(came.recipients) == SIZE.requests
    assert len(came.cases) - len(by_mail) == SIZE.people
    assert came.reviews == SIZE.unclear


def assert_staff_have_one_digest(came: Storm) -> None:
    cards = [line for line in came.cards if CARD in line]
    (digest,) = (line for line in came.cards if line.startswith(DIGEST))
    # Cards of what waits for a verdict count among those that make a burst.
    assert len(cards) <= (group_pace.SERVICE.burst or 0)
    assert int(digest.removeprefix(DIGEST)) + len(cards) == len(came.cases)
