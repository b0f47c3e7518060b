"""Whoever guesses learns nothing: no code, however many accounts, nor which numbers there are."""

import email
import re
from collections.abc import AsyncIterator
from email import policy
from pathlib import Path

import pytest

from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.phone import Phone
from tests.servers.mailing import open_post
from tests.servers.staff import INQUIRY, StaffService, labels, write_mail
from tests.servers.telegram import CODE, make_tables

VICTIM = "victim@example.test"
ACCOUNTS = 8
CODES_A_DAY = 3
FIRST = 700_100_300_000
THERE, NOT_THERE = Reference("PD", 2026, 1), Reference("PD", 2026, 4711)
NUMBER = re.compile(r"PD-2026-\d{5}-\w")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[StaffService]:
    async with StaffService(tmp_path, tables=tables) as service:
        yield service


def account(service: StaffService, number: int) -> Phone:
    return service.api.person(FIRST + number, "Пример", "ru")


async def go(service: StaffService, phone: Phone, *steps: str) -> ChatMessage:
    """Type words, or press a button where a step ends with a mark."""
    for step in steps:
        await (phone.press(step[:-1]) if step.endswith("!") else phone.send(step))
        await service.settle()
    return phone.last


async def ask_for_a_code(service: StaffService, phone: Phone) -> None:
    await go(service, phone, "/start", "Русский!", "Начать!", "Не присылайте мне новости!")
    await go(service, phone, VICTIM, "Добавить нечего!", "✅ Отправить!", "/status")
    number = next(one for one in labels(phone.last) if one.startswith("№"))
    await go(service, phone, f"{number}!", "Подтвердить, что это я!")
    await go(service, phone, "✉️ По электронной почте!", "Прислать код на этот адрес!")


async def test_many_accounts_have_between_them_as_few_codes_mailed_to_an_address_as_one(
    service: StaffService,
) -> None:
    async with open_post(service) as (deliver, sink):
        for number in range(ACCOUNTS):
            await ask_for_a_code(service, account(service, number))
            while await deliver():
                pass
        mailed = [one for one in sink.letters if CODE in words_of(one.raw)]
    assert len(mailed) == CODES_A_DAY


async def test_right_code_of_others_proves_nothing_for_an_account_that_got_none(
    service: StaffService,
) -> None:
    phones = [account(service, number) for number in range(CODES_A_DAY + 1)]
    for phone in phones:
        await ask_for_a_code(service, phone)
    for phone in phones:
        await go(service, phone, CODE)
    proven = [case.proof.value for case in await service.cases()]
    assert proven[-1] == "channel"
    assert set(proven[:-1]).isdisjoint({"channel"})


@pytest.mark.parametrize("words", ["/status {}", "{}", "№ {}", "/start {}", "Что с {}?"])
async def test_number_of_another_and_one_that_is_nobodys_are_answered_alike_in_telegram(
    service: StaffService, words: str
) -> None:
    await go(service, account(service, 0), "/start", "Русский!", "Начать!")
    await go(service, account(service, 0), "Не присылайте мне новости!", "user@example.test")
    await go(service, account(service, 0), "Добавить нечего!", "✅ Отправить!")
    told = []
    for number, asked in enumerate((THERE, NOT_THERE), start=1):
        stranger = account(service, number)
        await go(service, stranger, "/start", "Русский!", words.format(asked))
        told.append(
            [(NUMBER.sub("N", one.text), labels(one)) for one in stranger.messages if one.from_bot]
        )
    [case] = await service.cases()
    assert case.ref == THERE
    assert told[0] == told[1]


@pytest.mark.parametrize("line", [INQUIRY, f"{INQUIRY} [{{}}]", "Re: {}", "{}"])
async def test_number_of_another_and_one_that_is_nobodys_are_answered_alike_by_mail(
    service: StaffService, line: str
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    for asked in (THERE, NOT_THERE):
        mail = write_mail(line.format(asked), f"По номеру {asked}: что с ним?")
        del mail["From"]
        mail["From"] = f"stranger{asked.number}@example.test"
        await service.mail(mail)
    async with open_post(service) as (deliver, sink):
        while await deliver():
            pass
    told = {f"stranger{asked.number}@example.test": list[str]() for asked in (THERE, NOT_THERE)}
    for letter in sink.letters:
        if letter.recipients[0] in told:
            told[letter.recipients[0]].append(words_of(letter.raw))
    first, second = told.values()
    assert (first, bool(first)) == (second, line.startswith(INQUIRY))


def words_of(raw: bytes) -> str:
    """Give the subject line and the words of a letter, with every number of a case alike."""
    mail = email.message_from_bytes(raw, policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    return NUMBER.sub("N", f"{mail['Subject']}\n{body.get_content()}")
