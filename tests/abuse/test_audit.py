"""`make audit` fails where a locked package has a known hole, and where nothing could be asked."""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

ROOT = Path(__file__).parents[2]
LEAKY = "aiosmtplib"
HOLE = {
    "vulns": [
        {
            "id": "PYSEC-0000-1",
            "details": "a hole",
            "affected": [
                {
                    "package": {"name": LEAKY, "ecosystem": "PyPI"},
                    "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}],
                }
            ],
        }
    ]
}
NOBODY = "http://127.0.0.1:9/v1/query"


@asynccontextmanager
async def advisories(*leaky: str) -> AsyncIterator[tuple[str, list[str]]]:
    """Stand in for the service that knows holes; gives its address, and what it was asked for."""
    asked: list[str] = []

    async def query(request: web.Request) -> web.Response:
        package = (await request.json())["package"]["name"]
        asked.append(package)
        return web.json_response(HOLE if package in leaky else {})

    app = web.Application()
    app.router.add_post("/v1/query", query)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/v1/query", asked
    await runner.cleanup()


async def audit(url: str) -> tuple[int, str]:
    """Run the recipe of the Makefile as it stands, asking somebody else."""
    process = await asyncio.create_subprocess_exec(
        *("make", "-C", str(ROOT), "-o", ".venv/ready", "audit"),
        *("AUDIT=osv", f"AUDIT_URL={url}", f"RUN={Path(sys.executable).parent}"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()


def locked() -> Sequence[str]:
    """Name the packages of the lock, save those for other systems than this one."""
    lines = (ROOT / ".tools/locked.txt").read_text("utf-8").splitlines()
    return [line.partition("==")[0] for line in lines if "==" in line and "win32" not in line]


async def test_known_hole_fails_the_audit_and_is_named() -> None:
    async with advisories(LEAKY) as (url, _):
        status, said = await audit(url)
    assert (status != 0, "PYSEC-0000-1" in said, LEAKY in said) == (True, True, True), said


async def test_lock_without_a_hole_passes_and_every_package_of_it_was_looked_up() -> None:
    async with advisories() as (url, asked):
        status, said = await audit(url)
    assert (status, "No known vulnerabilities found" in said) == (0, True), said
    assert {"aiogram", "cryptography", "aiosmtpd", LEAKY} <= set(asked)
    assert set(locked()) <= set(asked)


async def test_audit_that_reaches_nobody_does_not_pass_and_says_so() -> None:
    status, said = await audit(NOBODY)
    assert (status != 0, "nothing was looked up" in said) == (True, True), said
    assert "No known vulnerabilities" not in said
