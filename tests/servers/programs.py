"""What private servers need of the machine: programs, ports, and an account that is not root."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import pytest

NOBODY = 65534
_SECONDS = 120
_SHORT = Path("/", "tmp")
_FIRST, _LAST = 12_000, 32_000
"""Ports that the system gives nobody by itself, for a connection out or for port 0."""


def missing(reason: str) -> NoReturn:
    """Skip the test; where servers are required, fail it."""
    if os.environ.get("PD_TEST_REQUIRE_SERVERS") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def find(name: str, *folders: Path) -> Path:
    """Give a program from the search path or from the given folders, else skip the test."""
    places = [*os.environ["PATH"].split(os.pathsep), "/usr/sbin", *map(str, folders)]
    found = shutil.which(name, path=os.pathsep.join(places))
    if found is None:
        missing(f"{name} is not on this machine")
    return Path(found)


def free_ports(count: int) -> list[int]:
    """Give ports of 127.0.0.1 that nobody listens on, nor will before the one who asked does."""
    found: set[int] = set()
    while len(found) < count:
        port = _FIRST + secrets.randbelow(_LAST - _FIRST)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            found.add(port)
    return list(found)


def folder(name: str, *, beneath: Path | None = None) -> Path:
    """Make an empty folder with a short path, for sockets, that servers may own."""
    made = Path(tempfile.mkdtemp(prefix=f"pd-{name}-", dir=beneath or _SHORT))
    made.chmod(0o755)
    return made


def user() -> tuple[int, int]:
    """Give the user and the group that servers run as: nobody when the tests run as root."""
    return (NOBODY, NOBODY) if os.geteuid() == 0 else (os.geteuid(), os.getegid())


def as_user(command: Sequence[str]) -> list[str]:
    """Put before a command what gives up root's rights, when there are any to give up."""
    if os.geteuid() != 0:
        return list(command)
    ids = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    return [str(find("setpriv")), *ids, *command]


def own(path: Path) -> None:
    """Give a folder and all in it to the user that servers run as."""
    if os.geteuid() == 0:
        for place in [path, *path.rglob("*")]:
            os.chown(place, *user())


def run(command: Sequence[str]) -> None:
    """Run a program as that user to its end; what it says is in the error if it fails."""
    done = subprocess.run(
        as_user(command), capture_output=True, text=True, timeout=_SECONDS, check=False, cwd="/"
    )
    if done.returncode:
        pytest.fail(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
