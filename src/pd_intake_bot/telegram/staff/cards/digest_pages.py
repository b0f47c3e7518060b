"""The buttons under a page of a digest, be it of cases or of messages that wait for a verdict."""

from collections.abc import Sequence

from pd_intake_bot.telegram.screens import Button
from pd_intake_bot.telegram.staff.buttons import Action, Maker


def in_rows(buttons: Sequence[Button], width: int) -> list[tuple[Button, ...]]:
    """Lay buttons out, so many in a row."""
    return [tuple(buttons[at : at + width]) for at in range(0, len(buttons), width)]


async def turning(
    maker: Maker, action: Action, listed: Sequence[int], *, number: int, pages: int
) -> list[tuple[Button, ...]]:
    """Make the row that turns page `number` of so many; none where there is nothing to turn to.

    Pages go by what is `listed` at their edges, not by an offset.
    """
    if not listed:
        return []
    row = []
    if number > 1:
        row.append(await maker.make("←", action, beside=listed[0], back=True, page=number - 1))
    if number < pages:
        row.append(await maker.make("→", action, beside=listed[-1], back=False, page=number + 1))
    return [tuple(row)] if row else []
