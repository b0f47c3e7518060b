"""What officers did about a case, in the words of its history."""

from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.work_rules import RefusalKey
from pd_intake_bot.telegram.staff.wording import Wording

_ACTS = frozenset({EventKind.APPROVAL_ASKED, EventKind.APPROVED, EventKind.NOT_APPROVED})


def detail(words: Wording, event: Event) -> str:
    """Give what a line of the history says besides, as plain text; nothing for other events."""
    data = event.data
    if event.kind in _ACTS and data.get("act"):
        act = data["act"]
        return f": {words.label(f'staff-act-{act}')}"
    if event.kind is EventKind.CLOSED and data.get("because"):
        because = data["because"]
        return f": {words.label(f'staff-closed-{because}')}"
    if event.kind is EventKind.PROVEN and data.get("proof"):
        proof = data["proof"]
        return f": {words.label(f'staff-proof-needed-{proof}')}"
    if event.kind is EventKind.REFUSED and data.get("ground"):
        ground = words.policy.work.refusals.get(RefusalKey(str(data["ground"])))
        named = ground.ask[words.language] if ground else str(data["ground"])
        return f": {named} ({data['clause']})"
    if event.kind in {EventKind.MERGED, EventKind.SPLIT} and data.get("other"):
        return f": {data['other']}"
    return ""
