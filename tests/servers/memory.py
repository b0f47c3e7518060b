"""Where tests keep their files: in memory, where this machine has room for files there.

The service waits for the disk at every commit, and a story has hundreds of them. What a power cut
would leave on a disk is asked by no test; a killed process leaves the same in both places.
"""

import os
import shutil
from pathlib import Path

_PLACE = Path("/dev", "shm")
_ENOUGH = 2 * 2**30
"""Bytes that must be free; what a test has made is gone when it has passed."""


def place() -> Path | None:
    """Give the folder that lies in memory; None where it is missing, full or lets nothing run."""
    if not os.access(_PLACE, os.W_OK) or shutil.disk_usage(_PLACE).free < _ENOUGH:
        return None
    return None if os.statvfs(_PLACE).f_flag & os.ST_NOEXEC else _PLACE
