"""What came after a request was registered: letters that came back, cases that belong to it."""

from collections.abc import Sequence

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.links import Link, LinkKind
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.ports import Store

_REPORTS = frozenset(
    {EventKind.LETTER_BOUNCED, EventKind.LETTER_DELAYED, EventKind.LETTER_DELIVERED}
)
# After one of these a letter that came back is no longer the last word.
_REACHED = frozenset({EventKind.LETTER_DELIVERED, EventKind.LETTER_REDIRECTED, EventKind.RELEASED})


async def lines(words: Wording, store: Store, case: Case) -> list[str]:
    """Write a line for each: none of them holds personal data."""
    is_held = await store.erasures.is_held(case.id)
    told = [words.say("staff-held-back")] if is_held else []
    bounce = _last_bounce(await store.events.of_case(case.id))
    if bounce is not None:
        told.append(words.say("staff-undelivered", reason=words.label(_reason(bounce))))
    for link in await store.links.of_case(case.id):
        other = await store.cases.get(link.other if link.case_id == case.id else link.case_id)
        # The right of either may have been changed since they were tied.
        if link.kind is not LinkKind.SAME_WISH or other.right == case.right:
            told.append(_link(words, case, other, link))
    return told


def detail(event: Event) -> str:
    """Give what a line of the history says besides, as plain text; nothing for other events."""
    if event.kind in _REPORTS:
        said = [str(event.data[name]) for name in ("diagnostic", "status") if event.data[name]]
        return f" [{' '.join(said)}]" if said else ""
    if event.kind is EventKind.LINKED:
        return f": {event.data['other']}"
    return ""


def _last_bounce(events: Sequence[Event]) -> Event | None:
    """Give what the latest letter came to nothing by, where that is the last word on it."""
    last = None
    for event in events:
        if event.kind is EventKind.LETTER_BOUNCED or _is_refusal(event):
            last = event
        elif event.kind in _REACHED or (event.kind is EventKind.LETTER_SENT and _is_refusal(last)):
            last = None
    return last


def _is_refusal(event: Event | None) -> bool:
    """Tell whether a mail server has not taken a letter; a chat that is lost has other words."""
    return event is not None and event.kind is EventKind.LETTER_REFUSED and "status" in event.data


def _reason(bounce: Event) -> str:
    """Name the reason as far as the enhanced status tells it (RFC 3463)."""
    _, _, detail = str(bounce.data["status"] or "").partition(".")
    if detail.startswith("1."):
        return "staff-bounce-address"
    if detail == "2.2":
        return "staff-bounce-full"
    return "staff-bounce-blocked" if detail.startswith("7.") else "staff-bounce-other"


def _link(words: Wording, case: Case, other: Case, link: Link) -> str:
    is_later = link.case_id == case.id
    key = f"staff-linked-{link.kind.replace('_', '-')}"
    return words.say(key if is_later else f"{key}-again", other=str(other.ref))
