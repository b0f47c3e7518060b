"""What would cross a network in the open: only this machine itself is spoken to without TLS."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from pydantic import AnyHttpUrl, SecretStr

from pd_intake_bot.settings.kinds import is_loopback

_VERIFIED = "verify-full"


def open_faults(database: SecretStr, api: AnyHttpUrl, webhook: AnyHttpUrl | None) -> Iterator[str]:
    """Name every address that data would be sent to in the open; no secret is shown."""
    if _leaves_plainly(api):
        yield f"PD_TELEGRAM_API: {str(api)!r}: must begin with https://, save on this machine"
    if webhook is not None and _leaves_plainly(webhook):
        yield (
            f"PD_TELEGRAM_WEBHOOK_URL: {str(webhook)!r}: must begin with https://, "
            "save on this machine"
        )
    where = urlsplit(database.get_secret_value())
    if where.scheme.startswith("postgresql") and not _is_guarded(where.hostname, where.query):
        yield (
            "PD_DATABASE_URL: the data would cross the network unguarded; add "
            f"?ssl={_VERIFIED}, or reach the server on this machine or by its socket (?host=/...)"
        )


def _leaves_plainly(address: AnyHttpUrl) -> bool:
    return address.scheme != "https" and not is_loopback((address.host or "").strip("[]"))


def _is_guarded(host: str | None, query: str) -> bool:
    options = parse_qs(query)
    if options.get("ssl") == [_VERIFIED]:
        return True
    # Each may name its port, too.
    named = [one.rpartition(":")[0] or one for one in options.get("host", ())]
    return all(one.startswith("/") or is_loopback(one) for one in [*named, *filter(None, [host])])
