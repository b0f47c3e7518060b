"""Every method of the Bot API that the sandbox plays."""

import inspect
from collections.abc import Mapping

from pd_intake_bot.sandbox.telegram import account, delivery, editing, rooms, schema, sending
from pd_intake_bot.sandbox.telegram.call import Call, Method
from pd_intake_bot.sandbox.telegram.files import Upload
from pd_intake_bot.sandbox.telegram.telegram import Telegram

METHODS: Mapping[str, Method] = {
    **account.METHODS,
    **delivery.METHODS,
    **editing.METHODS,
    **rooms.METHODS,
    **sending.METHODS,
}


async def run(
    telegram: Telegram,
    method: str,
    given: Mapping[str, object],
    uploads: Mapping[str, Upload] | None = None,
) -> object:
    """Check a call, do what it asks and give the result, or raise `Refusal`."""
    args = schema.check(method, {key: one for key, one in given.items() if one is not None})
    result = METHODS[method](Call(telegram=telegram, args=args, uploads=uploads or {}))
    return await result if inspect.isawaitable(result) else result
