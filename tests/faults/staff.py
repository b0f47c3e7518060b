"""Officers who take cases in the staff group, however often the service dies meanwhile."""

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.i18n import Texts, locales
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.usecases.records.look import Dossier
from tests.faults.scene import OFFICERS, Scene
from tests.servers import service

_LOOKS_EVERY = 0.5
_HASTY = 3
"""One of so many presses twice, before the first one is answered."""


@dataclass(slots=True, kw_only=True)
class Staff:
    """Takes what stands in the group; `orders` are the officers by the numbers of the cases."""

    scene: Scene
    chance: random.Random
    orders: dict[str, int] = field(default_factory=dict, init=False)

    async def work(self, over: asyncio.Event) -> None:
        """Press where nobody has, one card after the other, until it is over."""
        language = service.load(self.scene.direct).staff_language
        take = Texts(locales()).text(language, "staff-button-take")
        while not over.is_set():
            for card in list(self._untaken(take)):
                await self._press(take, card)
            await asyncio.sleep(_LOOKS_EVERY)

    def _untaken(self, take: str) -> Iterator[ChatMessage]:
        for card in self.scene.group.messages:
            labels = {button.label for row in card.buttons for button in row}
            if take in labels and number_of(card) not in self.orders:
                yield card

    async def _press(self, take: str, card: ChatMessage) -> None:
        number = self.chance.choice(OFFICERS)
        officer = await self.scene.group.officer(number)
        for _ in range(2 if self.chance.randrange(_HASTY) == 0 else 1):
            await officer.press(take, card.id)
        self.orders[number_of(card)] = number


def number_of(card: ChatMessage) -> str:
    """Give the number of the case that a card in the group is about."""
    return card.text.split()[0]


def times_taken(dossier: Dossier, officer: int) -> int:
    """Count how often a case was taken by an officer, who alone has pressed."""
    return sum(
        event.kind is EventKind.TAKEN and event.actor == str(officer) for event in dossier.events
    )
