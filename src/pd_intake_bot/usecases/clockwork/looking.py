"""Remembers what was asked of the register and answered, so that only what changed is looked at."""

from dataclasses import dataclass
from hashlib import sha256

from pd_intake_bot.usecases.ports import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A look at the open cases, which asks no more of those that stand as they stood before.

    Every change of a case is an event, and every event a link of the chain, in the order in
    which they were committed. Where the same was asked up to a link, what came `after` it is
    all that can answer otherwise; None, where it was not asked yet: of that day, of those steps.
    """

    name: str
    asked: str
    after: int | None
    head: int

    @property
    def is_needless(self) -> bool:
        """Whether nothing has changed at all."""
        return self.after == self.head

    async def end(self, store: Store) -> None:
        """Remember that all of it was seen to; in the transaction that sees to it, or after."""
        if not self.is_needless:
            await store.marks.put(self.name, f"{self.head} {self.asked}")


async def begin(store: Store, name: str, question: object) -> Look:
    """Begin a look, known by its `name`; of the `question` counts how it is written."""
    # Read before the cases are: what is linked later is looked at the next time.
    head = (await store.chain.head()).position
    asked = sha256(repr(question).encode()).hexdigest()
    position, _, before = (await store.marks.get(name) or "").partition(" ")
    same = before == asked and int(position) <= head
    return Look(name=name, asked=asked, after=int(position) if same else None, head=head)
