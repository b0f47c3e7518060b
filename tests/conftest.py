"""Fixtures that any test may use: the servers of this machine, started privately."""

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.servers import leaks, memory
from tests.servers.dovecot import Dovecot
from tests.servers.postgres import Postgres

# `make unit` looks quickly; `make test` looks at as many examples as the library thinks right.
# Both look at the same examples each time, so that a change is judged by what it changes.
settings.register_profile("quick", max_examples=15, deadline=None, derandomize=True)
settings.register_profile("thorough", deadline=None, derandomize=True)
settings.load_profile("thorough")

HERE = Path(__file__).parent
BETWEEN_COLLECTIONS = 10_000
"""How many more objects have been made than given up when garbage is collected; 700 by itself."""
QUICK = {"abuse", "contract", "shape", "unit"}


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """Run a private Dovecot for the tests of this process."""
    server = Dovecot()
    yield server
    server.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Run a private PostgreSQL for the tests of this process."""
    server = Postgres()
    yield server
    server.close()


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """Give the address of an empty database that is the test's alone."""
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


WATCH = leaks.Watch()
"""What is said in the whole run."""


@pytest.fixture(autouse=True)
def nobody_is_named() -> Iterator[None]:
    """Fail a test in which the log, or what a library logs, names somebody."""
    WATCH.listen()
    yield
    named = [words for said in WATCH.take() for words in leaks.found(said)]
    assert named == [], "the log names somebody"


def pytest_configure() -> None:
    """Keep what tests write in memory, unless another place was asked for."""
    if place := memory.place():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(place))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long first, so that no worker ends with it while the others have nothing."""
    items.sort(key=lambda item: item.path.relative_to(HERE).parts[0] in QUICK)


def pytest_collection_finish() -> None:
    """Let the collection of garbage pass over what stays to the end, and come by less often.

    Modules and seven thousand tests are looked through in vain each time it goes through all.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(BETWEEN_COLLECTIONS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that passed while a traceback or a warning on standard error named somebody."""
    del item
    report = yield
    named = leaks.found(report.capstderr)
    if call.when == "teardown" and report.passed and named:
        report.outcome = "failed"
        report.longrepr = f"standard error names somebody: {named[:5]}"
    return report
