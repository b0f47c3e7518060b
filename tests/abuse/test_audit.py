"""`make audit` fails where a locked package has a known hole, and where nothing could be asked."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

ROOT = Path(__file__).parents[2]
COMMAND = re.search(
    r"\$\(RUN\)/pip-audit ((?:.*\\\n)*.*?)-r", (ROOT / "Makefile").read_text("utf-8")
)
HOLE = {
    "vulns": [
        {
            "id": "PYSEC-0000-1",
            "details": "a hole",
            "affected": [
                {
                    "package": {"name": "leaky", "ecosystem": "PyPI"},
                    "versions": ["1.0"],
                    "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}],
                }
            ],
        }
    ]
}


@pytest.fixture
async def service() -> AsyncIterator[str]:
    """Stand in for the service that knows holes: `leaky` has one."""

    async def query(request: web.Request) -> web.Response:
        asked = await request.json()
        return web.json_response(HOLE if asked["package"]["name"] == "leaky" else {})

    app = web.Application()
    app.router.add_post("/v1/query", query)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/v1/query"
    await runner.cleanup()


async def audit(folder: Path, package: str, url: str) -> tuple[int, str]:
    assert COMMAND is not None
    flags = COMMAND[1].replace("\\\n", " ").replace("$(AUDIT)", "osv").split()
    locked = folder / "locked.txt"
    locked.write_text(f"{package}==1.0 --hash=sha256:{'0' * 64}\n")
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("pip-audit")),
        *(*flags, "--osv-url", url, "-r", str(locked)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()


async def test_known_hole_fails_the_audit(tmp_path: Path, service: str) -> None:
    status, said = await audit(tmp_path, "leaky", service)
    assert (status, "PYSEC-0000-1" in said) == (1, True)


async def test_package_without_a_hole_passes_the_audit(tmp_path: Path, service: str) -> None:
    status, said = await audit(tmp_path, "sound", service)
    assert (status, "No known vulnerabilities found" in said) == (0, True), said


async def test_audit_that_reaches_nobody_does_not_pass(tmp_path: Path) -> None:
    status, _ = await audit(tmp_path, "sound", "http://127.0.0.1:9/v1/query")
    assert status != 0
