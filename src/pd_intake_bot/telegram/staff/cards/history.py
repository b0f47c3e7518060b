"""What happened to a case, in words: for its history and for presses that come too late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.outbox import Kind, Parcel
from pd_intake_bot.domain.rights import Field, RightKey
from pd_intake_bot.telegram.staff import officers
from pd_intake_bot.telegram.staff.acts import explaining
from pd_intake_bot.telegram.staff.cards import sequels, working
from pd_intake_bot.telegram.staff.cards.facts import held
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.ports import Store

PERSON = "person"

ENDS = (
    EventKind.ANSWERED,
    EventKind.REFUSED,
    EventKind.CLOSED,
    EventKind.MERGED,
    EventKind.WITHDRAWN,
    EventKind.REOPENED,
)
"""What ends a case, or begins it anew."""

_QUIET = frozenset(
    {
        EventKind.LOOKED_AT,
        EventKind.NOTED,
        EventKind.EVIDENCE_TAKEN,
        # It leaves because something happened, which is what matters.
        EventKind.LETTER_SENT,
    }
)
CHANGES = tuple(kind for kind in EventKind if kind not in _QUIET)
"""What may have happened to a case while an officer was writing."""

_CHOSEN = ("right", "was")

_LETTERS = frozenset({EventKind.LETTER_SENT, EventKind.LETTER_REFUSED, EventKind.LETTER_UNSURE})


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Tells what happened, one line an event; the lines are plain text."""

    words: Wording

    async def lines(
        self, store: Store, events: Sequence[Event], parcels: Sequence[Parcel]
    ) -> list[str]:
        """Tell everything, with what the outside answered to each letter."""
        letters = {parcel.key: parcel for parcel in parcels if parcel.kind is Kind.LETTER}
        return [await self._line(store, event, letters) for event in events]

    async def last(self, store: Store, case_id: CaseId, *kinds: EventKind) -> str:
        """Tell the last thing that happened, of these kinds; nothing where there is none."""
        events = [one for one in await store.events.of_case(case_id) if one.kind in kinds]
        return await self._line(store, events[-1], {}) if events else ""

    async def _line(self, store: Store, event: Event, letters: Mapping[str, Parcel]) -> str:
        what = self.words.label(f"staff-event-{event.kind.replace('_', '-')}")
        line = f"{self.words.moment(event.at)} — {what}"
        if event.kind is EventKind.HELD:
            sign = f" [{event.data['sign']}]" if event.data.get("sign") else ""
            line += f": {held(self.words, str(event.data['reason']))}{sign}"
        if event.kind in _LETTERS:
            line += self._letter(letters.get(str(event.data["parcel"])))
        if event.kind is EventKind.HANDED_OVER:
            line += f" → {await officers.name_of(store, str(event.data['to']))}"
        line += sequels.detail(event)
        line += explaining.detail(self.words, event)
        line += self._understood(event)
        line += working.detail(self.words, event)
        if event.actor not in {SYSTEM, PERSON}:
            line += f" ({await officers.name_of(store, event.actor)})"
        return line

    def _letter(self, parcel: Parcel | None) -> str:
        if parcel is None:
            return ""
        name = str(parcel.payload["kind"]).replace("_", "-")
        kind = self.words.label(f"staff-letter-{name}")
        return f": {kind}" + (f" [{parcel.answer}]" if parcel.answer else "")

    def _understood(self, event: Event) -> str:
        """Name the right that was chosen, or the fields that were filled."""
        if event.kind is EventKind.RIGHT_CHANGED:
            titles = {key: self.words.title(RightKey(str(event.data[key]))) for key in _CHOSEN}
            return f": {self.words.label('staff-event-right-changed-to', **titles)}"
        if event.kind is EventKind.COMPLETED:
            fields = [self.words.field(Field(one)) for one in _names(event, "fields")]
            return f": {', '.join(fields)}" if fields else ""
        return ""


def _names(event: Event, key: str) -> list[str]:
    return [one for one in str(event.data[key]).split(", ") if one]
