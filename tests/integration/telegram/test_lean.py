"""aiogram loaded lean is the same aiogram: every model builds, and reads what it always read."""

import subprocess
import sys

_BUILD_ALL = """
import pd_intake_bot.telegram
from aiogram import methods, types
from pydantic import BaseModel

both = [*vars(methods).values(), *vars(types).values()]
models = [one for one in both if isinstance(one, type) and one is not BaseModel]
models = [one for one in models if issubclass(one, BaseModel)]
late = [one for one in models if not one.__pydantic_complete__]
for one in models:
    one.model_rebuild(raise_errors=True)
assert all(one.__pydantic_complete__ for one in models)
print(len(late))
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


def test_an_update_is_read_as_by_aiogram_loaded_whole() -> None:
    assert _run(_READ.format(first="pd_intake_bot.telegram")) == _run(_READ.format(first="aiogram"))


def test_a_service_without_a_bot_loads_none_of_it() -> None:
    said = _run(
        "import sys\n"
        "import pd_intake_bot.app.mailbox, pd_intake_bot.app.service\n"
        "print(sorted(one for one in sys.modules if one.partition('.')[0] == 'aiogram'))"
    )
    assert said == "[]\n"
