"""Sends updates to the bot's webhook, one after another, as Telegram does."""

import asyncio
import json

import aiohttp

from pd_intake_bot.sandbox.changes import What
from pd_intake_bot.sandbox.telegram import methods, schema
from pd_intake_bot.sandbox.telegram.refusal import Json, Refusal
from pd_intake_bot.sandbox.telegram.telegram import Telegram, Webhook

PATIENCE = aiohttp.ClientTimeout(total=60)
RETRY_SECONDS = 0.2
"""How long a failed update waits for the next try; the real one waits longer each time."""


async def pump(telegram: Telegram) -> None:
    """Send every update as soon as there is a webhook to send it to, till cancelled."""
    async with aiohttp.ClientSession(timeout=PATIENCE) as session:
        while True:
            await telegram.changes.until(
                lambda: bool(telegram.webhook and telegram.updates.pending), within=None
            )
            hook = telegram.webhook
            assert hook is not None
            update = telegram.updates.pending[0]
            if await _send(session, telegram, hook, update):
                telegram.updates.confirm(update["update_id"] + 1)
            else:
                await asyncio.sleep(RETRY_SECONDS)


async def _send(
    session: aiohttp.ClientSession, telegram: Telegram, hook: Webhook, update: Json
) -> bool:
    headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
    try:
        async with session.post(hook.url, json=update, headers=headers) as response:
            body = await response.read()
            fault = "" if response.ok else f"Wrong response from the webhook: {response.status}"
    except (aiohttp.ClientError, TimeoutError) as error:
        fault = str(error) or type(error).__name__
    if fault:
        hook.error, hook.error_at = fault, telegram.timestamp
        telegram.changes.announce(What.WEBHOOK)
        return False
    await _run_reply(telegram, body)
    return True


async def _run_reply(telegram: Telegram, body: bytes) -> None:
    """Do what a bot asks for in its answer to the webhook; it never learns how that went."""
    try:
        asked = json.loads(body)
        method = schema.method_name(asked.pop("method"))
        await methods.run(telegram, method, asked)
    except (ValueError, AttributeError, KeyError, Refusal):
        return
