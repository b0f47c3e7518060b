"""Debian's Chromium, driven by Playwright, for pages served on this machine."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

from tests.servers import programs

# Without the last four it asks for hosts of its maker's at every start.
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_STARTS_WITHIN = 120_000
"""Milliseconds; it takes seconds where it is alone."""


@asynccontextmanager
async def open_browser() -> AsyncIterator[Browser]:
    """Start a browser without a window; skips the test where there is none."""
    chromium = programs.find("chromium")
    with tempfile.TemporaryDirectory(prefix="pd-browser-") as home:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=chromium,
                args=list(_FLAGS),
                env={"HOME": home, "TZ": "UTC"},
                timeout=_STARTS_WITHIN,
            )
            try:
                yield browser
            finally:
                await browser.close()
