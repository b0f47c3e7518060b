"""Where the right of a case needs more proof, its person is told what, why and how; again, too."""

import re
from datetime import timedelta

import pytest

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.usecases.people.tie_channels import BOT_NAME
from tests.servers.staff import (
    INQUIRY,
    OPEN,
    PERSON,
    SEND,
    StaffService,
    labels,
    write_mail,
)
from tests.servers.telegram import TOKEN

CHANGE = "Вид обращения…"
ASK = "🔑 Попросить подтвердить личность…"
LINK = f"https://t.me/pd_bot?start=t-{TOKEN}"
VAGUE = {
    Language.RU: "Здравствуйте, у меня к вам просьба о моих данных. Позвоните мне, пожалуйста.",
    Language.KK: "Сәлеметсіздер ме, деректерім туралы өтінішім бар еді. Маған хабарласыңыздаршы.",
}
RIGHT = {
    Language.RU: (
        "и поняли его так: «Сведения об источнике и составе персональных данных». Если мы поняли",
        "Прежде чем раскрыть или удалить данные, мы должны убедиться, что пишете именно Вы",
        f"Для этого откройте одноразовую ссылку в Telegram: {LINK} Она действует до 30.11.2026.",
    ),
    Language.KK: (
        "былай түсіндік: «Дербес деректерді алу көзі мен олардың құрамы туралы мәлімет». Қате",
        "Деректеріңізді ашпас немесе жоймас бұрын жазып отырған Сіз екеніңізге көз жеткізуіміз",
        f"Ол үшін Telegram-да бір реттік сілтемені ашыңыз: {LINK} Сілтеме 30.11.2026 күніне",
    ),
}


@pytest.fixture
async def botted(service: StaffService) -> StaffService:
    """Give a service whose bot has a public name, so that links to it can be made."""
    await service.database(lambda store: store.marks.put(BOT_NAME, "pd_bot"))
    return service


async def choose(service: StaffService, officer: Officer, *rights: str) -> None:
    """Open the case and say which right it is about."""
    await service.press(officer, OPEN, service.card())
    for label in (CHANGE, *rights):
        await service.press_in_private(officer, label)


async def sources(service: StaffService, officer: Officer) -> None:
    await choose(service, officer, "Что вы знаете обо мне?", "Какие это данные и откуда они?")


async def kinds(service: StaffService) -> list[str]:
    [case, *_] = await service.cases()
    return await service.letters(case)


@pytest.mark.parametrize("language", [Language.RU, Language.KK])
async def test_changed_right_that_needs_proof_brings_one_letter_with_why_and_how(
    botted: StaffService, officer: Officer, language: Language
) -> None:
    await botted.mail(write_mail(INQUIRY, VAGUE[language]))
    await sources(botted, officer)
    assert await kinds(botted) == ["acknowledgement", "proof"]
    letter = await botted.letter_words(1)
    assert [said for said in RIGHT[language] if said not in letter] == []
    assert (EventKind.PROOF_ASKED, str(officer.user_id)) in await botted.history()
    assert "🔑 Личность не подтверждена. Нужно: подтверждённый почтовый ящик" in botted.card().text


async def test_link_of_that_letter_ties_telegram_once(
    botted: StaffService, officer: Officer
) -> None:
    await botted.mail(write_mail(INQUIRY, VAGUE[Language.RU]))
    await sources(botted, officer)
    phone = botted.api.person(PERSON, "Пример", "ru")
    await phone.send(f"/start t-{TOKEN}")
    await botted.settle()
    [case] = await botted.cases()
    assert case.proof is Proof.TIED
    assert "🔑" not in botted.card().text


async def test_date_that_moved_and_the_proof_are_told_in_one_letter(
    botted: StaffService, officer: Officer
) -> None:
    # Three working days become thirty calendar days: the person is told that it is later.
    await botted.mail(write_mail(INQUIRY, VAGUE[Language.RU]))
    await choose(botted, officer, "Удалить мою учётную запись")
    assert await kinds(botted) == ["acknowledgement", "date_moved"]
    letter = await botted.letter_words(1)
    assert "Причина изменения: теперь ясно, о чём это обращение" in letter
    assert RIGHT[Language.RU][2] in letter


async def test_right_that_needs_no_more_brings_no_letter_of_proof(
    botted: StaffService, officer: Officer
) -> None:
    await botted.mail(write_mail(INQUIRY, VAGUE[Language.RU]))
    await choose(
        botted, officer, "Данные обрабатывают незаконно", "Прекратить незаконную обработку"
    )
    assert "proof" not in await kinds(botted)
    assert ASK not in labels(officer.phone.last)


async def test_person_of_telegram_is_told_there_where_to_press(
    botted: StaffService, officer: Officer
) -> None:
    phone = botted.api.person(PERSON, "Пример", "ru")
    await botted.ask_by_telegram(phone)
    await sources(botted, officer)
    last = phone.last.text
    assert "Для этого отправьте /status, выберите обращение и нажмите «Подтвердить, что" in last


async def test_officer_asks_once_more_and_never_sees_the_link(
    botted: StaffService, officer: Officer
) -> None:
    await botted.mail(write_mail(INQUIRY, VAGUE[Language.RU]))
    await sources(botted, officer)
    botted.clock.move(timedelta(days=8))
    await botted.press(officer, OPEN, botted.card())
    await botted.press_in_private(officer, ASK)
    preview = officer.phone.last
    assert "Пишем Вам по обращению PD-2026-00001-F" in preview.text
    assert "https://t.me/pd_bot?start=t-… Она действует до 08.12.2026." in preview.text
    await botted.press_in_private(officer, SEND)
    assert await kinds(botted) == ["acknowledgement", "proof", "proof"]
    assert LINK in await botted.letter_words(1)
    assert "https://t.me/pd_bot?start=t-0000" in await botted.letter_words(2)
    shown = "\n".join(one.text for one in [*officer.phone.messages, *botted.group.messages])
    assert re.search(r"start=t-\w", shown) is None


async def test_letter_without_a_bot_asks_the_person_to_answer_it(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, VAGUE[Language.RU]))
    await sources(service, officer)
    assert "Ответьте на это письмо: сотрудник договорится с Вами" in await service.letter_words(1)


async def test_held_acknowledgement_says_it_itself_once_it_is_released(
    botted: StaffService, officer: Officer
) -> None:
    await botted.mail(write_mail(INQUIRY, VAGUE[Language.RU], Auto_Submitted="auto-replied"))
    await sources(botted, officer)
    assert await kinds(botted) == []
    await botted.press(officer, "Отправить письмо о регистрации", botted.card())
    assert await kinds(botted) == ["acknowledgement"]
    assert RIGHT[Language.RU][2] in await botted.letter_words()


async def test_once_proven_the_button_is_gone_and_an_old_one_tells_so(
    botted: StaffService, officer: Officer
) -> None:
    await botted.mail(write_mail(INQUIRY, VAGUE[Language.RU]))
    await sources(botted, officer)
    await botted.press(officer, OPEN, botted.card())
    await botted.press_in_private(officer, ASK)
    phone = botted.api.person(PERSON, "Пример", "ru")
    await phone.send(f"/start t-{TOKEN}")
    await botted.settle()
    said = await botted.press_in_private(officer, SEND)
    assert said.startswith("Пока Вы писали, обращение изменилось.")
    assert officer.phone.last.text == "Этого не нужно: личность уже подтверждена."
    await botted.press(officer, OPEN, botted.card())
    assert ASK not in labels(officer.phone.last)
