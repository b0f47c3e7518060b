"""The digest of a burst: many new cases in one message of the group, page by page."""

from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.cards import digest_pages, urgency
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.staff_cards import IN_DIGEST, Burst
from pd_intake_bot.usecases.ports import Place, Store

_IN_ROW = 2
"""Numbers of cases in a row of buttons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bursts:
    """Writes the pages of a digest, the number of each case on a button."""

    words: Wording

    async def render(self, store: Store, burst: Burst, *, now: datetime) -> Screen:
        """Write a page; no personal data."""
        listed = [await store.cases.get(one) for one in burst.cases]
        lines = [self.words.say("staff-digest", count=burst.count), ""]
        lines += [self._line(case, now) for case in listed]
        if burst.pages > 1:
            pages = {"page": str(burst.number), "pages": str(burst.pages)}
            lines += ["", self.words.say("staff-digest-page", **pages)]
        maker = Maker(store=store, now=now)
        buttons = [await numbered(maker, case) for case in listed]
        rows = digest_pages.in_rows(buttons, _IN_ROW)
        rows += await digest_pages.turning(
            maker, Action.DIGEST, burst.cases, number=burst.number, pages=burst.pages
        )
        return Screen(text="\n".join(lines), keyboard=tuple(rows))

    async def turn_page(self, press: Press) -> None:
        """Turn the digest that the button stands under to another page."""
        store, here = press.turn.store, Place(chat_id=press.chat_id, message_id=press.message_id)
        beside, back = CaseId(press.number("beside")), bool(press.args["back"])
        cases = await store.cards.listed(here, beside=beside, back=back, limit=IN_DIGEST)
        number = max(press.number("page"), 1)
        if (back and len(cases) < IN_DIGEST) or not cases:
            # What stood there has a card of its own by now.
            cases, number = await store.cards.listed(here, limit=IN_DIGEST), 1
        count = await store.cards.count_listed(here)
        burst = Burst(cases=cases, count=count, number=number)
        screen = await self.render(store, burst, now=press.turn.now)
        await press.turn.replies.send(press.chat_id, screen, edit=press.message_id)

    def _line(self, case: Case, now: datetime) -> str:
        sign = urgency.mark(case, self.words.policy.local_date(now))
        title = self.words.title(case.right)
        return f"{sign} {self.words.say('staff-digest-case', ref=str(case.ref), title=title)}"


async def numbered(maker: Maker, case: Case) -> Button:
    """Make the button that bears the number of a case and opens it."""
    return await maker.make(str(case.ref), Action.OPEN_CASE, case=case.id, version=case.version)
