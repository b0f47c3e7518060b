"""The web server of the page: one address on loopback that nobody else can guess."""

import asyncio
import contextlib
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from aiohttp import web

from pd_intake_bot.sandbox.changes import Change
from pd_intake_bot.sandbox.page.acts import Acts
from pd_intake_bot.sandbox.page.scene import Scene
from pd_intake_bot.sandbox.telegram.files import DOWNLOAD_LIMIT, UPLOAD_LIMIT

HOST = "127.0.0.1"
LULL = 0.08
"""Seconds in which several changes are shown as one."""
BREATH = 1.0
"""Seconds after which the page is drawn anew though no server has told of a change."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

_STATIC = Path(str(files("pd_intake_bot.sandbox.page"))) / "static"
_PRESETS = Path(str(files("pd_intake_bot.sandbox.page"))) / "presets.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Serves the page to whoever knows its address."""

    scene: Scene
    token: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    @asynccontextmanager
    async def listen(self, port: int) -> AsyncIterator[str]:
        """Serve while the context lasts; gives the address. Port 0 takes a free one."""
        app = web.Application(client_max_size=UPLOAD_LIMIT, middlewares=[_with_headers])
        root = f"/{self.token}"
        app.add_routes(
            [
                web.get(f"{root}/", self._index),
                web.get(f"{root}/feed", self._feed),
                web.get(f"{root}/presets", self._presets),
                web.get(f"{root}/file/{{id}}", self._file),
                web.get(f"{root}/mail/{{number}}", self._mail),
                web.post(f"{root}/act/{{name}}", self._act),
                web.post(f"{root}/files", self._files),
                web.static(f"{root}/static", _STATIC),
            ]
        )
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, HOST, port).start()
            yield f"http://{HOST}:{runner.addresses[0][1]}{root}/"
        finally:
            await runner.cleanup()

    async def _index(self, _: web.Request) -> web.FileResponse:
        return web.FileResponse(_STATIC / "index.html")

    async def _presets(self, _: web.Request) -> web.FileResponse:
        return web.FileResponse(_PRESETS)

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        """Send the whole state at once and after each change (server-sent events)."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", **HEADERS})
        await response.prepare(request)
        # Whoever closes the page ends its feed.
        with contextlib.suppress(ConnectionError):
            await self._send_states(response)
        return response

    async def _send_states(self, response: web.StreamResponse) -> None:
        last = ""
        with self.scene.world.telegram.changes.listen() as changes:
            while True:
                state = json.dumps(await self.scene.state(), ensure_ascii=False)
                if state != last:
                    await response.write(f"data: {state}\n\n".encode())
                    last = state
                await _next(changes)

    async def _act(self, request: web.Request) -> web.Response:
        try:
            done = await Acts(scene=self.scene).do(request.match_info["name"], await request.json())
        except (LookupError, ValueError, TypeError, AssertionError) as error:
            return web.json_response({"error": str(error)}, status=409)
        return web.json_response(done)

    async def _files(self, request: web.Request) -> web.Response:
        """Send files from a telephone: several at once come as one album."""
        form = await request.post()
        phone = Acts(scene=self.scene).phone(int(str(form["who"])))
        sent = [one for one in form.getall("file") if isinstance(one, web.FileField)]
        album = secrets.token_hex(6) if len(sent) > 1 else None
        caption = str(form.get("caption", ""))
        for one in sent:
            send = (
                phone.send_photo if one.content_type.startswith("image/") else phone.send_document
            )
            await send(one.filename, one.file.read(), caption, album=album)
            caption = ""
        return web.json_response({})

    async def _file(self, request: web.Request) -> web.Response:
        stored = self.scene.world.telegram.telegram.files.get(request.match_info["id"])
        if len(stored.upload.content) > DOWNLOAD_LIMIT:
            raise web.HTTPNotFound
        shown = "inline" if stored.mime in {"image/png", "image/jpeg"} else "attachment"
        return web.Response(
            body=stored.upload.content,
            headers={"Content-Type": stored.mime, "Content-Disposition": shown},
        )

    async def _mail(self, request: web.Request) -> web.Response:
        try:
            raw = self.scene.mail.raw(request.match_info["number"])
        except (LookupError, ValueError):
            raise web.HTTPNotFound from None
        return web.Response(body=raw, headers={"Content-Type": "text/plain; charset=utf-8"})


async def _next(changes: asyncio.Queue[Change]) -> None:
    """Wait for a change, or a breath, and then for what comes along with it."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(BREATH):
            await changes.get()
    await asyncio.sleep(LULL)
    while not changes.empty():
        changes.get_nowait()


@web.middleware
async def _with_headers(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    response = await handler(request)
    if not response.prepared:
        response.headers.update(HEADERS)
    return response
