"""Leads say who the officers are; leaving the group ends a role."""

from dataclasses import replace

import pytest
from aiogram.types import BotCommandScopeChat

from pd_intake_bot.domain.officers import Role
from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import (
    INQUIRY,
    LEAD,
    OFFICER,
    OPEN,
    STRANGER,
    VIEWER,
    StaffService,
    labels,
    write_mail,
)
from tests.servers.telegram import TEXTS

TAKE = "🙋 Взять в работу"
MAKE_OFFICER, END = "Сделать сотрудником", "Лишить роли"


async def role(service: StaffService, user_id: int) -> Role | None:
    kept = await service.database(lambda store: store.officers.get(user_id))
    return kept.role


async def changes(service: StaffService) -> list[tuple[int, Role | None, str]]:
    kept = await service.database(lambda store: store.officers.changes())
    return [(one.user_id, one.role, one.by) for one in kept]


async def command(service: StaffService, officer: Officer, words: str) -> str:
    await officer.send(words)
    await service.settle()
    return service.group.last.text


@pytest.fixture
async def stranger(service: StaffService) -> Officer:
    return await service.member(STRANGER, "Гүлнар")


async def test_list_names_everybody_with_a_role_and_where_it_comes_from(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    for one in (officer, lead):
        await service.press(one, OPEN, service.card())
    said = await command(service, lead, "/officers")
    assert said.splitlines()[:4] == [
        "Сотрудники: 3",
        "Болат — руководитель (администратор группы)",
        "Айгүл — сотрудник",
        "№ 9003 — наблюдатель (сообщений боту ещё не было)",
    ]


@pytest.mark.parametrize("words", ["/officers", "/officers 9004"])
async def test_officer_who_is_no_lead_sees_and_changes_nothing(
    service: StaffService, officer: Officer, words: str
) -> None:
    said = await command(service, officer, words)
    assert said.startswith("Это может только руководитель")


async def test_lead_makes_an_officer_by_answering_a_message(
    service: StaffService, lead: Officer, stranger: Officer
) -> None:
    spoke = await stranger.send("Я новый юрист")
    await lead.send("/officers", reply_to=spoke)
    await service.settle()
    assert service.group.last.text.startswith("Гүлнар — роли нет")
    await service.press(lead, MAKE_OFFICER, service.group.last)
    assert await changes(service) == [(STRANGER, Role.OFFICER, str(LEAD))]
    told = [one.text for one in service.group.messages]
    assert "Гүлнар: теперь сотрудник. Решение: Болат." in told
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    assert (await service.press(stranger, TAKE, service.card())).startswith("Взято в работу")


async def test_lead_makes_an_officer_by_naming_an_account_without_a_username(
    service: StaffService, lead: Officer, stranger: Officer
) -> None:
    await lead.send("/officers", mention=stranger.person)
    await service.settle()
    assert service.group.last.text.startswith("Гүлнар — роли нет")


async def test_lead_makes_an_officer_by_number_in_private(
    service: StaffService, lead: Officer
) -> None:
    shown = await service.say(lead, f"/officers {STRANGER}")
    assert shown.text == f"№ {STRANGER} — роли нет (сообщений боту ещё не было)"
    await service.press_in_private(lead, "Сделать наблюдателем")
    assert await role(service, STRANGER) is Role.VIEWER


async def test_username_alone_says_why_it_is_not_enough(
    service: StaffService, lead: Officer
) -> None:
    said = await command(service, lead, "/officers @new_lawyer")
    assert said.startswith("По имени с @ определить человека Telegram не позволяет.")


async def test_who_pressed_without_a_role_is_there_to_be_chosen(
    service: StaffService, lead: Officer, stranger: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(stranger, OPEN, service.card())
    assert "Гүлнар — роли нет" in await command(service, lead, "/officers")
    await service.press(lead, "Гүлнар", service.group.last)
    assert MAKE_OFFICER in labels(service.group.last)


async def test_role_is_taken_away_and_the_settings_give_it_back_to_nobody(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    await command(service, lead, f"/officers {OFFICER}")
    await service.press(lead, END, service.group.last)
    await service.restart()
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    assert (await service.press(officer, TAKE, service.card())).startswith("У Вас нет роли")


@pytest.mark.parametrize("ending", ["leaves", "loses the role", "only looks on"])
async def test_cases_of_who_works_here_no_more_are_nobodys_and_it_is_said(
    service: StaffService, lead: Officer, officer: Officer, ending: str
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(officer, TAKE, service.card())
    await service.press(lead, OPEN, service.card())
    if ending == "leaves":
        await officer.leave()
        await service.settle()
    else:
        await command(service, lead, f"/officers {OFFICER}")
        press = END if ending == "loses the role" else "Сделать наблюдателем"
        await service.press(lead, press, service.group.last)
    told = [one.text for one in service.group.messages if "снова ничьё" in one.text]
    assert len(told) == 1
    assert told[0].startswith("Айгүл: ")
    assert told[0].endswith("Обращение PD-2026-00001-F снова ничьё: возьмите его в работу.")
    assert "Пока никто не взял в работу" in service.card().text
    [case] = await service.database(lambda store: store.cases.all())
    assert case.officer is None


async def test_cases_stay_with_who_becomes_a_lead(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(officer, TAKE, service.card())
    await command(service, lead, f"/officers {OFFICER}")
    await service.press(lead, "Сделать руководителем", service.group.last)
    [case] = await service.database(lambda store: store.cases.all())
    assert case.officer == str(OFFICER)


async def test_administrator_stays_a_lead(service: StaffService, lead: Officer) -> None:
    said = await command(service, lead, f"/officers {LEAD}")
    assert "Администратор группы всегда руководитель." in said
    assert labels(service.group.last) == ["← Назад"]


async def test_who_leaves_the_group_has_no_role_any_more_and_it_is_said(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(lead, OPEN, service.card())
    await officer.leave()
    await service.settle()
    assert service.group.last.text == "Айгүл: больше не в группе, роли нет."
    assert await changes(service) == [(OFFICER, None, "system")]
    await service.group.officer(OFFICER, "Айгүл")
    assert (await service.press(officer, TAKE, service.card())).startswith("У Вас нет роли")


async def test_administrator_who_leaves_is_no_lead_any_more(
    service: StaffService, lead: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(lead, OPEN, service.card())
    await lead.leave()
    await service.settle()
    assert service.group.last.text == "Болат: больше не в группе, роли нет."
    assert (await service.press(lead, TAKE, service.card())).startswith("У Вас нет роли")


async def test_lead_reads_in_private_whom_telegram_names_before_they_have_written(
    service: StaffService, lead: Officer
) -> None:
    await service.group.officer(VIEWER, "Дана")
    watched = replace(service.handle.survey.group, officers=service.staff.officers)
    await watched.watch(TEXTS, service.language)
    line = "Дана — наблюдатель (сообщений боту ещё не было)"
    assert line in (await service.say(lead, "/officers")).text
    # What Telegram has told of somebody is not told on to the group.
    in_group = await command(service, lead, "/officers")
    assert f"№ {VIEWER} — наблюдатель (сообщений боту ещё не было)" in in_group
    assert "Дана" not in in_group


async def test_who_has_left_telegram_or_was_never_there_stays_a_number(
    service: StaffService, lead: Officer
) -> None:
    watched = replace(service.handle.survey.group, officers=service.staff.officers)
    for _ in range(2):
        await watched.watch(TEXTS, service.language)
    assert f"№ {VIEWER} — наблюдатель (" in (await service.say(lead, "/officers")).text


async def test_officer_has_a_menu_of_their_own_commands_in_their_language(
    service: StaffService, lead: Officer
) -> None:
    watched = replace(service.handle.survey.group, officers=service.staff.officers)

    async def menu(user: int, code: str | None = None) -> dict[str, str]:
        await watched.watch(TEXTS, service.language)
        shown = await service.bot.get_my_commands(
            scope=BotCommandScopeChat(chat_id=user), language_code=code
        )
        return {one.command: one.description for one in shown}

    await service.group.officer(VIEWER, "Дана")
    assert (await menu(LEAD))["officers"] == "Сотрудники и их роли"
    # Whoever has chosen no language is shown that of the app.
    assert (await menu(VIEWER, "en"))["reviews"] == "What waits for review"
    assert {"new", "officers"}.isdisjoint(await menu(VIEWER))
    await service.say(lead, "/language")
    await service.press_in_private(lead, "English")
    assert (
        (await menu(LEAD, "ru"))["officers"]
        == (await menu(LEAD))["officers"]
        == "Officers and their roles"
    )
    await command(service, lead, f"/officers {VIEWER}")
    await service.press(lead, END, service.group.last)
    assert await menu(VIEWER) == {}
