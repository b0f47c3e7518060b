"""How who wrote by mail follows their case in Telegram: by a link in the acknowledgement, once."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.sandbox.telegram.phone import Phone
from tests.servers.person_stage import LinkingService
from tests.servers.staff import DELETION, OFFICER, OPEN, write_mail
from tests.stories.person.conftest import USER, Post, Talking

_LINK = re.compile(r"https://t\.me/\w+\?start=(t-\w+)")

ASKED = "Удалите мои данные."
ERASURE = ("Данные обрабатывают незаконно", "Удалить незаконные или лишние")


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


async def test_link_is_good_for_one_press(phone: Phone, go: Talking, payload: str) -> None:
    await go(f"/start {payload}")
    last = await go(f"/start {payload}")
    assert last.text.startswith("Ваши обращения")
    assert phone.messages[-2].text.startswith("Вы уже открывали эту ссылку: почта u***@e***.test")


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


RENEW = "✉️ Прислать новую ссылку!"


def link_in(mail: str) -> str:
    found = _LINK.search(mail.replace("\n", ""))
    assert found is not None, "the letter holds a link"
    return found[1]


async def test_fresh_link_goes_to_the_mailbox_of_the_old_one_and_ties_it(
    service: LinkingService, go: Talking, post: Post, payload: str
) -> None:
    await go("/start", "Русский!")
    service.clock.move(timedelta(days=8))
    await go(f"/start {payload}")
    last = await go(RENEW)
    assert "на ту же почту придёт письмо с новой ссылкой" in last.text
    assert "example.test" not in last.text
    *_, mail = await post()
    await go(f"/start {link_in(mail)}")
    assert (await go.cases())[0].proof is Proof.TIED


async def test_who_found_an_old_link_is_told_what_anybody_is_told(
    service: LinkingService, go: Talking, post: Post, payload: str
) -> None:
    await go(f"/start {payload}")
    said = []
    for number, old in enumerate((payload, "t-" + "x" * 43, "t-"), 1):
        finder = Talking(service, service.api.person(USER + number, "Пример", "ru"))
        await finder("/start", "Русский!")
        texts = [await finder(f"/start {old}"), await finder(RENEW)]
        said.append([(one.text, one.buttons) for one in texts])
    assert said[0][1:] == said[1][1:] == said[2][1:]
    assert len({text for ((text, _), _) in said}) == 1
    # The owner of the mailbox alone has heard of it.
    _, mail = await post()
    assert "Если прежнюю ссылку открыли не Вы" in " ".join(mail.split())


async def test_fresh_links_are_limited_a_day_and_nobody_learns_of_it(
    service: LinkingService, go: Talking, post: Post, payload: str
) -> None:
    service.clock.move(timedelta(days=8))
    said = {(await go(f"/start {payload}", RENEW)).text for _ in range(4)}
    assert len(said) == 1
    assert len(await post()) == 1 + 3
    service.clock.move(timedelta(days=1, minutes=1))
    await go(f"/start {payload}", RENEW)
    assert len(await post()) == 1 + 3 + 1


async def test_no_fresh_link_goes_out_about_a_case_that_has_ended(
    service: LinkingService, go: Talking, post: Post, payload: str
) -> None:
    await go(f"/start {payload}", "/status", "№ PD-2026-00001-F!", "Отозвать обращение!")
    await go("Отозвать!", "Да, отозвать окончательно!")
    before = len(await post())
    other = Talking(service, service.api.person(USER + 1, "Пример", "ru"))
    await other("/start", "Русский!", f"/start {payload}", RENEW)
    assert len(await post()) == before


@pytest.mark.parametrize("press", [RENEW, "← Назад!"])
async def test_old_link_in_the_midst_of_a_draft_leaves_the_draft_alone(
    service: LinkingService, go: Talking, payload: str, press: str
) -> None:
    service.clock.move(timedelta(days=8))
    await go("/start", "Русский!", "Начать!", "Не присылайте мне новости!", f"/start {payload}")
    last = await go(press)
    assert "Что Вам удобнее указать?" in last.text


async def test_link_can_be_asked_for_anew_for_thirty_days(
    service: LinkingService, go: Talking, post: Post, payload: str
) -> None:
    await go("/start", "Русский!")
    service.clock.move(timedelta(days=7 + 31))
    await service.tend()
    await go(f"/start {payload}", RENEW)
    assert len(await post()) == 1


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
