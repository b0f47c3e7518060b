"""Fuzzes what comes by Telegram from anybody: callback data, start links, commands, words.

Each input is a short series of updates, handled by the routers of the whole bot. Whatever comes is
answered or let pass, nothing raises, and what is said is such that Telegram would take it.
"""

from collections.abc import Iterator

from fuzz.bot import Bot, Raw, edited, message, press, reply

from pd_intake_bot.telegram.bot import COMMANDS as PERSON_COMMANDS
from pd_intake_bot.telegram.staff.roles import COMMANDS
from tests.servers.staff import LEAD, OFFICER, STRANGER, VIEWER
from tests.servers.telegram import STAFF_CHAT

LONGEST = 512
MOST = 8
"""Updates of one input."""

BOT = Bot()
PEOPLE = (LEAD, OFFICER, VIEWER, STRANGER)
GROUPS = (STAFF_CHAT, -1001000000099)
DATA = ("", "s:", "p:", "p:1:send:", "p:99999999999999999999:send:x", "s:\x00", "p:0:right:access")
WORDS = (
    "",
    "/start s-",
    *(f"/{name} " for name in (*PERSON_COMMANDS, *COMMANDS)),
    *("PD-2026-00001-F", "+7701", "user@example.test", "01.12.2026"),
)
SEEDS = (
    b"\x00\x00\x00" + b"s:abcdef",
    b"\x03\x00\x01" + b"p:1:send:\x00\x03\x00\x08\x00",
    b"\x01\x03\x00" + b"hello\x00" + b"\x02\x04\x00/start",
    "\x03\x05\x00Үлгі".encode(),
)


def target(data: bytes) -> None:
    """Play the updates that the bytes stand for."""
    BOT.open()
    BOT.hear([_update(*step) for step in _steps(data)])


def _steps(data: bytes) -> Iterator[tuple[int, int, int, str]]:
    """Read who, how and with which beginning, then words up to two NULs."""
    for piece in data.split(b"\x00\x00")[:MOST]:
        who, how, start = (*piece[:3], 0, 0, 0)[:3]
        yield who, how, start, piece[3:].decode("utf-8", "replace")


def _update(who: int, how: int, start: int, words: str) -> Raw:
    person = PEOPLE[who % len(PEOPLE)]
    how, where = divmod(how, 3)
    chat = (person, *GROUPS)[where]
    if how % 2 == 0:
        # Names of real buttons are known to whoever sees the group.
        known = (*DATA, *BOT.names)
        return press(person, chat, known[start % len(known)] + words)
    said = message(person, chat, WORDS[start % len(WORDS)] + words)
    ways: tuple[Raw, ...] = ({"message": said}, {"message": reply(said)}, edited(said))
    return ways[how // 2 % len(ways)]
