"""Checks a folder or archive of evidence about one case; needs Python 3.9 and nothing else.

    python3 verify.py [FOLDER or ARCHIVE.zip]

It checks that every file is the one that `manifest.json` names, that each event in `history.json`,
and in that of each case merged into this one, follows the one before, and that what an event says
is what its digest was made of. It prints the last hash: hold it against the one that was shown
elsewhere. Exit status: 0 whole, 1 not.
"""

import hashlib
import json
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

MANIFEST, HISTORY = "manifest.json", "history.json"
BEGINNING = "0" * 64
_LINK = (
    "actor",
    "at",
    "case",
    "digest",
    "kind",
    "position",
    "previous",
    "previous_of_case",
)

# What broken JSON, or JSON of another form, ends in.
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError)


def main(arguments: list[str]) -> int:
    """Check what is named, or the folder of this file; say what was found."""
    place = Path(arguments[0]) if arguments else Path(__file__).parent
    files = read(place)
    faults = list(check(files))
    for fault in faults:
        sys.stdout.write(f"FAULT {fault}\n")
    if not faults:
        links = json.loads(files[HISTORY])
        last = links[-1]["hash"] if links else BEGINNING
        sys.stdout.write(f"whole: {len(files)} files, {len(links)} events, last hash {last}\n")
    return 1 if faults else 0


def read(place: Path) -> dict[str, bytes]:
    """Read every file of a folder or of an archive."""
    if place.is_dir():
        paths = (path for path in place.rglob("*") if path.is_file())
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in paths}
    with zipfile.ZipFile(place) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def check(files: Mapping[str, bytes]) -> Iterator[str]:
    """Name everything that is wrong."""
    if MANIFEST not in files or HISTORY not in files:
        yield f"{MANIFEST} or {HISTORY} is not there"
        return
    try:
        yield from _files(files, json.loads(files[MANIFEST])["files"])
    except _UNREADABLE:
        yield f"{MANIFEST}: can't be read"
    for name in sorted(files):
        if name == HISTORY or name.endswith(f"/{HISTORY}"):
            try:
                yield from _history(json.loads(files[name]))
            except _UNREADABLE:
                yield f"{name}: can't be read"


def _files(files: Mapping[str, bytes], listed: Mapping[str, str]) -> Iterator[str]:
    for name in sorted({*listed, *files} - {MANIFEST}):
        if name not in files:
            yield f"{name}: is not there"
        elif name not in listed:
            yield f"{name}: is not in the manifest"
        elif sha256(files[name]) != listed[name]:
            yield f"{name}: is not the file that the manifest names"


def _history(links: list[dict[str, Any]]) -> Iterator[str]:
    before = BEGINNING
    for link in links:
        place = f"event {link['position']}"
        if link["previous_of_case"] != before:
            yield f"{place}: does not follow the one before"
        if sha256(canonical({name: link[name] for name in _LINK})) != link["hash"]:
            yield f"{place}: was changed"
        if link["said"] is not None and sha256(canonical(link["said"])) != link["digest"]:
            yield f"{place}: what it says was changed"
        before = link["hash"]


def canonical(value: object) -> bytes:
    """Write JSON in one form: keys in order, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(content: bytes) -> str:
    """Hash content to 64 lower-case hexadecimal letters."""
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
