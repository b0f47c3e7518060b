"""The watch over the whole run sees what must not be said: each test here fails on purpose."""

import pytest

pytest_plugins = ["pytester"]

CONFTEST = "from tests.conftest import nobody_is_named, pytest_runtest_makereport"
LEAKS = {
    "our own event": """
        import structlog
        structlog.configure(processors=[tests.conftest.WATCH])
        structlog.get_logger().warning("mail of Үлгі")
    """,
    "a value": """
        import structlog
        structlog.configure(processors=[tests.conftest.WATCH])
        structlog.get_logger().warning("mail", sender="user@example.test")
    """,
    "a phone": """
        import structlog
        structlog.configure(processors=[tests.conftest.WATCH])
        structlog.get_logger().warning("call +7 701 000 00 21")
    """,
    "a traceback": """
        import traceback
        try:
            raise ValueError("Пример Примерович")
        except ValueError:
            traceback.print_exc()
    """,
    "an escaped traceback": """
        import sys
        print(repr("Үлгі".encode()), file=sys.stderr)
    """,
}


@pytest.fixture(autouse=True)
def settings(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function")
    pytester.makeconftest(CONFTEST)


@pytest.mark.parametrize("leak", LEAKS)
def test_run_in_which_somebody_is_named_fails(pytester: pytest.Pytester, leak: str) -> None:
    pytester.makepyfile(f"import tests.conftest\ndef test_leak():{LEAKS[leak]}")
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    assert result.parseoutcomes().get("failed", 0) + result.parseoutcomes().get("errors", 0) == 1


def test_run_in_which_nobody_is_named_passes(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import logging, structlog
        def test_quiet():
            structlog.get_logger().warning("mail of Үлгі", sender="user@example.test")
            logging.getLogger("aiogram").error("Үлгі %s", "user@example.test")
        """
    )
    pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)
