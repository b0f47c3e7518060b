"""Methods of the Bot API by which a bot gets its updates: polls and the webhook."""

import re
from collections.abc import Mapping, Sequence

from pd_intake_bot.sandbox.changes import What
from pd_intake_bot.sandbox.telegram.call import Call, Method
from pd_intake_bot.sandbox.telegram.refusal import Json, bad_request, conflict
from pd_intake_bot.sandbox.telegram.telegram import Webhook

BATCH = 100
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
ADDRESS = re.compile(r"https://[^/]+.*|http://(127\.0\.0\.1|localhost)[:/].*")
"""Where a webhook may be. Plain HTTP on loopback is what a Bot API server of one's own allows."""


async def get_updates(call: Call) -> Sequence[Json]:
    """Wait for updates and give them; those before `offset` are confirmed and forgotten."""
    telegram, args = call.telegram, call.args
    if telegram.webhook is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    telegram.updates.allowed = args.get("allowed_updates", telegram.updates.allowed)
    return await telegram.updates.poll(
        offset=args.get("offset", 0),
        limit=min(max(args.get("limit", BATCH), 1), BATCH),
        wait=args.get("timeout", 0),
    )


def set_webhook(call: Call) -> bool:
    """Have updates sent to an address; an empty one ends that."""
    telegram, args = call.telegram, call.args
    url, secret = args["url"], args.get("secret_token", "")
    if not ADDRESS.fullmatch(url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if args.get("drop_pending_updates"):
        telegram.updates.drop()
    telegram.updates.allowed = args.get("allowed_updates", telegram.updates.allowed)
    telegram.webhook = Webhook(url=url, secret=secret)
    telegram.changes.announce(What.WEBHOOK)
    return True


def delete_webhook(call: Call) -> bool:
    """End the sending of updates; they wait to be polled."""
    if call.args.get("drop_pending_updates"):
        call.telegram.updates.drop()
    call.telegram.webhook = None
    call.telegram.changes.announce(What.WEBHOOK)
    return True


def get_webhook_info(call: Call) -> Json:
    """Tell where updates are sent to, how many wait, and what went wrong."""
    telegram = call.telegram
    hook = telegram.webhook
    told: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(telegram.updates.pending),
    }
    if hook and hook.error:
        told |= {"last_error_date": hook.error_at, "last_error_message": hook.error}
    if telegram.updates.allowed:
        told["allowed_updates"] = list(telegram.updates.allowed)
    return told


METHODS: Mapping[str, Method] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
