"""A terminal with somebody at it: a program sees a screen and a keyboard, and no pipe."""

import asyncio
import os
import pty
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

WITHIN = 60


class Terminal:
    """What is on the screen of one program, and the keys that are pressed."""

    def __init__(self, keyboard: int, process: asyncio.subprocess.Process) -> None:
        self.shown = ""
        self._seen = 0
        self._over = False
        self._keyboard = keyboard
        self._process = process
        self._news = asyncio.Event()

    async def until(self, words: str) -> None:
        """Wait for words after those that were waited for last."""
        while (place := self.shown.find(words, self._seen)) < 0:
            assert not self._over, f"it ended:\n{self.shown}"
            self._news.clear()
            try:
                async with asyncio.timeout(WITHIN):
                    await self._news.wait()
            except TimeoutError:
                pytest.fail(f"it never says {words!r}:\n{self.shown[self._seen :]}")
        self._seen = place + len(words)

    async def answer(self, question: str, words: str) -> None:
        """Wait for a question and type the answer."""
        await self.until(question)
        os.write(self._keyboard, f"{words}\n".encode())

    async def answer_in_secret(self, question: str, words: str) -> None:
        """Wait for a question whose answer is not shown, and type it.

        What is typed before the last space is there is thrown away.
        """
        await self.until(question)
        await self.until(": ")
        os.write(self._keyboard, f"{words}\n".encode())

    async def ended(self) -> int:
        """Wait for the program to end; gives its exit status."""
        async with asyncio.timeout(WITHIN):
            return await self._process.wait()

    def hear(self) -> None:
        """Take what the program has written."""
        try:
            self.shown += os.read(self._keyboard, 65_536).decode(errors="replace")
        except OSError:
            # It has ended, and all that it has written is read.
            self._over = True
            asyncio.get_running_loop().remove_reader(self._keyboard)
        self._news.set()


@asynccontextmanager
async def at_terminal(
    *arguments: str, folder: Path, environment: Mapping[str, str]
) -> AsyncIterator[Terminal]:
    """Run `pd-intake` with these settings alone, in a folder, at a terminal."""
    keyboard, screen = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "pd_intake_bot",
        *arguments,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "TERM": "dumb", "COLUMNS": "100"} | dict(environment),
        stdin=screen,
        stdout=screen,
        stderr=screen,
        start_new_session=True,
    )
    os.close(screen)
    terminal = Terminal(keyboard, process)
    loop = asyncio.get_running_loop()
    loop.add_reader(keyboard, terminal.hear)
    try:
        yield terminal
    finally:
        loop.remove_reader(keyboard)
        if process.returncode is None:
            process.kill()
            await process.wait()
        os.close(keyboard)
