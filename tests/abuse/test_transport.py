"""Whoever stands between us and a server learns nothing: certificates and TLS versions."""

import asyncio
import ssl
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiogram.exceptions import TelegramNetworkError

from pd_intake_bot.mail import tls
from pd_intake_bot.sandbox import certificate
from pd_intake_bot.sandbox.certificate import Certificate
from pd_intake_bot.telegram.bot import build_bot


@asynccontextmanager
async def listening(context: ssl.SSLContext) -> AsyncIterator[int]:
    """Listen with TLS on a free port, and close every connection at once."""

    async def meet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(meet, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]


def outdated(made: Certificate) -> ssl.SSLContext:
    context = made.context()
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context


def test_mail_servers_are_verified_by_certificate_and_name() -> None:
    context = tls.context(None)
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2


async def test_server_of_an_outdated_version_is_not_spoken_to(tmp_path: Path) -> None:
    made = certificate.make(tmp_path)
    async with listening(outdated(made)) as port:
        with pytest.raises(OSError):  # noqa: PT011 - which one is OpenSSL's choice
            await asyncio.open_connection("localhost", port, ssl=tls.context(made.ca_file))


async def test_bot_speaks_to_nobody_whose_certificate_is_not_vouched_for(tmp_path: Path) -> None:
    async with listening(certificate.make(tmp_path).context()) as port:
        bot = build_bot("1:token-of-nobody", api=f"https://localhost:{port}")
        with pytest.raises(TelegramNetworkError, match="CERTIFICATE_VERIFY_FAILED"):
            await bot.get_me()
        await bot.session.close()
