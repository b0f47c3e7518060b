"""What somebody is in a chat, as the Bot API's `ChatMember`."""

from pd_intake_bot.sandbox.telegram.chats import Chat, Person, Standing
from pd_intake_bot.sandbox.telegram.refusal import Json

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
    "can_pin_messages",
    "can_manage_topics",
)
"""Everything that an administrator may be allowed."""

BOT_RIGHTS = frozenset({"can_manage_chat", "can_delete_messages", "can_pin_messages"})
"""What the bot may do in a group where nothing else is said; topics come with a forum."""


def of_person(person: Person, chat: Chat) -> Json:
    """Tell of a person."""
    standing = chat.members.get(person.user_id, Standing.LEFT)
    if chat.private:
        standing = Standing.MEMBER
    anonymous = person.user_id in chat.anonymous
    return of(person.face, standing, rights=frozenset(RIGHTS), anonymous=anonymous)


def of_bot(bot: Json, chat: Chat) -> Json:
    """Tell of the bot."""
    return of(bot, chat.bot, rights=frozenset(chat.bot_rights))


def of(
    user: Json,
    standing: Standing,
    *,
    rights: frozenset[str] = frozenset(),
    anonymous: bool = False,
) -> Json:
    """Tell of an account."""
    member: Json = {"status": standing.value, "user": user}
    if standing is Standing.KICKED:
        member["until_date"] = 0
    if standing in {Standing.CREATOR, Standing.ADMINISTRATOR}:
        member["is_anonymous"] = anonymous
    if standing is Standing.ADMINISTRATOR:
        member["can_be_edited"] = False
        member |= {right: right in rights for right in RIGHTS}
    return member
