"""Cuts a text down to the person's own words: quotes, signatures, forwarded headers go.

The signs are those of the mail programs people here use, in Kazakh, Russian and English. What
is cut is only hidden: whoever wants it reads the full text.
"""

import re

_LONGEST_TEXT = 50_000
_LONGEST_LINE = 400
_INTRO_LINES = 3
_HEADERS_IN_A_ROW = 3

_QUOTED = re.compile(r"\s*(?:>|\|\s)")
_SIGNATURE = re.compile(r"\s*--\s*$")
_DEVICE = re.compile(
    r"\s*(?:отправлено (?:с|из|через|от) .{2,60}|sent (?:from|via) (?:my )?.{2,60}"
    r"|получить outlook для .{2,40}|get outlook for .{2,40}"
    r"|.{2,40}(?:құрылғымнан|телефонымнан|қолданбасынан|поштасынан) жіберілді"
    r"|жіберілген: .{2,40})\s*$",
    re.IGNORECASE,
)
# One line, or a few joined, that say: at that time that one wrote. Each step is a pattern of its
# own: in one expression they would be tried at every place of every other, for hours.
_DATE = re.compile(r"\d{1,2}[.:/\s-]|\d{4}")
_ON = re.compile(r"\s*(?:on|le|am|el) ", re.IGNORECASE)
_WROTE = re.compile(r"(?:wrote|writes|écrit|schrieb|escribió)\s*:\s*$", re.IGNORECASE)
_WRITES = re.compile(
    r"(?:пишет|написала?|писала?|написал\(а\)|писал\(а\)|сообщает"
    r"|жазды|жазған|жазып отыр|деп жазды)\s*:\s*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"<\s*[^<>\s]+@[^<>\s]+\s*>\s*:\s*$")
_FROM = re.compile(r"(?:от|кімнен)\s+.{0,80}$", re.IGNORECASE)
_DIVIDER = re.compile(
    r"\s*[-_*=]{2,}\s*(?:(?:begin )?forwarded message|original message|original appointment"
    r"|пересылаемое (?:сообщение|письмо)|пересланное (?:сообщение|письмо)|исходное сообщение"
    r"|исходное письмо|перенаправленное сообщение|начало переадресованного сообщения"
    r"|бастапқы (?:хабар|хат)(?:лама)?|қайта жіберілген (?:хабар|хат)(?:лама)?"
    r"|жіберілген хабар|тасымалданған хабар)[\s:]*[-_*=]*\s*$"
    r"|\s*(?:begin forwarded message|начало переадресованного сообщения)\s*:\s*$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"\s*\*?(?:from|sent|to|cc|date|subject|reply-to"
    r"|от|от кого|отправлено|отправитель|дата|кому|копия|тема"
    r"|кімнен|жіберуші|жіберілді|жіберілген күні|күні|кімге|көшірме|тақырып|тақырыбы)"
    r"\s*:\*?(?:\s|$)",
    re.IGNORECASE,
)


def cut(text: str) -> str:
    """Leave of a text what its writer wrote for this message."""
    return divide(text)[0]


def divide(text: str) -> tuple[str, str]:
    """Give what the writer wrote for this message, and the signature below `-- `, if any."""
    lines = text[:_LONGEST_TEXT].splitlines()
    own, end = _own(lines, 0)
    if end < len(lines) and _SIGNATURE.match(lines[end][:_LONGEST_LINE]):
        signature, _ = _own(lines, end + 1)
        return _join(own), _join(signature)
    return _join(own), ""


def _join(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _own(lines: list[str], at: int) -> tuple[list[str], int]:
    """Give the lines from a place on that are the writer's, and where they end."""
    own: list[str] = []
    while at < len(lines):
        if _ends(lines, at):
            break
        intro = _intro(lines, at)
        if intro and not _quote_follows(lines, at + intro):
            break
        if intro:
            at += intro
            continue
        if not _QUOTED.match(lines[at]) and not _DEVICE.match(lines[at][:_LONGEST_LINE]):
            own.append(lines[at].rstrip())
        at += 1
    return own, at


def _ends(lines: list[str], at: int) -> bool:
    """Tell whether everything from this line on is a signature or another message."""
    line = lines[at][:_LONGEST_LINE]
    if _SIGNATURE.match(line):
        return at > 0
    return bool(_DIVIDER.match(line)) or _header_block(lines, at)


def _header_block(lines: list[str], at: int) -> bool:
    """Tell whether the header of another message was pasted here."""
    block = [line[:_LONGEST_LINE] for line in lines[at : at + 8] if line.strip()]
    return len(block) >= _HEADERS_IN_A_ROW and all(
        _HEADER.match(line) for line in block[:_HEADERS_IN_A_ROW]
    )


def _intro(lines: list[str], at: int) -> int:
    """Count the lines here that say who wrote what follows; programs fold them at 70 or so."""
    joined = ""
    for count, line in enumerate(lines[at : at + _INTRO_LINES], start=1):
        if not line.strip() or _QUOTED.match(line):
            return 0
        joined = f"{joined} {line.strip()}"[:_LONGEST_LINE]
        if line.rstrip().endswith(":") and _introduces(joined):
            return count
    return 0


def _introduces(words: str) -> bool:
    """Tell whether words say who wrote what follows them, and when or from which address."""
    wrote, writes = _WROTE.search(words), _WRITES.search(words)
    address = _ADDRESS.search(words)
    if wrote and _ON.match(words) and _DATE.search(words[: wrote.start()]):
        return True
    if any(found and _DATE.search(words[: found.start()]) for found in (writes, address)):
        return True
    return bool(address and _FROM.search(words[: address.start()]))


def _quote_follows(lines: list[str], at: int) -> bool:
    return any(_QUOTED.match(line) for line in lines[at : at + 3])
