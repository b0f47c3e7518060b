"""Checks each call against the Bot API's own list of methods, parameters and types."""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from pd_intake_bot.sandbox.telegram.refusal import Json, Refusal, bad_request

MISSING = {
    "chat_id": "chat_id is empty",
    "document": "there is no document in the request",
    "file_id": "file_id not specified",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "text": "message text is empty",
    "user_id": "invalid user_id specified",
}
"""Telegram's words for a parameter that is not there; others are just "required"."""

TRUE, FALSE = ("true", "yes", "1"), ("false", "no", "0")


class Schema(NamedTuple):
    """Methods and types; each parameter is its type's name and whether it must be there."""

    methods: Mapping[str, Mapping[str, tuple[str, int]]]
    types: Mapping[str, Mapping[str, tuple[str, int]]]


@cache
def load() -> Schema:
    """Read the schema that lies beside this file."""
    source = resources.files(__package__).joinpath("botapi-schema.json")
    read = json.loads(source.read_text("utf-8"))
    return Schema(read["methods"], read["types"])


def method_name(name: str) -> str:
    """Give the right spelling of a method, which the API takes in any case.

    Raises `Refusal` 404 for a method that does not exist.
    """
    names = {known.lower(): known for known in load().methods}
    if name.lower() not in names:
        raise Refusal(404, "Not Found: method not found")
    return names[name.lower()]


def check(method: str, given: Mapping[str, Any]) -> Json:
    """Give the parameters of a call in their own types, from a form or from JSON.

    Raises `Refusal` 400 for a missing, wrong or unknown one. (The real API ignores unknown ones,
    so that a misspelt parameter goes unnoticed: that is why this one does not.)
    """
    wanted = load().methods[method]
    for name in given:
        if name not in wanted:
            raise bad_request(f'unknown parameter "{name}" of {method}')
    for name, (_, required) in wanted.items():
        if required and given.get(name) in {None, ""}:
            raise bad_request(MISSING.get(name, f'parameter "{name}" is required'))
    return {name: _parameter(name, wanted[name][0], value) for name, value in given.items()}


def _parameter(name: str, kind: str, value: object) -> object:
    if not isinstance(value, str) or kind in {"String", "InputFile", "InputFile or String"}:
        return _typed(name, kind, value)
    if kind in PLAIN:
        return PLAIN[kind](name, value)
    try:
        return _typed(name, kind, json.loads(value))
    except json.JSONDecodeError:
        raise bad_request(f"can't parse {name} JSON object") from None


def _integer(name: str, value: str) -> int:
    if not re.fullmatch(r"-?\d{1,19}", value):
        raise bad_request(MISSING.get(name, f'parameter "{name}" must be an Integer'))
    return int(value)


def _chat(_: str, value: str) -> int | str:
    return int(value) if re.fullmatch(r"-?\d{1,19}", value) else value


def _boolean(name: str, value: str) -> bool:
    if value.lower() not in TRUE + FALSE:
        raise bad_request(f'parameter "{name}" must be a Boolean')
    return value.lower() in TRUE


PLAIN: Mapping[str, Callable[[str, str], int | str | bool]] = {
    "Integer": _integer,
    "Integer or String": _chat,
    "Boolean": _boolean,
    "True": _boolean,
}
"""Types that travel in a form as they are written, without JSON."""

NATIVE: Mapping[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Integer or String": (int, str),
    "Float": (int, float),
    "String": (str,),
    "InputFile or String": (str,),
    "InputFile": (str,),
    "Boolean": (bool,),
    "True": (bool,),
}


def _typed(name: str, kind: str, value: object) -> object:
    if kind.startswith("Array of "):
        return _array(name, kind.removeprefix("Array of "), value)
    if kind not in NATIVE:
        return _object(name, kind, value)
    wrong_bool = isinstance(value, bool) and bool not in NATIVE[kind]
    if wrong_bool or not isinstance(value, NATIVE[kind]):
        raise bad_request(f'field "{name}" must be of type {kind}')
    return value


def _array(name: str, kind: str, value: object) -> list[Any]:
    if not isinstance(value, list):
        raise bad_request(f'field "{name}" must be of type Array')
    return [_typed(name, kind, one) for one in value]


def _object(name: str, kind: str, value: object) -> Json:
    if not isinstance(value, dict):
        raise bad_request(f"object expected as {name.replace('_', ' ')}")
    types = load().types
    kinds = [one for one in re.split(r", | or | and ", kind) if one in types]
    fields = max((types[one] for one in kinds), key=lambda one: len(one.keys() & value.keys()))
    if not fields:
        return value  # a family of types, told apart by rules that the schema does not hold
    for field, (_, required) in fields.items():
        if required and field not in value:
            raise bad_request(f"can't parse {name}: can't find field \"{field}\"")
    for field, inner in value.items():
        if field not in fields:
            raise bad_request(f'can\'t parse {name}: unknown field "{field}"')
        _typed(field, fields[field][0], inner)
    return value
