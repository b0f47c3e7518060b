"""Methods of the Bot API about chats themselves: who is in them, and the topics of forums."""

from collections.abc import Mapping

from pd_intake_bot.sandbox.changes import What
from pd_intake_bot.sandbox.telegram import membership
from pd_intake_bot.sandbox.telegram.call import Call, Method
from pd_intake_bot.sandbox.telegram.chats import PRESENT, Chat, Standing, Topic
from pd_intake_bot.sandbox.telegram.refusal import Json, bad_request
from pd_intake_bot.sandbox.telegram.telegram import Place

TOPIC_NAME = 128
ICON = 0x6FB9F0


def get_chat(call: Call) -> Json:
    """Tell about a chat."""
    chat = call.chat
    gifts = ("unlimited", "limited", "unique")
    face = {**chat.face, "accent_color_id": 1, "max_reaction_count": 11}
    face["accepted_gift_types"] = {
        **{f"{gift}_gifts": False for gift in gifts},
        "premium_subscription": False,
        "gifts_from_channels": False,
    }
    if chat.pinned:
        face["pinned_message"] = dict(chat.messages[chat.pinned[-1]].raw)
    return face


def get_chat_member(call: Call) -> Json:
    """Tell what somebody is in a chat."""
    chat, user_id = call.chat, call.args["user_id"]
    if user_id == call.telegram.bot["id"]:
        return membership.of_bot(call.telegram.bot, chat)
    if user_id not in call.telegram.people:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return membership.of_person(call.telegram.people[user_id], chat)


def get_chat_administrators(call: Call) -> list[Json]:
    """List the administrators of a group: people, and the bot if it is one."""
    chat = call.chat
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    leading = (Standing.CREATOR, Standing.ADMINISTRATOR)
    people = [
        membership.of_person(call.telegram.people[user_id], chat)
        for user_id, standing in chat.members.items()
        if standing in leading
    ]
    if chat.bot is Standing.ADMINISTRATOR:
        people.append(membership.of_bot(call.telegram.bot, chat))
    return people


def get_chat_member_count(call: Call) -> int:
    """Count who is in a chat, the bot too."""
    chat = call.chat
    present = sum(standing in PRESENT for standing in chat.members.values())
    return 2 if chat.private else present + 1


def leave_chat(call: Call) -> bool:
    """Leave a group."""
    chat = call.chat
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot = Standing.LEFT
    call.telegram.changes.announce(What.MEMBER, chat_id=chat.id, item=call.telegram.bot["id"])
    return True


def create_forum_topic(call: Call) -> Json:
    """Open a topic; that counts as a message."""
    chat = _forum(call)
    name, color = _topic_name(call.args["name"]), call.args.get("icon_color", ICON)
    call.telegram.pace.step(chat.id)
    opened = call.telegram.post(
        chat,
        call.telegram.bot,
        {"forum_topic_created": {"name": name, "icon_color": color}},
    )
    call.telegram.amend(
        chat, opened, {**opened.raw, "message_thread_id": opened.id, "is_topic_message": True}
    )
    chat.topics[opened.id] = Topic(id=opened.id, name=name)
    call.telegram.changes.announce(What.TOPIC, chat_id=chat.id, item=opened.id)
    return {"message_thread_id": opened.id, "name": name, "icon_color": color}


def edit_forum_topic(call: Call) -> bool:
    """Rename a topic."""
    chat = _forum(call)
    topic = _topic(call, chat)
    name = _topic_name(call.args.get("name") or topic.name)
    if name == topic.name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = name
    told = {"forum_topic_edited": {"name": name}}
    call.telegram.post(chat, call.telegram.bot, told, place=Place(topic=topic.id))
    call.telegram.changes.announce(What.TOPIC, chat_id=chat.id, item=topic.id)
    return True


def close_forum_topic(call: Call) -> bool:
    """Close a topic to members."""
    return _set_closed(call, closed=True)


def reopen_forum_topic(call: Call) -> bool:
    """Open a closed topic again."""
    return _set_closed(call, closed=False)


def delete_forum_topic(call: Call) -> bool:
    """Delete a topic with all its messages."""
    chat = _forum(call)
    if not chat.allows("can_delete_messages"):
        raise bad_request("not enough rights to delete the topic")
    call.telegram.remove_topic(chat, _topic(call, chat))
    return True


def _forum(call: Call) -> Chat:
    chat = call.chat
    if not chat.forum:
        raise bad_request("the chat is not a forum")
    if not chat.allows("can_manage_topics"):
        raise bad_request("not enough rights to manage topics")
    return chat


def _topic(call: Call, chat: Chat) -> Topic:
    number = call.args["message_thread_id"]
    if number not in chat.topics:
        raise bad_request("TOPIC_ID_INVALID")
    return chat.topics[number]


def _topic_name(name: str) -> str:
    # The documented limit; the real one cuts a longer name off without a word.
    if not 1 <= len(name) <= TOPIC_NAME:
        raise bad_request("TOPIC_TITLE_INVALID")
    return name


def _set_closed(call: Call, *, closed: bool) -> bool:
    chat = _forum(call)
    topic = _topic(call, chat)
    if topic.closed is closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    said = "forum_topic_closed" if closed else "forum_topic_reopened"
    call.telegram.post(chat, call.telegram.bot, {said: {}}, place=Place(topic=topic.id))
    call.telegram.changes.announce(What.TOPIC, chat_id=chat.id, item=topic.id)
    return True


METHODS: Mapping[str, Method] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": close_forum_topic,
    "reopenForumTopic": reopen_forum_topic,
    "deleteForumTopic": delete_forum_topic,
}
