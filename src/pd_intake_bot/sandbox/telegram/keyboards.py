"""What Telegram accepts as a keyboard under a message."""

from collections.abc import Iterable

from pd_intake_bot.sandbox.telegram.refusal import Json, bad_request

BUTTONS = 100
"""The most buttons under one message."""

DATA_BYTES = 64
"""The longest `callback_data` (Bot API: 1-64 bytes)."""

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)


def check(markup: Json | None, *, private: bool) -> None:
    """Refuse a keyboard that Telegram would refuse."""
    if not markup:
        return
    inline = [button for row in markup.get("inline_keyboard", ()) for button in row]
    plain = [button for row in markup.get("keyboard", ()) for button in row]
    if len(inline) + len(plain) > BUTTONS:
        raise bad_request("reply markup is too long")
    _check_inline(inline)
    _check_plain(plain, private=private)


def _check_inline(buttons: Iterable[Json]) -> None:
    for button in buttons:
        actions = [name for name in ACTIONS if name in button]
        if not button["text"]:
            raise bad_request("can't parse inline keyboard button: text must be non-empty")
        if not actions:
            raise bad_request("text buttons are unallowed in the inline keyboard")
        if len(actions) > 1:
            raise bad_request("can't parse inline keyboard button: more than one action")
        if actions == ["callback_data"]:
            _check_data(button["callback_data"])


def _check_data(data: str) -> None:
    if not 1 <= len(data.encode()) <= DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_plain(buttons: Iterable[Json], *, private: bool) -> None:
    for button in buttons:
        if not button["text"]:
            raise bad_request("keyboard button text must be non-empty")
        if button.get("request_contact") and not private:
            raise bad_request("phone number can be requested in private chats only")
