"""What tests that watch a mailbox share."""

from itertools import count

import pytest

from tests.servers.desk import Desk

_numbers = count(1)


@pytest.fixture
def user() -> str:
    """Name a user whose mailbox nobody has touched yet."""
    return f"user{next(_numbers)}@example.test"


@pytest.fixture
def desk() -> Desk:
    return Desk()
