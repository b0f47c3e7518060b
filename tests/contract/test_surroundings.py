"""The contracts of the small ports: mail folders, conversations, cards, buttons, marks."""

import pytest

from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Button, Conversation, Place, Progress
from tests.contract import invented

PROGRESS = Progress(uidvalidity=4_294_967_295, last_uid=17)
ASKING = Conversation(state="phone", data={"full_name": "Үлгі Үлгіұлы", "files": [1, 2]})
EMPTY = Conversation(state=None, data={})


async def test_a_folder_never_read_has_no_progress(database: Database) -> None:
    assert await database(lambda store: store.mailboxes.progress("INBOX")) is None


async def test_progress_is_kept_for_each_folder(database: Database) -> None:
    other = Progress(uidvalidity=1, last_uid=2)
    await database(lambda store: store.mailboxes.advance("INBOX", other))
    await database(lambda store: store.mailboxes.advance("Requests", other))
    await database(lambda store: store.mailboxes.advance("INBOX", PROGRESS))

    assert await database(lambda store: store.mailboxes.progress("INBOX")) == PROGRESS
    assert await database(lambda store: store.mailboxes.progress("Requests")) == other


async def test_a_conversation_that_never_began_is_empty(database: Database) -> None:
    assert await database(lambda store: store.conversations.get("person:1")) == EMPTY


async def test_a_conversation_is_kept_under_its_key(database: Database) -> None:
    before = Conversation(state=None, data={"language": "kk"})
    await database(lambda store: store.conversations.put("person:1", before, now=invented.NOW))
    await database(lambda store: store.conversations.put("person:1", ASKING, now=invented.NOW))

    assert await database(lambda store: store.conversations.get("person:1")) == ASKING
    assert await database(lambda store: store.conversations.get("person:2")) == EMPTY


async def test_an_empty_conversation_is_forgotten(database: Database) -> None:
    await database(lambda store: store.conversations.put("person:1", ASKING, now=invented.NOW))
    await database(lambda store: store.conversations.put("person:1", EMPTY, now=invented.NOW))

    assert await database(lambda store: store.conversations.get("person:1")) == EMPTY


async def test_a_card_that_was_never_posted_stands_nowhere(database: Database) -> None:
    assert await database(lambda store: store.cards.place("case:17")) is None


async def test_a_card_stands_where_it_was_posted_last(database: Database) -> None:
    first = Place(chat_id=-1_001_000_000_001, message_id=1)
    moved = Place(chat_id=-1_001_000_000_002, message_id=5)
    await database(lambda store: store.cards.put("case:17", first))
    await database(lambda store: store.cards.put("case:17", moved))

    assert await database(lambda store: store.cards.place("case:17")) == moved


async def test_a_button_is_known_by_the_name_it_was_given(database: Database) -> None:
    button = Button(action="open", args={"case": 17, "version": 2})

    name = await database(lambda store: store.buttons.add(button, now=invented.NOW))

    assert len(name) <= 32
    assert await database(lambda store: store.buttons.get(name)) == button


async def test_two_equal_buttons_have_two_names(database: Database) -> None:
    button = Button(action="open", args={})

    first = await database(lambda store: store.buttons.add(button, now=invented.NOW))
    second = await database(lambda store: store.buttons.add(button, now=invented.NOW))

    assert first != second


async def test_a_name_that_was_never_given_means_nothing(database: Database) -> None:
    assert await database(lambda store: store.buttons.get("forged")) is None


@pytest.mark.parametrize("value", ["17", ""])
async def test_a_mark_is_remembered_and_written_over(database: Database, value: str) -> None:
    assert await database(lambda store: store.marks.get("bot")) is None

    await database(lambda store: store.marks.put("bot", "before"))
    await database(lambda store: store.marks.put("bot", value))

    assert await database(lambda store: store.marks.get("bot")) == value
