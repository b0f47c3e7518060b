"""One update on its way through the handlers: what they may read, keep and send."""

from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain.submission import Attachment
from pd_intake_bot.telegram.replies import Effects, Replies
from pd_intake_bot.usecases.ports import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What had to be asked of the network before the transaction began.

    `admins` are the administrators of the staff group. `reachable` tells, of a press in the
    staff group, whether the presser's private chat can be written to. `attached` is the file
    of the message, kept already; None where there is none, or where it is not wanted.
    """

    staff_chat: int | None = None
    admins: frozenset[int] = frozenset()
    reachable: bool = True
    attached: Attachment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Everything that handling one update may touch, inside one transaction.

    `received_at` is when the update was kept, `now` when it is handled; both in UTC.
    """

    store: Store
    update_id: int
    received_at: datetime
    now: datetime
    replies: Replies
    effects: Effects
    surroundings: Surroundings
