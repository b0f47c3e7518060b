"""The service's own web server, asked over HTTP."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from prometheus_client import CollectorRegistry, Gauge

from pd_intake_bot.errors import IntakeError
from pd_intake_bot.http.server import Server
from pd_intake_bot.http.webhook import SECRET_HEADER, Webhook

SECRET = "secret-of-nobody"
DEEP = b"[" * 100_000
UPDATE = {"update_id": 7, "message": {"text": "Сәлем"}}


class Kept:
    """Keeps updates in memory, or fails."""

    def __init__(self) -> None:
        self.updates: list[Mapping[str, Any]] = []
        self.broken = False

    async def __call__(self, update: Mapping[str, Any]) -> None:
        if self.broken:
            raise IntakeError("the database is away")
        self.updates.append(update)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def parts() -> dict[str, str | None]:
    return {"database": None, "mailbox": None}


Client = aiohttp.ClientSession


@pytest.fixture
async def web(kept: Kept, parts: dict[str, str | None]) -> AsyncIterator[Client]:
    async with serve(kept, parts) as client:
        yield client


@asynccontextmanager
async def serve(kept: Kept, parts: dict[str, str | None]) -> AsyncIterator[Client]:
    async def readiness() -> Mapping[str, str | None]:
        return parts

    metrics = CollectorRegistry()
    Gauge("pd_intake_test", "A number.", registry=metrics).set(5)
    hook = Webhook(path="/telegram", secret=SECRET, keep=kept)
    server = Server(readiness, metrics, beside=[hook.route])
    async with server.listen("127.0.0.1", 0) as port, Client(f"http://127.0.0.1:{port}") as client:
        yield client


async def test_a_living_service_says_so(web: Client) -> None:
    async with web.get("/healthz") as answer:
        assert (answer.status, await answer.json()) == (200, {"status": "alive"})


async def test_a_service_is_ready_when_every_part_is_well(web: Client) -> None:
    async with web.get("/readyz") as answer:
        assert answer.status == 200
        assert (await answer.json())["parts"] == {"database": "ok", "mailbox": "ok"}


async def test_a_part_that_is_not_well_is_named(web: Client, parts: dict[str, str | None]) -> None:
    parts["mailbox"] = "the login was refused"
    async with web.get("/readyz") as answer:
        assert answer.status == 503
        assert (await answer.json())["parts"]["mailbox"] == "the login was refused"


async def test_measures_are_given_in_the_form_of_prometheus(web: Client) -> None:
    async with web.get("/metrics") as answer:
        assert "pd_intake_test 5.0" in await answer.text()


async def test_an_update_with_the_secret_is_kept(web: Client, kept: Kept) -> None:
    async with web.post("/telegram", json=UPDATE, headers={SECRET_HEADER: SECRET}) as answer:
        assert answer.status == 200
    assert kept.updates == [UPDATE]


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: "құпия"}])
async def test_an_update_without_the_secret_is_not_taken(
    web: Client, kept: Kept, headers: dict[str, str]
) -> None:
    async with web.post("/telegram", json=UPDATE, headers=headers) as answer:
        assert (answer.status, kept.updates) == (401, [])


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"update_id": "7"}', b"\xff", DEEP])
async def test_what_is_no_update_is_refused(web: Client, kept: Kept, body: bytes) -> None:
    async with web.post("/telegram", data=body, headers={SECRET_HEADER: SECRET}) as answer:
        assert (answer.status, kept.updates) == (400, [])


async def test_an_update_that_could_not_be_kept_is_asked_for_again(web: Client, kept: Kept) -> None:
    kept.broken = True
    async with web.post("/telegram", json=UPDATE, headers={SECRET_HEADER: SECRET}) as answer:
        assert answer.status == 503
