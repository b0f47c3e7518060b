"""Files that travel through the embedded Telegram, and the limits on their way."""

import hashlib
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pd_intake_bot.sandbox.telegram.refusal import Json, Refusal, bad_request

DOWNLOAD_LIMIT = 20 * 2**20
"""The largest file that a bot may fetch, in bytes."""

UPLOAD_LIMIT = 50 * 2**20
"""The largest file that a bot may send, in bytes."""

PHOTO_LIMIT = 10 * 2**20
"""The largest picture that a bot may send as a photo, in bytes."""

LINK_LIFE = timedelta(hours=1)
"""How long a link to a file is sure to work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as somebody sends it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file as Telegram keeps it."""

    file_id: str
    upload: Upload

    @property
    def mime(self) -> str:
        """The type that its name says."""
        return mimetypes.guess_type(self.upload.name)[0] or "application/octet-stream"

    @property
    def face(self) -> Json:
        """What every kind of file tells of itself."""
        digest = hashlib.sha256(self.upload.content).hexdigest()
        return {
            "file_id": self.file_id,
            "file_unique_id": f"AQ{digest[:14]}",
            "file_size": len(self.upload.content),
        }


class Files:
    """Every file sent, by its id, and links that work for an hour."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._files: dict[str, StoredFile] = {}
        self._links: dict[str, tuple[str, datetime]] = {}

    def add(self, upload: Upload) -> StoredFile:
        """Keep a file under a new id."""
        stored = StoredFile(file_id=f"BQACAgIAAx{len(self._files) + 1:06d}", upload=upload)
        self._files[stored.file_id] = stored
        return stored

    def get(self, file_id: str) -> StoredFile:
        """Find a file by its id."""
        if file_id not in self._files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self._files[file_id]

    def link(self, file_id: str) -> Json:
        """Make a link to download a file: `File` of the Bot API."""
        if file_id not in self._files:
            raise bad_request("invalid file_id")
        stored = self._files[file_id]
        if len(stored.upload.content) > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        suffix = stored.upload.name.rpartition(".")[2] or "bin"
        path = f"documents/file_{len(self._links) + 1}.{suffix}"
        self._links[path] = (file_id, self._clock() + LINK_LIFE)
        return {**stored.face, "file_path": path}

    def follow(self, path: str) -> bytes:
        """Give the content behind a link that still works."""
        file_id, ends = self._links.get(path, ("", self._clock()))
        if self._clock() >= ends:
            raise Refusal(404, "Not Found")
        return self._files[file_id].upload.content
