"""Puts an update aside that could not be handled: kept whole, its sender and staff told."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pd_intake_bot.domain.notices import Line, Notice
from pd_intake_bot.domain.outbox import NewParcel
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.telegram.replies import Replies
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Store, StoredUpdate, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantine:
    """Lets a lane go on past an update that failed again and again.

    `languages` are those that people are written in.
    """

    texts: Texts
    languages: Sequence[Language]

    async def __call__(self, store: Store, stored: StoredUpdate, *, now: datetime) -> None:
        """Put it aside and say so."""
        await store.updates.quarantine(stored.update_id, "failed again and again")
        await store.outbox.add(_notice(stored.update_id), now=now)
        chat_id = private_chat(json.loads(stored.raw))
        if chat_id is not None:
            replies = Replies(store=store, update_id=stored.update_id, now=now)
            await replies.send(chat_id, Screen(text=self._apology()))

    @property
    def press_later(self) -> str:
        """Tell, in all languages, that a press could not be done now."""
        return "\n".join(self.texts.text(one, "error-press-later") for one in self.languages)

    def _apology(self) -> str:
        # In all languages: reading the person's choice may be what failed.
        return "\n\n".join(self.texts.text(one, "error-unexpected") for one in self.languages)


def private_chat(update: Mapping[str, Any]) -> int | None:
    """Find the private chat that an update came from, in whatever shape it is."""
    for content in update.values():
        if not isinstance(content, dict):
            continue
        chat = (content.get("message") or content).get("chat") or {}
        if chat.get("type") == "private":
            return int(chat["id"])
    return None


def _notice(update_id: int) -> NewParcel:
    line = Line(text="notice-update-quarantined", values={"number": str(update_id)})
    return parcels.tell(f"notice:update:{update_id}", Notice(lines=(line,)))
