import pytest

from tests.servers import programs


def test_a_missing_server_skips_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PD_TEST_REQUIRE_SERVERS", raising=False)

    with pytest.raises(pytest.skip.Exception, match="no-such-server is not on this machine"):
        programs.find("no-such-server")


def test_a_missing_server_fails_the_test_where_servers_are_required(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PD_TEST_REQUIRE_SERVERS", "1")

    with pytest.raises(pytest.fail.Exception, match="no-such-server is not on this machine"):
        programs.find("no-such-server")
