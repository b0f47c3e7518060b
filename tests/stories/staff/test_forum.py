"""A group with topics: one for each case, named without a name, closed with the case."""

from datetime import timedelta

import pytest

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.telegram.chats import ChatMessage, Standing, Topic
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.sandbox.telegram.membership import BOT_RIGHTS
from pd_intake_bot.telegram.upkeep import Upkeep
from tests.servers.staff import (
    DELETION,
    INQUIRY,
    OPEN,
    SEND,
    WITHDRAWAL,
    StaffService,
    write_mail,
)

REF = "PD-2026-00001-F"
TAKE = "🙋 Взять в работу"


@pytest.fixture
async def forum(service: StaffService) -> StaffService:
    await service.group.set_forum(on=True)
    await service.group.set_bot(Standing.ADMINISTRATOR, *BOT_RIGHTS, "can_manage_topics")
    await service.settle()
    return service


def topics(service: StaffService) -> list[Topic]:
    return list(service.group.chat.topics.values())


def inside(service: StaffService, topic: Topic) -> list[ChatMessage]:
    """Give what the bot wrote into a topic, without the notes of Telegram itself."""
    return [one for one in service.group.messages if one.topic == topic.id and one.text]


async def upkeep(service: StaffService) -> None:
    keep = Upkeep(
        transactions=service.database,
        cards=service.staff.cards,
        clock=service.clock,
        wake=lambda: None,
    )
    await keep()
    await service.settle()


@pytest.mark.parametrize(
    ("language", "title"),
    [
        (Language.RU, "Отзыв согласия на сбор, обработку персональных данных"),
        (Language.KK, "Дербес деректерді жинауға, өңдеуге келісімді кері қайтарып алу"),
    ],
)
async def test_case_has_a_topic_named_by_number_and_right(
    forum: StaffService, language: Language, title: str
) -> None:
    forum.language = language
    await forum.restart()
    await forum.mail(write_mail(WITHDRAWAL, "Прошу прекратить. Пример Примерович"))
    [topic] = topics(forum)
    assert topic.name == f"🟢 {REF} {title}"
    assert inside(forum, topic)[0].text.startswith(REF)


async def test_mark_of_a_topic_follows_the_days_left(forum: StaffService) -> None:
    await forum.mail(write_mail(WITHDRAWAL, "Прошу прекратить"))
    marks = [topics(forum)[0].name[0]]
    for days in (14, 5, 3):
        forum.clock.move(timedelta(days=days))
        await upkeep(forum)
        marks.append(topics(forum)[0].name[0])
    assert marks == ["🟢", "🟡", "🟠", "🔴"]


async def test_topic_is_not_renamed_while_its_mark_stays(
    forum: StaffService, officer: Officer
) -> None:
    await forum.mail(write_mail(WITHDRAWAL, "Прошу прекратить"))
    await forum.press(officer, TAKE, forum.card())
    await upkeep(forum)
    assert "editForumTopic" not in {method for method, _ in forum.api.counter.calls}


async def test_topic_is_closed_with_its_case(forum: StaffService, officer: Officer) -> None:
    await forum.begin_answer(officer)
    await forum.say(officer, "Вот ответ.")
    await forum.press_in_private(officer, SEND)
    [topic] = topics(forum)
    assert topic.closed
    assert topic.name.startswith("✅")


async def test_topic_closed_by_hand_is_opened_again_while_the_case_is_open(
    forum: StaffService, officer: Officer
) -> None:
    await forum.mail(write_mail(INQUIRY, "Вопрос"))
    [topic] = topics(forum)
    await forum.group.close_topic(topic.id)
    await forum.press(officer, TAKE, forum.card())
    assert not topics(forum)[0].closed


