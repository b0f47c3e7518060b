"""What tests of the whole service share."""

import pytest


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str | None:
    """Give the address of an empty PostgreSQL database, or none for a SQLite file."""
    return None if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
