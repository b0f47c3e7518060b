"""The digest of a burst: many new cases in one message of the group, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.telegram.screens import Button
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.cards import urgency
from pd_intake_bot.telegram.staff.cards.digest_pages import Entry, Pages
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.staff_cards import IN_DIGEST
from pd_intake_bot.usecases.ports import Place, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCases:
    """New cases (`digest_pages.Contents`), the number of each on a button."""

    words: Wording
    action = Action.DIGEST
    in_row = 2

    def heading(self, count: int) -> str:
        """Say how many there are."""
        return self.words.say("staff-digest", count=count)

    def place(self, press: Press) -> Place:
        """Give the message that the button stands under."""
        return Place(chat_id=press.chat_id, message_id=press.message_id)

    async def entry(self, maker: Maker, listed: CaseId) -> Entry:
        """Write a case: how urgent it is, its number and its right."""
        case = await maker.store.cases.get(listed)
        sign = urgency.mark(case, self.words.policy.local_date(maker.now))
        title = self.words.title(case.right)
        line = f"{sign} {self.words.say('staff-digest-case', ref=str(case.ref), title=title)}"
        return Entry(line=line, button=await numbered(maker, case))

    async def page(
        self, store: Store, here: Place, *, beside: CaseId | None = None, back: bool = False
    ) -> Sequence[CaseId]:
        """List those that nobody has touched, the oldest first."""
        return await store.cards.listed(here, beside=beside, back=back, limit=IN_DIGEST)

    async def count(self, store: Store, here: Place) -> int:
        """Count them."""
        return await store.cards.count_listed(here)

    def read(self, number: int) -> CaseId:
        """Take a button's number for a case's."""
        return CaseId(number)


def pages(words: Wording) -> Pages[CaseId]:
    """Build what writes the digest of new cases."""
    return Pages(words=words, contents=NewCases(words=words))


async def numbered(maker: Maker, case: Case) -> Button:
    """Make the button that bears the number of a case and opens it."""
    return await maker.make(str(case.ref), Action.OPEN_CASE, case=case.id, version=case.version)
