"""aiohttp loaded lean trusts whom it always trusted, and learns whom when it first asks."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from pd_intake_bot.sandbox import certificate
from pd_intake_bot.sandbox.certificate import Certificate

ASK = """
import asyncio, sys
import pd_intake_bot.http
import aiohttp

trusted = aiohttp.connector._SSL_CONTEXT_VERIFIED

async def ask():
    before = len(trusted.get_ca_certs())
    async with aiohttp.ClientSession() as session:
        for _ in range(2):
            try:
                async with session.get(sys.argv[1]) as answer:
                    print(before, answer.status, len(trusted.get_ca_certs()))
            except aiohttp.ClientConnectorCertificateError:
                print("not trusted")

asyncio.run(ask())
"""


async def ask(url: str, **environment: str) -> list[str]:
    """Ask for a page twice, in a program that loads aiohttp as the service does."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", ASK, url),
        env=os.environ | environment,
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    return said.decode().splitlines()


@pytest.fixture
def shown(tmp_path: Path) -> Certificate:
    return certificate.make(tmp_path)


@pytest.fixture
async def url(shown: Certificate) -> AsyncIterator[str]:
    """A server that closes after each answer, so that each question is another handshake."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(headers={"Connection": "close"})

    app = web.Application()
    app.router.add_get("/", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=shown.context()).start()
    yield f"https://127.0.0.1:{runner.addresses[0][1]}/"
    await runner.cleanup()


async def test_what_the_system_trusts_is_learnt_at_the_first_question(
    url: str, shown: Certificate
) -> None:
    known = await ask(url, SSL_CERT_FILE=str(shown.ca_file), SSL_CERT_DIR="/nowhere")
    assert known == ["0 200 1", "0 200 1"]


async def test_a_server_that_the_system_does_not_trust_is_not_trusted(url: str) -> None:
    assert await ask(url) == ["not trusted", "not trusted"]


async def test_contexts_that_others_make_trust_at_once(shown: Certificate) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "import pd_intake_bot.http, ssl; print(len(ssl.create_default_context().get_ca_certs()))",
        env=os.environ | {"SSL_CERT_FILE": str(shown.ca_file), "SSL_CERT_DIR": "/nowhere"},
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    assert said.split() == [b"1"]