async def test_news_of_a_case_stand_in_its_topic(forum: StaffService) -> None:
    await forum.mail(write_mail(INQUIRY, "Вопрос"))
    await forum.mail(write_mail(DELETION, "Удалите"))
    review = next(one for one in forum.group.messages if one.text.startswith("На проверку"))
    assert review.topic is None
    phone = forum.api.person(700100200300, "Үлгі", "ru")
    await forum.ask_by_telegram(phone)
    await phone.block()
    [case] = [one for one in await forum.cases() if one.channel == "telegram"]
    assert len(topics(forum)) == 2
    await phone.unblock()
    assert inside(forum, topics(forum)[1])[0].text.startswith(str(case.ref))


async def test_deleted_topic_is_made_once_more_with_its_card(
    forum: StaffService, officer: Officer
) -> None:
    await forum.mail(write_mail(INQUIRY, "Вопрос"))
    card = forum.card()
    [topic] = topics(forum)
    pressed = await officer.press(TAKE, card)
    await forum.group.delete_topic(topic.id)
    await forum.settle()
    assert await pressed.answered() == f"Взято в работу: {REF}"
    [again] = topics(forum)
    assert again.id != topic.id
    assert "Занимается: Айгүл" in inside(forum, again)[0].text


async def test_command_in_a_topic_is_answered_there(forum: StaffService, officer: Officer) -> None:
    await forum.mail(write_mail(INQUIRY, "Вопрос"))
    [topic] = topics(forum)
    await officer.send("/queue", topic=topic.id)
    await forum.settle()
    assert forum.group.last.topic == topic.id


async def test_command_in_the_general_topic_is_answered_there(
    forum: StaffService, officer: Officer
) -> None:
    await forum.mail(write_mail(INQUIRY, "Вопрос"))
    await officer.send("/queue")
    await forum.settle()
    assert forum.group.last.topic is None


async def test_talk_in_a_topic_is_a_note_and_reaches_nobody(
    forum: StaffService, officer: Officer
) -> None:
    await forum.mail(write_mail(INQUIRY, "Вопрос"))
    [topic] = topics(forum)
    before = len(forum.group.messages)
    for said in ("Кто возьмёт?", "Я возьму."):
        await officer.send(said, topic=topic.id)
        await forum.settle()
    told = forum.group.messages[before + 1]
    assert (told.topic, told.text[:15]) == (topic.id, "📝 Это заметка к")
    assert len(forum.group.messages) == before + 3
    [case] = await forum.cases()
    assert await forum.letters(case) == ["acknowledgement"]
    notes = await forum.database(lambda store: store.notes.of_case(case.id))
    assert [one.words for one in notes] == ["Кто возьмёт?", "Я возьму."]


async def test_group_that_gets_topics_gets_one_for_each_case_that_moves_on(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    old = service.card()
    await service.group.set_forum(on=True)
    await service.group.set_bot(Standing.ADMINISTRATOR, *BOT_RIGHTS, "can_manage_topics")
    await service.settle()
    await service.press(officer, TAKE, old)
    [topic] = topics(service)
    assert inside(service, topic)[0].text.startswith(REF)
    left = service.group.chat.messages[old.id]
    assert (left.text, left.buttons) == (f"Карточка обращения {REF} теперь в своей теме.", ())


async def test_group_whose_topics_are_turned_off_goes_on_without(
    forum: StaffService, officer: Officer
) -> None:
    await forum.mail(write_mail(INQUIRY, "Вопрос"))
    await forum.group.set_forum(on=False)
    await forum.mail(write_mail(WITHDRAWAL, "Прошу прекратить"))
    assert forum.card("PD-2026-00002").topic is None
    await forum.press(officer, TAKE, forum.card())
    assert "Занимается: Айгүл" in forum.card().text


async def test_bot_that_may_make_no_topics_writes_without(service: StaffService) -> None:
    await service.group.set_forum(on=True)
    await service.settle()
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    assert topics(service) == []
    assert service.card().text.startswith(REF)


async def test_topic_carries_nothing_of_the_person(forum: StaffService) -> None:
    await forum.mail(write_mail(INQUIRY, "Меня зовут Пример Примерович, тел. +7 701 000 00 21"))
    written = str([dict(one.raw) for one in forum.group.messages])
    assert OPEN in written
    for personal in ("Пример Примерович", "701 000", "user@example.test"):
        assert personal not in written
