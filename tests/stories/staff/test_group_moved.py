"""The group becomes a supergroup: what stood in the old one can be pressed no more."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.telegram.group_pace import Limits
from tests.servers.staff import (
    ANSWER,
    DELETION,
    INQUIRY,
    OFFICER,
    OPEN,
    SEND,
    StaffService,
    labels,
    write_mail,
)

ORDINARY, SUPER = -100500, -1001000000777


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[StaffService]:
    async with StaffService(tmp_path, tables=tables) as service:
        service.group = service.api.group(ORDINARY, "Staff")
        await service.database(lambda store: store.marks.put("staff_chat", str(ORDINARY)))
        yield service


async def move(service: StaffService) -> None:
    await service.group.upgrade(SUPER)
    for _ in range(10):
        await service.settle()
        service.clock.move(timedelta(seconds=30))


async def test_what_needs_somebody_is_shown_once_more_and_can_be_pressed(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.mail(write_mail(DELETION, "Удалите мои данные"))
    await move(service)
    await service.press(officer, OPEN, service.card())
    assert officer.phone.last.text.startswith("История")
    await service.press(officer, OPEN, service.card("На проверку"))
    assert len([one for one in service.group.messages if one.from_bot]) == 2


async def test_what_has_ended_is_not_shown_again(service: StaffService, officer: Officer) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, ANSWER)
    await service.say(officer, "Вот ответ.")
    await service.press_in_private(officer, SEND)
    await move(service)
    assert [one for one in service.group.messages if one.from_bot] == []


async def test_burst_is_listed_anew_in_the_new_group(
    service: StaffService, officer: Officer
) -> None:
    assert officer.user_id == OFFICER
    service.deliver.carry = replace(service.sender, limits=Limits(burst=2))
    for number in range(8):
        await service.mail(write_mail(INQUIRY, f"Вопрос {number}"))
    await move(service)
    shown = [label for one in service.group.messages for label in labels(one)]
    cards = [one.text[:15] for one in service.group.messages if one.text.startswith("PD-")]
    listed = {label for label in shown if label.startswith("PD-")}
    assert len(listed | set(cards)) == 8
