"""Where a command prints to, and what becomes of it when that is closed, full or left."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

SCRIPT = Path(sys.executable).with_name("pd-intake")
SHOW = (SCRIPT, "policy", "show")
PATIENCE = 120


def shell(line: str, *, folder: Path) -> "subprocess.CompletedProcess[bytes]":
    """Run a line of a shell in which `$P` is the program."""
    return subprocess.run(
        ["sh", "-c", line],
        capture_output=True,
        check=False,
        timeout=PATIENCE,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "P": str(SCRIPT)},
    )


@pytest.mark.parametrize(
    "line", ["policy show", "keys new", "--help", "calendar show 2026 --json", "policy check"]
)
def test_what_could_not_be_written_is_told_once_and_is_a_problem(tmp_path: Path, line: str) -> None:
    said = shell(f"$P {line} > /dev/full", folder=tmp_path)
    words = b"pd-intake: [Errno 28] No space left on device\n"
    assert (said.returncode, said.stderr) == (1, words)


@pytest.mark.parametrize("line", ["policy show >&-", "policy show 2>&-", "policy show >&- 2>&-"])
def test_a_stream_that_is_closed_takes_what_is_printed_away(tmp_path: Path, line: str) -> None:
    said = shell(f"$P {line}", folder=tmp_path)
    assert (said.returncode, said.stderr) == (0, b"")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_register_can_be_written_where_nothing_is_printed(tmp_path: Path, form: str) -> None:
    said = shell(
        "export PD_SECRET_KEY=$($P keys new); $P db upgrade >&- && "
        f"$P cases export --format {form} >&- && ls",
        folder=tmp_path,
    )
    assert (said.returncode, said.stderr, said.stdout) == (0, b"", b"data\n")


def test_a_reader_that_never_reads_is_no_reason_to_complain() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        said = subprocess.run(
            SHOW, stdout=pipe, stderr=subprocess.PIPE, check=False, timeout=PATIENCE
        )
    assert (said.returncode, said.stderr) == (1, b"")


def test_ctrl_c_while_a_command_is_loaded_ends_it_without_a_word(tmp_path: Path) -> None:
    # What is asked for is met on the way, so that nothing depends on how fast this machine is.
    program = (
        "import builtins, signal, sys\n"
        "from pd_intake_bot.cli import run\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "load = run.import_module\n"
        "def met(name):\n"
        "    signal.raise_signal(signal.SIGINT)\n"
        "    return load(name)\n"
        "run.import_module = met\n"
        "sys.argv = ['pd-intake', 'policy', 'show']\n"
        "run.main()\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=False,
        timeout=PATIENCE,
        cwd=tmp_path,
    )
    assert (said.returncode, said.stdout, said.stderr) == (128 + signal.SIGINT, b"", b"")


def test_a_demo_that_is_told_to_end_takes_its_folders_away(tmp_path: Path) -> None:
    with subprocess.Popen(
        [SCRIPT, "demo", "--story"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path)},
    ) as demo:
        until = monotonic() + PATIENCE
        while not list(tmp_path.glob("pd-intake-*/intake.db")):
            assert (demo.poll(), monotonic() < until) == (None, True)
            sleep(0.05)
        demo.send_signal(signal.SIGTERM)
        assert demo.wait(PATIENCE) != -signal.SIGTERM
    assert list(tmp_path.glob("pd-intake-*")) == []
