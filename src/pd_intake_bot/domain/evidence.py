"""Evidence about one case: files with a manifest of their digests, packed the same each time."""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from importlib import resources

from pd_intake_bot.domain.chain import Kept, sha256
from pd_intake_bot.domain.outbox import Json

_MANIFEST = "manifest.json"
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""What an archive says of every file: when it was packed must not change its bytes."""
_UNIX, _READABLE = 3, 0o100644 << 16
_LONGEST_NAME = 80
_UNSAFE = re.compile(r"[^\w.\- ()№]+|^\.+")


def pack(files: Mapping[str, bytes], about: Mapping[str, Json]) -> bytes:
    """Put files into an archive with their manifest and the program that checks them."""
    verifier = resources.files(__package__).joinpath("evidence_verify.py").read_bytes()
    whole = {**files, "verify.py": verifier}
    digests = {name: sha256(whole[name]) for name in sorted(whole)}
    whole[_MANIFEST] = readable({**about, "files": digests})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(whole):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            archive.writestr(entry, whole[name])
    return packed.getvalue()


def readable(value: object) -> bytes:
    """Write JSON that a person can read too, the same each time."""
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def link(kept: Kept) -> dict[str, Json]:
    """Write a link of the chain so that anyone can make its hash anew."""
    said: Json = {"data": dict(kept.said.data), "salt": kept.said.salt} if kept.said else None
    return {**kept.link.written(), "hash": kept.hash, "said": said}


def safe_name(name: str) -> str:
    """Make a name of a file harmless: no folders, no signs that a program would act on."""
    kept = _UNSAFE.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    return kept[-_LONGEST_NAME:].lstrip(" .") or "file"
