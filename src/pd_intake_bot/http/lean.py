"""Loads aiohttp so that it reads the system's certificates when it first speaks TLS.

It reads them twice while it is imported, and a service asks nothing with what comes of it: the bot
has trust of its own.
"""

import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module

_TRUST = "set_default_verify_paths"
_SPEAK = "wrap_bio"


def load() -> None:
    """Import aiohttp; where it was imported before, nothing is changed."""
    if "aiohttp" not in sys.modules:
        with _trusting_later():
            import_module("aiohttp")


@contextmanager
def _trusting_later() -> Iterator[None]:
    """Let whoever is to trust what the system trusts learn it when that is needed."""
    setattr(ssl.SSLContext, _TRUST, _put_off)
    try:
        yield
    finally:
        delattr(ssl.SSLContext, _TRUST)


def _put_off(context: ssl.SSLContext) -> None:
    setattr(context, _SPEAK, partial(_speak_first, context))


def _speak_first(
    context: ssl.SSLContext,
    incoming: ssl.MemoryBIO,
    outgoing: ssl.MemoryBIO,
    server_side: bool = False,  # noqa: FBT001, FBT002 - called as `SSLContext.wrap_bio` is
    server_hostname: str | bytes | None = None,
) -> ssl.SSLObject:
    delattr(context, _SPEAK)
    context.set_default_verify_paths()
    return context.wrap_bio(incoming, outgoing, server_side, server_hostname)
