"""The counter where HTTP calls come in: token, body, faults, and the answer as JSON."""

import asyncio
import hmac
import json
import re
from collections import deque
from collections.abc import Mapping

from aiohttp import web

from pd_intake_bot.sandbox.telegram import methods, schema
from pd_intake_bot.sandbox.telegram.faults import Fault, Faults, Ordered
from pd_intake_bot.sandbox.telegram.files import Upload
from pd_intake_bot.sandbox.telegram.refusal import (
    Json,
    Refusal,
    bad_request,
    conflict,
    too_many_requests,
)
from pd_intake_bot.sandbox.telegram.telegram import Telegram

BODY_LIMIT = 64 * 2**20
"""The largest request read, in bytes; the limits on files are checked after that."""

REMEMBERED = 1000
"""How many calls are kept to look at."""

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


class Counter:
    """Takes calls for one bot.

    `calls` keeps the newest of them, method and parameters; `refused` how the newest refused
    ones were answered.
    """

    def __init__(self, telegram: Telegram, faults: Faults, token: str) -> None:
        self.calls: deque[tuple[str, Json]] = deque(maxlen=REMEMBERED)
        self.refused: deque[int] = deque(maxlen=REMEMBERED)
        self._telegram = telegram
        self._faults = faults
        self._token = token

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one call."""
        try:
            self._check_token(request)
            method = schema.method_name(request.match_info["method"])
            result = await self._run(request, method)
        except web.HTTPRequestEntityTooLarge:
            return _refused(Refusal(413, "Request Entity Too Large"))
        except Refusal as refusal:
            self.refused.append(refusal.code)
            return _refused(refusal)
        return web.json_response({"ok": True, "result": result})

    async def download(self, request: web.Request) -> web.Response:
        """Give the content of a file."""
        try:
            self._check_token(request)
            content = self._telegram.files.follow(request.match_info["path"])
        except Refusal as refusal:
            return _refused(refusal)
        return web.Response(body=content, content_type="application/octet-stream")

    def _check_token(self, request: web.Request) -> None:
        given = request.match_info["token"]
        if not TOKEN.fullmatch(given):
            raise Refusal(404, "Not Found")
        if not hmac.compare_digest(given, self._token):
            raise Refusal(401, "Unauthorized")

    async def _run(self, request: web.Request, method: str) -> object:
        given, uploads = await _read(request, method)
        self.calls.append((method, dict(given)))
        ordered = self._faults.take(method)
        if ordered:
            await _before(request, ordered)
        result = await methods.run(self._telegram, method, given, uploads)
        if ordered:
            await _after(request, ordered)
        return result


async def _read(
    request: web.Request, method: str
) -> tuple[Mapping[str, object], Mapping[str, Upload]]:
    given: dict[str, object] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        return given | _object(await request.read()), uploads
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            with value.file as source:
                uploads[name] = Upload(name=value.filename, content=source.read())
            if name in schema.load().methods[method]:
                given[name] = f"attach://{name}"
        else:
            given[name] = value
    return given, uploads


def _object(body: bytes) -> dict[str, object]:
    try:
        given = json.loads(body)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise bad_request("can't parse JSON object")
    return given


async def _before(request: web.Request, ordered: Ordered) -> None:
    match ordered.fault:
        case Fault.TOO_MANY_REQUESTS:
            raise too_many_requests(int(ordered.seconds))
        case Fault.SERVER_ERROR:
            raise Refusal(500, "Internal Server Error")
        case Fault.BAD_GATEWAY:
            raise Refusal(502, "Bad Gateway")
        case Fault.CONFLICT:
            raise conflict("terminated by other getUpdates request")
        case Fault.HANG:
            await _silence()
        case Fault.RESET_BEFORE:
            await _cut(request)


async def _after(request: web.Request, ordered: Ordered) -> None:
    if ordered.fault is Fault.RESET_AFTER:
        await _cut(request)
    if ordered.fault is Fault.SLOW:
        await asyncio.sleep(ordered.seconds)


async def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
    await _silence()


async def _silence() -> None:
    """Wait till the caller hangs up, which cancels this."""
    await asyncio.get_running_loop().create_future()


def _refused(refusal: Refusal) -> web.Response:
    return web.json_response(refusal.answer, status=refusal.code)
