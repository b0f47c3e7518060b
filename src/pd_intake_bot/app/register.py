"""The register: row by row for programs, and as a sheet for people."""

from collections.abc import AsyncGenerator, Sequence

from pd_intake_bot import i18n
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.app.rules import load_policy
from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.queue import Entry
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.settings import Settings
from pd_intake_bot.sheets import Book
from pd_intake_bot.usecases.overview.register_book import PAGE, RegisterBook
from pd_intake_bot.usecases.ports import Texts, Transactions


def build(transactions: Transactions, policy: Policy, texts: Texts) -> RegisterBook:
    """Build what writes the register as a sheet."""
    return RegisterBook(transactions=transactions, texts=texts, policy=policy, begin=Book)


async def pages(settings: Settings) -> AsyncGenerator[Sequence[Entry]]:
    """Read the register, oldest first, some rows at a time; nothing sealed is opened."""
    last = CaseId(0)
    async with open_database(settings) as database:
        while page := await _page(database.reading, last):
            yield page
            last = page[-1].id


async def sheet(settings: Settings, language: Language) -> bytes:
    """Write the register as a sheet in a language."""
    policy, texts = load_policy(settings), i18n.Texts(i18n.locales())
    async with open_database(settings) as database:
        return await build(database.reading, policy, texts)(language)


async def _page(transactions: Transactions, after: CaseId) -> Sequence[Entry]:
    return await transactions(lambda store: store.queue.register(after=after, limit=PAGE))
