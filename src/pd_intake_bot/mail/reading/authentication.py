"""Whether the mailbox in From is the sender's own: what our own receiver has tested (RFC 8601).

Anybody can write Authentication-Results into a message. So the topmost field alone is read, for
no outsider can put one above it, and only where it bears the name of our own receiver. What a
receiver writes into several fields ends with DMARC, which is then the topmost.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pd_intake_bot.domain.person import plain_domain
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.mail.reading import addresses, headers

_LONGEST = 8 * 1024
_FEWEST_LABELS = 2
_OUTSIDE = re.compile(r'"(?:\\.|[^"\\])*+"|[^"()\\]+|\(', re.DOTALL)
_COMMENT = re.compile(r"\\.|[^()\\]+|[()]", re.DOTALL)
_INFO = re.compile(r'(?:"(?:\\.|[^"\\])*+"|[^;"])+')
_BROKEN_LINE = re.compile(rb"\r(?!\n)")
_PAIR = re.compile(r'\s*([\w.-]+)(?:\s*/\s*\d+)?\s*=\s*("(?:\\.|[^"\\])*+"|[^\s"]+)(?=\s|$)')
_SERVER = re.compile(r'\s*("[^"]*"|[^\s;"]+)(?:\s+\d+)?\s*')


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one method has found: `pass` or another word, and of what."""

    method: str
    word: str
    properties: Mapping[str, str]


def prove(raw: bytes, *, receiver: str) -> Proof:
    """Tell how well the sender is known from the header of a message.

    `receiver` is the authserv-id of our own receiver; without one nothing is believed.
    """
    written, results = _fields(raw)
    domain = _domain_of(written)
    if not receiver or domain is None or results is None:
        return Proof.CHANNEL
    return Proof.MAILBOX if _is_proven(read(results, receiver=receiver), domain) else Proof.CHANNEL


def read(value: str, *, receiver: str) -> list[Result]:
    """Read one field that `receiver` has written; nothing of another's, nothing of a broken one."""
    plain = _without_comments(value[:_LONGEST])
    server, *infos = _INFO.findall(plain) if plain is not None else [""]
    named = _SERVER.fullmatch(server)
    if named is None or named[1].strip('"').casefold() != receiver.casefold():
        return []
    results = [_result(info) for info in infos]
    return [one for one in results if one is not None]


def _fields(raw: bytes) -> tuple[list[bytes], str | None]:
    """Give all that stands in From, and the topmost Authentication-Results.

    Nothing of a header with a lone carriage return: what begins a field for one reader goes on
    within the one above for another, and what the sender was called by may stand in that.
    """
    block, _ = headers.divide(raw.lstrip(b"\r\n")[: headers.LONGEST_BLOCK])
    written: list[bytes] = []
    results = None
    if _BROKEN_LINE.search(block):
        return written, results
    for name, value in headers.lines_of(block):
        match name.lower():
            case b"from" if value is not None:
                written.append(value)
            case b"authentication-results" if value is not None and results is None:
                results = value.decode("utf-8", "replace")
    return written, results


def _domain_of(written: list[bytes]) -> str | None:
    """Give the domain of the one sender; None where several, or none, claim to be it."""
    senders, _ = addresses.read(b", ".join(written))
    if len(written) != 1 or len(senders) != 1:
        return None
    return plain_domain(senders[0].address.rpartition("@")[2])


def _is_proven(results: list[Result], domain: str) -> bool:
    """Weigh the results: what DMARC says, counts; where it says nothing, DKIM and SPF may."""
    policy = [one for one in results if one.method == "dmarc" and one.word != "none"]
    if policy:
        return all(
            one.word == "pass" and plain_domain(one.properties.get("header.from", "")) == domain
            for one in policy
        )
    return any(one.word == "pass" and _is_aligned(_tested(one), domain) for one in results)


def _tested(result: Result) -> str:
    """Give the domain that a method has tested, or nothing."""
    names = {"dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom",)}
    told = (result.properties.get(name, "") for name in names.get(result.method, ()))
    return plain_domain(next(filter(None, told), "").rpartition("@")[2])


def _is_aligned(tested: str, domain: str) -> bool:
    """Accept the domain itself and one above it, whose owner has the say over it.

    A domain below would need the list of public suffixes to tell it from a stranger's.
    """
    if tested.count(".") + 1 < _FEWEST_LABELS:
        return False
    return domain == tested or domain.endswith(f".{tested}")


def _result(info: str) -> Result | None:
    """Read one result with its properties; None where anything in it is out of order."""
    pairs = []
    at = 0
    while at < len(info) and (pair := _PAIR.match(info, at)):
        pairs.append((pair[1].lower(), _unquote(pair[2]).lower()))
        at = pair.end()
    if info[at:].strip() or not pairs:
        return None
    (method, word), *properties = pairs
    return Result(method=method, word=word, properties=dict(reversed(properties)))


def _without_comments(value: str) -> str | None:
    """Take comments out, which may stand in one another; None where brackets or quotes are odd."""
    kept: list[str] = []
    at = depth = 0
    while at < len(value):
        found = (_COMMENT if depth else _OUTSIDE).match(value, at)
        if found is None:
            return None
        piece, at = found[0], found.end()
        if depth == 0:
            kept.append(" " if piece == "(" else piece)
        depth += (piece == "(") - (piece == ")")
    return "".join(kept) if depth == 0 else None


def _unquote(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
