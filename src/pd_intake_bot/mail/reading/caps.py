"""Caps on what one message may bring: past them a file is named, and not taken."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pd_intake_bot.domain.submission import Attachment, LeftOut, LeftOutBecause

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """How many files one message may bring, and how large each and all may be, in bytes."""

    count: int = 50
    each: int = 25 * MEGABYTE
    total: int = 40 * MEGABYTE


DEFAULT = Caps()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """The files that are taken, by their place among all, and those that are not."""

    taken: tuple[int, ...]
    left_out: tuple[LeftOut, ...]


def share_out(files: Sequence[Attachment], caps: Caps, *, cut_at: int | None = None) -> Shares:
    """Choose the files that are taken: in their order, as many as the caps have room for.

    `cut_at` is how many bytes were read of a message that is longer: its last file is not whole.
    """
    taken: list[int] = []
    left_out = []
    room = caps
    for at, file in enumerate(files):
        is_cut = cut_at is not None and at == len(files) - 1
        because = LeftOutBecause.CUT_OFF if is_cut else _because(file, room)
        if because is None:
            taken.append(at)
            room = replace(room, count=room.count - 1, total=room.total - file.size)
            continue
        limit = _limit(because, caps) or cut_at or 0
        left_out.append(LeftOut(name=file.name, size=file.size, because=because, limit=limit))
    return Shares(taken=tuple(taken), left_out=tuple(left_out))


def _because(file: Attachment, room: Caps) -> LeftOutBecause | None:
    if file.size > room.each:
        return LeftOutBecause.TOO_BIG
    if room.count < 1:
        return LeftOutBecause.TOO_MANY
    return LeftOutBecause.TOO_MUCH if file.size > room.total else None


def _limit(because: LeftOutBecause, caps: Caps) -> int | None:
    limits = {
        LeftOutBecause.TOO_BIG: caps.each,
        LeftOutBecause.TOO_MANY: caps.count,
        LeftOutBecause.TOO_MUCH: caps.total,
    }
    return limits.get(because)
