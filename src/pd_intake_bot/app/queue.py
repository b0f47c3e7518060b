"""Puts together what shows the queue: pictures and sheets, and what is taken away in its time."""

import asyncio
from datetime import timedelta

from pd_intake_bot import charts
from pd_intake_bot.app import register
from pd_intake_bot.app.ground import Ground
from pd_intake_bot.domain.clockwork import Figures
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.supervise import Loop
from pd_intake_bot.telegram.staff.overview.composing import Composer
from pd_intake_bot.telegram.staff.overview.hiding import Hiding
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.overview.index_contacts import IndexContacts

_LOOK = timedelta(seconds=30)
_REST = timedelta(hours=1)


def build_composer(ground: Ground, words: Wording) -> Composer:
    """Build what draws figures and writes the register when they leave."""

    async def draw(figures: Figures, language: Language) -> bytes:
        return await asyncio.to_thread(charts.overview, figures, ground.texts, language)

    return Composer(
        words=words,
        transactions=ground.database.reading,
        calendar=ground.calendar,
        clock=ground.now,
        draw=draw,
        write_register=register.build(ground.database.reading, ground.policy, ground.texts),
    )


def build_hiding(ground: Ground, words: Wording) -> Loop:
    """Build the loop that takes personal data out of officers' chats."""
    hiding = Hiding(
        words=words,
        transactions=ground.database,
        after=timedelta(minutes=ground.settings.staff_shown_minutes),
        clock=ground.now,
        wake=ground.wake_telegram,
    )
    return Loop(name="shown data", tick=hiding, every=_LOOK)


def build_index(ground: Ground) -> Loop:
    """Build the loop that indexes cases of before; it has nothing to do once they are."""
    return Loop(name="contacts", tick=IndexContacts(transactions=ground.database), every=_REST)
