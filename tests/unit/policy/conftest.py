"""Policy files that are wrong in one place."""

from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from pd_intake_bot.policy.load import BUNDLED

Broken = Callable[..., Path]


@pytest.fixture(scope="session")
def bundled_text() -> str:
    return resources.files("pd_intake_bot.policy").joinpath(BUNDLED).read_text("utf-8")


@pytest.fixture
def broken(bundled_text: str, tmp_path: Path) -> Broken:
    """Write the bundled policy with one piece of its text put for another, the first one found."""

    def write(old: str, new: str) -> Path:
        assert old in bundled_text
        path = tmp_path / "policy.toml"
        path.write_text(bundled_text.replace(old, new, 1), "utf-8")
        return path

    return write
