"""How who wrote by mail follows their case in Telegram: by a link in the acknowledgement, once."""

import itertools
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.usecases.acknowledge import Acknowledge
from pd_intake_bot.usecases.tie_channels import OfferTie
from tests.servers.staff import DELETION, OFFICER, OPEN, StaffService, write_mail
from tests.stories.person.conftest import USER, Post, Talking

_LINK = re.compile(r"https://t\.me/\w+\?start=(t-\w+)")

ASKED = "Удалите мои данные."
ERASURE = ("Данные обрабатывают незаконно", "Удалить незаконные или лишние")


class LinkingService(StaffService):
    """As `StaffService`; who writes by mail is offered a link where they must be better known."""

    def __init__(self, folder: Path, *, tables: Path | str) -> None:
        super().__init__(folder, tables=tables)
        self._tokens = itertools.count(1)

    def _acknowledge(self) -> Acknowledge:
        offer = OfferTie(token=lambda: f"{next(self._tokens):043}")
        return replace(super()._acknowledge(), offer=offer)


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[LinkingService]:
    async with LinkingService(tmp_path, tables=tables) as service:
        await service.receive.meet()
        yield service


@pytest.fixture
async def payload(service: LinkingService, post: Post) -> str:
    """Give the payload of the link in the acknowledgement of a request that came by mail.

    An officer has said which right it is; that one needs its person better known.
    """
    await service.mail(write_mail(DELETION, ASKED))
    officer = await service.member(OFFICER, "Айгүл")
    review = service.card("На проверку")
    for label in ("Зарегистрировать…", "Другое…", *ERASURE):
        await service.press(officer, label, review)
    (mail,) = await post()
    link = _LINK.search(mail.replace("\n", ""))
    assert link is not None, "the acknowledgement holds a link"
    return link[1]


async def test_link_in_an_acknowledgement_shows_the_case_of_the_mail_in_telegram(
    service: LinkingService, payload: str
) -> None:
    phone = service.api.person(USER, "Үлгі", "kk")
    go = Talking(service, phone)
    await go(f"/start {payload}")
    tied, listed = phone.messages[-2:]
    # They are spoken to in the language that they wrote in.
    assert tied.text.startswith("Почта u***@e***.test и этот чат связаны.")
    assert listed.text.startswith("Ваши обращения\n\nPD-2026-00001-F")
    assert (await go.cases())[0].proof is Proof.TIED
    last = await go("/status")
    assert last.text == listed.text


async def test_what_is_written_in_telegram_belongs_to_the_tied_case_of_the_mail(
    service: LinkingService, go: Talking, payload: str
) -> None:
    await go(f"/start {payload}")
    await go("/status", "№ PD-2026-00001-F!", "О заказе № 5.", "✅ Добавить к обращению!")
    (case,) = await go.cases()
    kept = await service.database(lambda store: store.submissions.of_case(case.id))
    assert [one.text.strip() for one in kept] == [ASKED, "О заказе № 5."]
    last = await go("Отозвать обращение!", "Отозвать!", "Да, отозвать окончательно!")
    assert "Вы отозвали обращение" in last.text
    assert (await go.cases())[0].state is State.WITHDRAWN


async def test_link_is_good_for_one_press(go: Talking, payload: str) -> None:
    await go(f"/start {payload}")
    last = await go(f"/start {payload}")
    assert "Эта ссылка больше не действует" in last.text


async def test_link_that_was_used_gives_nobody_else_anything(
    service: LinkingService, go: Talking, payload: str
) -> None:
    await go(f"/start {payload}")
    other = Talking(service, service.api.person(USER + 1, "Пример", "ru"))
    await other("/start", "Русский!")
    last = await other(f"/start {payload}")
    assert "Эта ссылка больше не действует" in last.text
    last = await other("/status PD-2026-00001-F")
    assert "PD-2026-00001-F" not in last.text


async def test_link_is_good_for_seven_days(
    service: LinkingService, go: Talking, payload: str
) -> None:
    await go("/start", "Русский!")
    service.clock.move(timedelta(days=7))
    last = await go(f"/start {payload}")
    assert "Эта ссылка больше не действует" in last.text
    assert (await go.cases())[0].proof is Proof.CHANNEL


async def test_words_that_wait_for_a_case_are_still_asked_about_after_a_link(
    service: LinkingService, phone: Phone, go: Talking, payload: str
) -> None:
    await service.ask_by_telegram(phone)
    await go("И ещё одно")
    last = await go(f"/start {payload}")
    assert last.text.startswith("К какому обращению это относится?")


async def test_link_of_an_officer_is_their_own_as_a_person(
    service: LinkingService, payload: str
) -> None:
    officer = await service.member(OFFICER, "Айгүл")
    said = await service.say(officer, f"/start {payload}")
    assert "PD-2026-00001-F" in said.text
    assert any("этот чат связаны" in one.text for one in officer.phone.messages)


async def test_question_of_an_officer_stands_on_the_screen_of_the_case(
    service: LinkingService, go: Talking, payload: str
) -> None:
    officer = await service.member(OFFICER, "Айгүл")
    await service.press(officer, OPEN, service.card())
    for label in ("⋯ Действия", "❓ Спросить у человека"):
        await service.press_in_private(officer, label)
    await service.say(officer, "О каком заказе речь?\nИ когда?")
    await service.press_in_private(officer, "✅ Отправить")
    last = await go(f"/start {payload}", "№ PD-2026-00001-F!")
    assert "Вопрос: О каком заказе речь?\nИ когда?" in last.text
    last = await go("О заказе № 5.", "✅ Добавить к обращению!")
    assert "Вопрос:" not in last.text
