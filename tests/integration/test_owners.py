"""Owners of claims, as the processes of one machine see each other."""

import subprocess
import sys
from pathlib import Path

import pytest

from pd_intake_bot.storage.sql.faults import StorageUnavailable
from pd_intake_bot.storage.surroundings.owners import Owner

HOLDS = """
import sys
from pathlib import Path
from pd_intake_bot.storage.surroundings.owners import Owner
owner = Owner(Path(sys.argv[1]))
owner.appear()
print(owner.name, flush=True)
sys.stdin.read()
"""


def test_an_owner_is_there_until_it_leaves(tmp_path: Path) -> None:
    one, other = Owner(tmp_path / "owners"), Owner(tmp_path / "owners")
    one.appear()
    one.appear()
    other.appear()
    assert not other.is_gone(one.name)
    one.leave()
    assert other.is_gone(one.name)


def test_a_killed_process_is_gone_at_once_and_its_file_is_cleared_away(tmp_path: Path) -> None:
    owner = Owner(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        assert not owner.is_gone(name)
        process.kill()
    assert owner.is_gone(name)
    owner.appear()
    assert [path.name for path in tmp_path.iterdir()] == [owner.name]
    owner.leave()


def test_without_a_folder_nobody_is_known_to_be_gone() -> None:
    owner = Owner(None)
    owner.appear()
    assert not owner.is_gone("another")
    owner.leave()


def test_a_folder_that_takes_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "owners").write_text("in the way")
    with pytest.raises(StorageUnavailable):
        Owner(tmp_path / "owners").appear()
