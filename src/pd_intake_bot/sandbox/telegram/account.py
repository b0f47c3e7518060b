"""Methods of the Bot API about the bot itself: its face, its commands, its files."""

import re
from collections.abc import Mapping

from pd_intake_bot.sandbox.telegram.call import Call, Method
from pd_intake_bot.sandbox.telegram.refusal import Json, bad_request

COMMANDS = 100
COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
LENGTHS = {"command": 256, "description": 512, "short_description": 120, "name": 64}
"""The longest text that a person may be told, in letters."""


def get_me(call: Call) -> Json:
    """Tell who the bot is."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return {**call.telegram.bot, **abilities}


def get_file(call: Call) -> Json:
    """Make a link to download a file."""
    return call.telegram.files.link(call.args["file_id"])


def set_my_commands(call: Call) -> bool:
    """Put commands into the menu of a scope and language."""
    commands: list[Json] = call.args["commands"]
    if len(commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= LENGTHS["command"]:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    call.telegram.profile[_menu(call)] = commands
    return True


def get_my_commands(call: Call) -> object:
    """List the commands of a scope and language."""
    return call.telegram.profile.get(_menu(call), [])


def delete_my_commands(call: Call) -> bool:
    """Empty the menu of a scope and language."""
    call.telegram.profile.pop(_menu(call), None)
    return True


def _menu(call: Call) -> tuple[str, ...]:
    scope: Json = call.args.get("scope") or {"type": "default"}
    places = (str(scope.get("chat_id", "")), str(scope.get("user_id", "")))
    return ("commands", scope["type"], *places, call.args.get("language_code", ""))


def _setter(name: str) -> Method:
    def set_text(call: Call) -> bool:
        text = call.args.get(name, "")
        if len(text) > LENGTHS[name]:
            raise bad_request(f"{name} is too long")
        call.telegram.profile[name, call.args.get("language_code", "")] = text
        return True

    return set_text


def _getter(name: str) -> Method:
    def get_text(call: Call) -> Json:
        profile, language = call.telegram.profile, call.args.get("language_code", "")
        return {name: profile.get((name, language), profile.get((name, ""), ""))}

    return get_text


METHODS: Mapping[str, Method] = {
    "getMe": get_me,
    "getFile": get_file,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
}
