"""The service's own web server: is it alive, is it ready, how much has it done."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest

Route = web.RouteDef
"""An address that is served, and by what."""

Readiness = Callable[[], Awaitable[Mapping[str, str | None]]]
"""Names each part of the service with what is wrong with it, or None."""

Advise = Callable[[str], str]
"""Says what to do about what is wrong with a part."""

Refresh = Callable[[], Awaitable[None]]
"""Brings what the metrics count up to now."""


class Server:
    """Answers `/healthz`, `/readyz` and `/metrics`, and what else is to be served beside.

    `refresh` is awaited before the metrics are read; `advise` is asked about each part that is
    not well.
    """

    def __init__(
        self,
        readiness: Readiness,
        metrics: CollectorRegistry,
        *,
        advise: Advise = lambda _: "",
        refresh: Refresh | None = None,
        beside: Sequence[Route] = (),
    ) -> None:
        self._readiness = readiness
        self._metrics = metrics
        self._advise = advise
        self._refresh = refresh
        self._beside = beside

    @asynccontextmanager
    async def listen(self, host: str, port: int) -> AsyncIterator[int]:
        """Serve on an address while the context lasts; gives the port, also for port 0."""
        app = web.Application()
        app.add_routes(
            [
                web.get("/healthz", self._healthz),
                web.get("/readyz", self._readyz),
                web.get("/metrics", self._metrics_page),
                *self._beside,
            ]
        )
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
            yield runner.addresses[0][1]
        finally:
            await runner.cleanup()

    async def _healthz(self, _: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def _readyz(self, _: web.Request) -> web.Response:
        parts = await self._readiness()
        ready = not any(parts.values())
        body = {
            "status": "ready" if ready else "not ready",
            "parts": {name: fault or "ok" for name, fault in parts.items()},
            "do": {name: self._advise(fault) for name, fault in parts.items() if fault},
        }
        return web.json_response(body, status=200 if ready else 503)

    async def _metrics_page(self, _: web.Request) -> web.Response:
        if self._refresh is not None:
            await self._refresh()
        page = generate_latest(self._metrics)
        return web.Response(body=page, headers={"Content-Type": "text/plain; version=0.0.4"})
