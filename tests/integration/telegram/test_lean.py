"""aiogram loaded lean is the same aiogram: every model and method is there, and reads as ever."""

import subprocess
import sys

_METHODS = """
import pathlib, re
import aiogram.methods

init = pathlib.Path(*aiogram.methods.__path__, "__init__.py").read_text()
METHODS = re.findall(r"^from \\.\\w+ import (\\w+)$", init, re.MULTILINE)
"""

_BUILD_ALL = f"""
import pd_intake_bot.telegram
from aiogram import methods, types
from pydantic import BaseModel
{_METHODS}
named = [getattr(methods, name) for name in METHODS]
both = [*named, *vars(types).values()]
models = [one for one in both if isinstance(one, type) and one is not BaseModel]
models = [one for one in models if issubclass(one, BaseModel)]
late = [one for one in models if not one.__pydantic_complete__]
for one in models:
    one.model_rebuild(raise_errors=True)
assert all(one.__pydantic_complete__ for one in models)
print(len(late))
"""

_CALL = f"""
import pd_intake_bot.telegram
import sys
{_METHODS}
from aiogram.client import bot

assert len(METHODS) > 150, METHODS
print(len([one for one in sys.modules if one.startswith("aiogram.methods.")]))
print(bot.GetMe().__api_method__, bot.Close() == aiogram.methods.Close())
print(len([one for one in sys.modules if one.startswith("aiogram.methods.")]))
for name in METHODS:
    assert getattr(aiogram.methods, name).__name__ == name
"""

_READ = """
import {first}
from aiogram.types import Message, Update

raw = '''{{"update_id": 1, "message": {{"message_id": 2, "date": 3, "text": "Үлгі",
"chat": {{"id": 4, "type": "private"}}, "from": {{"id": 4, "is_bot": false, "first_name": "Ү"}},
"reply_markup": {{"inline_keyboard": [[{{"text": "a", "callback_data": "b"}}]]}}}}}}'''
update = Update.model_validate_json(raw)
print(update.model_dump_json(), type(update.message) is Message, update.event_type)
"""


def _run(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert not done.returncode, done.stderr
    return done.stdout


def test_models_are_built_late_and_every_one_can_be() -> None:
    assert int(_run(_BUILD_ALL)) > 300


def test_methods_are_loaded_when_they_are_called_and_every_one_can_be() -> None:
    before, known, after = _run(_CALL).splitlines()
    assert (before, known, after) == ("1", "getMe True", "3")


def test_a_method_that_is_no_method_is_missed_as_ever() -> None:
    said = _run(
        "import pd_intake_bot.telegram, aiogram.methods\n"
        "print(hasattr(aiogram.methods, 'surely_not'), hasattr(aiogram.methods, '__file__'))\n"
        "try:\n    from aiogram.methods import SurelyNot\n"
        "except ImportError as error:\n    print(type(error).__name__)"
    )
    assert said.split() == ["False", "False", "ModuleNotFoundError"]


def test_an_update_is_read_as_by_aiogram_loaded_whole() -> None:
    assert _run(_READ.format(first="pd_intake_bot.telegram")) == _run(_READ.format(first="aiogram"))


def test_what_aiogram_takes_from_unittest_comes_without_it() -> None:
    said = _run(
        "import sys, pd_intake_bot.app.telegram\n"
        "print('unittest' in sys.modules, 'unittest.mock' in sys.modules)\n"
        "from unittest.mock import Mock, sentinel\n"
        "from aiogram.dispatcher.event.bases import REJECTED, UNHANDLED\n"
        "from aiogram.types.base import UNSET, UNSET_TYPE\n"
        "print(isinstance(UNSET, UNSET_TYPE), UNHANDLED is REJECTED, UNSET is UNHANDLED)"
    )
    assert said.split() == ["False", "False", "True", "False", "False"]


def test_a_service_without_a_bot_loads_none_of_it() -> None:
    said = _run(
        "import sys\n"
        "import pd_intake_bot.app.mailbox, pd_intake_bot.app.service\n"
        "print(sorted(one for one in sys.modules if one.partition('.')[0] == 'aiogram'))"
    )
    assert said == "[]\n"
