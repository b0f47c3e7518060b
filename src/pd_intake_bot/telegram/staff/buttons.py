"""Buttons of officers: Telegram carries an opaque name, what it means is kept on our side."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.telegram import screens
from pd_intake_bot.usecases import ports

PREFIX = "s:"
"""How the callback data of every staff button begins."""

PAYLOAD = "s-"
"""How a start link begins that stands for a button pressed before the private chat was open."""


class Action(StrEnum):
    """What a press does."""

    OPEN_CASE = "open-case"
    OPEN_REVIEW = "open-review"
    RELEASE = "release"
    RELEASE_ALL = "release-all"
    """All letters that are held because too many have left."""
    APPLY_CALENDAR = "apply-calendar"
    DOCUMENT_SEEN = "document-seen"
    """The person has shown a document: first whether that is really so."""
    DOCUMENT_SURE = "document-sure"
    EXPLAIN = "explain"
    """How the dates of a case came about."""
    CHOOSE = "choose"
    """Which right to register for: first the one that the subject line names."""
    GROUPS = "groups"
    RIGHTS = "rights"
    REGISTER = "register"
    ATTACH = "attach"
    REOPEN = "reopen"
    DOUBT = "doubt"
    """Whether it is really no request."""
    DISMISS = "dismiss"
    BACK = "back"
    """Back to the card of a review item."""
    QUEUE = "queue"
    """A page of the queue, of the officer's own cases or of the overdue ones."""
    UNDECIDED = "undecided"
    """A page of what waits on review."""
    DIGEST = "digest"
    """A page of the digest of a burst."""
    REVIEW_DIGEST = "review-digest"
    """A page of the digest of messages that wait for a verdict."""
    SHOW_REVIEW = "show-review"
    """To give a listed message a card of its own."""
    FOUND = "found"
    """The next page of what was found."""
    EXPORT = "export"
    """The register in a language."""
    TAKE = "take"
    LET_GO = "let-go"
    HAND_OVER = "hand-over"
    """To whom: first the choice of officers."""
    HAND_TO = "hand-to"
    CARD = "card"
    """Back to the card of a case."""
    OFFICERS = "officers"
    OFFICER = "officer"
    """What one officer may do, and what may be changed about it."""
    SET_ROLE = "set-role"
    END_ROLE = "end-role"
    SPEAK = "speak"
    """In which language an officer is spoken to."""
    SPEAK_IN_GROUP = "speak-in-group"
    AS_PERSON = "as-person"
    """The officer has a request of their own."""
    CHANGE = "change"
    """Which right a case is about: first the groups of rights."""
    CHANGE_IN_GROUP = "change-in-group"
    SET_RIGHT = "set-right"
    MAKE_FEED = "make-feed"
    """A calendar's address, in the place of an older one."""
    REVOKE_FEEDS = "revoke-feeds"
    ANSWER = "answer"
    SEND = "send"
    REWRITE = "rewrite"
    CANCEL = "cancel"
    BACK_OUT = "back-out"
    """Out of a question, with nothing done."""
    SEND_BY_TELEGRAM = "send-by-telegram"
    """The letter that mail could not deliver."""
    MENU = "menu"
    """What may be done about a case."""
    ACT = "act"
    PICK = "pick"
    """A ground, a day or a length on the way to a letter."""
    TEMPLATE = "template"
    LOOK = "look"
    """The letter as it now is."""
    NO_FILES = "no-files"
    """To leave the files out of the letter."""
    APPROVAL = "approval"
    """What waits for a second officer, as it would be sent."""
    APPROVE = "approve"
    RETURN = "return"
    NOTE = "note"
    HOLD = "hold"
    """That nothing of a case is erased: first the reason."""
    LIFT = "lift"
    MERGE = "merge"
    """Into which other case of the person: first the choice."""
    MERGE_INTO = "merge-into"
    SPLIT = "split"
    """Which right to take out: first the groups of rights."""
    SPLIT_IN_GROUP = "split-in-group"
    SPLIT_OFF = "split-off"
    ENTER = "enter"
    """A choice on the way to a request that is entered by hand."""
    ENTER_ON = "enter-on"
    """To go on with an entry that was begun."""
    ENTER_ANEW = "enter-anew"
    ENTER_REGISTER = "enter-register"


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Makes buttons and keeps what they mean."""

    store: ports.Store
    now: datetime

    async def make(self, label: str, action: Action, **args: Json) -> screens.Button:
        """Make a button that does `action` with `args`."""
        button = ports.Button(action=action.value, args=args)
        name = await self.store.buttons.add(button, now=self.now)
        return screens.Button(label=label, data=f"{PREFIX}{name}")


def name_in(data: str) -> str:
    """Give the name that the callback data of a staff button carries."""
    return data.removeprefix(PREFIX)
