"""The contract of `Blobs`: contents are kept byte for byte, once, or not at all."""

import asyncio
import resource
import stat
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from pd_intake_bot.domain.submission import Digest, digest
from pd_intake_bot.storage.files.blobs import Blobs
from pd_intake_bot.storage.sealing.seal import Seal, WrongKey
from pd_intake_bot.storage.sql.faults import StorageUnavailable

CONTENT = b"Subject: \xd2\xae\xd0\xbb\xd0\xb3\xd1\x96\r\n\r\n\x00\xff"


@pytest.fixture
def blobs(tmp_path: Path, seal: Seal) -> Blobs:
    return Blobs(tmp_path / "data" / "blobs", seal)


def files(blobs: Blobs) -> list[Path]:
    return [path for path in blobs.folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("content", [CONTENT, b"", bytes(3_000_000)])
async def test_content_comes_back_byte_for_byte(blobs: Blobs, content: bytes) -> None:
    name = await blobs.put(content)

    assert name == digest(content)
    assert await blobs.get(name) == content


async def test_the_same_content_is_kept_once(blobs: Blobs) -> None:
    names = await asyncio.gather(*(blobs.put(CONTENT) for _ in range(8)))

    assert set(names) == {digest(CONTENT)}
    assert len(files(blobs)) == 1


async def test_content_that_was_never_put_is_a_lookup_error(blobs: Blobs) -> None:
    with pytest.raises(LookupError):
        await blobs.get(Digest("0" * 64))


async def test_only_the_user_of_the_service_may_read(blobs: Blobs) -> None:
    await blobs.put(CONTENT)

    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in blobs.folder.rglob("*")}
    assert {0o600 if path.is_file() else 0o700 for path in modes} == set(modes.values())
    assert stat.S_IMODE(blobs.folder.stat().st_mode) == 0o700


async def test_a_folder_that_takes_no_file_makes_storage_unavailable(
    tmp_path: Path, seal: Seal
) -> None:
    (tmp_path / "blobs").write_text("a file where the folder should be")

    with pytest.raises(StorageUnavailable):
        await Blobs(tmp_path / "blobs", seal).put(CONTENT)


@pytest.fixture
def full_disk() -> Iterator[None]:
    """Let no file of this process grow past a thousand bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("full_disk")
async def test_a_full_disk_makes_storage_unavailable_and_leaves_no_half_file(blobs: Blobs) -> None:
    with pytest.raises(StorageUnavailable):
        await blobs.put(bytes(5000))

    assert files(blobs) == []


async def test_content_under_another_name_does_not_open(blobs: Blobs) -> None:
    name = await blobs.put(CONTENT)
    [mine] = files(blobs)
    await blobs.put(b"other")
    [other] = [path for path in files(blobs) if path != mine]
    other.replace(mine)

    with pytest.raises(WrongKey):
        await blobs.get(name)


async def test_content_cut_short_by_the_disk_does_not_open(blobs: Blobs) -> None:
    name = await blobs.put(CONTENT)
    [path] = files(blobs)
    path.write_bytes(path.read_bytes()[:10])

    with pytest.raises(WrongKey):
        await blobs.get(name)


async def test_another_key_does_not_find_it(blobs: Blobs) -> None:
    name = await blobs.put(CONTENT)

    with pytest.raises(LookupError):
        await Blobs(blobs.folder, Seal(Seal.new_key())).get(name)


async def test_large_content_is_sealed_without_a_copy_of_it_in_memory(blobs: Blobs) -> None:
    content = b"x" * (20 * 2**20)
    tracemalloc.start()
    try:
        name = await blobs.put(content)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * 2**20
    assert await blobs.get(name) == content
