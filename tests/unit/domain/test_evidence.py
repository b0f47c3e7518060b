"""Archives of evidence are the same each time, and names in them do no harm."""

import io
import zipfile

import pytest

from pd_intake_bot.domain import evidence, evidence_verify

FILES = {"history.json": b"[]\n", "case.json": b"{}\n"}


def test_the_same_files_make_the_same_archive_to_the_last_byte() -> None:
    other = dict(reversed(FILES.items()))

    assert evidence.pack(FILES, {"case": "x"}) == evidence.pack(other, {"case": "x"})


def test_a_file_too_many_and_a_file_too_few_are_seen() -> None:
    with zipfile.ZipFile(io.BytesIO(evidence.pack(FILES, {}))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    whole = list(evidence_verify.check(files))
    del files["case.json"]

    found = list(evidence_verify.check(files | {"more.txt": b""}))

    assert whole == []
    assert found == ["case.json: is not there", "more.txt: is not in the manifest"]


@pytest.mark.parametrize("name", ["manifest.json", "history.json"])
@pytest.mark.parametrize("content", [b"{", b"[1]", b"null", b'[{"position":1}]', b'"x"', b"\xff"])
def test_a_broken_file_is_named_and_stops_nothing(name: str, content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(evidence.pack(FILES, {}))) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}

    assert f"{name}: can't be read" in list(evidence_verify.check(files | {name: content}))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("паспорт №1.pdf", "паспорт №1.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\evil.exe", "evil.exe"),
        ("/", "file"),
        ("..", "_"),
        ("a\x00b\u202etxt.exe", "a_b_txt.exe"),
        ("x" * 200 + ".pdf", "x" * 76 + ".pdf"),
    ],
)
def test_a_name_leaves_its_folder_nowhere(name: str, safe: str) -> None:
    assert evidence.safe_name(name) == safe
