"""The bench over labelled mail counts what it should; its corpus here is invented."""

import io
import json
import tarfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from bench import corpus

MAILS = {
    "bounce.eml": "From: MAILER-DAEMON@example.test\nSubject: failure notice\n\nx",
    "missed.eml": "From: user@example.test\nSubject: no sign of a report\n\nx",
    "human.eml": "From: user@example.test\nSubject: Сұрақ\nMessage-ID: <1@x.test>\n\nСәлем, қалай",
}
INDEX = [
    {"path": "bounce.eml", "sets": ["2_bounce"]},
    {"path": "missed.eml", "sets": ["2_bounce"]},
    {
        "path": "human.eml",
        "sets": ["4_human", "6_cyrillic_subject"],
        "expect": {"subject": "Сұра\N{REPLACEMENT CHARACTER}", "body": "Сәлем"},
    },
]


def write(folder: Path, index: Sequence[object]) -> None:
    (folder / "index.jsonl").write_text("\n".join(map(json.dumps, index)), encoding="utf-8")


def pack(folder: Path) -> None:
    with tarfile.open(folder / "mails.tar.xz", "w:xz") as tar:
        for name, text in MAILS.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            tar.addfile(entry, io.BytesIO(text.encode()))


def unpack(folder: Path) -> None:
    for name, text in MAILS.items():
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("lay", [pack, unpack])
def test_sets_are_counted_and_misses_named(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    lay: Callable[[Path], None],
) -> None:
    write(tmp_path, INDEX)
    lay(tmp_path)
    assert corpus.main([str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["whole"]["messages"] == 3
    assert told["whole"]["quarantined"] == 0
    sets = told["sets"]
    assert (sets["bounces recognised"]["percent"], sets["bounces recognised"]["of"]) == (50.0, 2)
    assert [path for path, _ in sets["bounces recognised"]["misses"]] == ["missed.eml"]
    for name in ("human mail acknowledged", "Cyrillic subject lines", "subject line as expected"):
        assert sets[name]["percent"] == 100.0, name
    assert sets["whole text"]["right"] == 1


def test_without_a_corpus_it_says_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert corpus.main([]) == 2
    assert "make corpus CORPUS=" in capsys.readouterr().err
