import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime, timedelta, timezone

import aioimaplib
import pytest

from pd_intake_bot.sandbox.mail.imap import ImapServer

RAW = "From: user@example.test\r\nSubject: Сұрау\r\n\r\nҮлгі мәтін\r\n".encode()
WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=5)))


@pytest.fixture
async def server() -> AsyncIterator[ImapServer]:
    async with ImapServer() as opened:
        yield opened


async def login(server: ImapServer, *, tls: bool = False) -> aioimaplib.IMAP4:
    if tls:
        context = ssl.create_default_context(cafile=str(server.ca_file))
        client = aioimaplib.IMAP4_SSL(server.host, server.tls_port, timeout=60, ssl_context=context)
    else:
        client = aioimaplib.IMAP4(server.host, server.port, timeout=60)
    await client.wait_hello_from_server()
    assert (await client.login(server.username, server.password)).result == "OK"
    return client


@pytest.mark.parametrize("tls", [False, True])
async def test_delivered_mail_is_fetched_byte_for_byte(server: ImapServer, *, tls: bool) -> None:
    uid = await server.deliver(RAW, WHEN)
    client = await login(server, tls=tls)
    await client.select("INBOX")
    fetched = await client.uid("fetch", str(uid), "(INTERNALDATE BODY.PEEK[])")
    await client.logout()
    assert bytes(fetched.lines[1]) == RAW
    assert b"02-Mar-2026 09:30:00 +0500" in fetched.lines[0]


async def test_delivery_wakes_an_idle_client(server: ImapServer) -> None:
    client = await login(server)
    await client.select("INBOX")
    idle = await client.idle_start(timeout=60)
    await server.deliver(RAW, WHEN)
    assert b"1 EXISTS" in await client.wait_server_push(60)
    client.idle_done()
    await asyncio.wait_for(idle, 60)
    await client.logout()


async def test_made_up_keyword_is_kept_for_the_next_session(server: ImapServer) -> None:
    uid = await server.deliver(RAW, WHEN)
    first = await login(server)
    await first.select("INBOX")
    await first.uid("store", str(uid), "+FLAGS", "(pd-registered)")
    await first.logout()
    second = await login(server)
    await second.select("INBOX")
    fetched = await second.uid("fetch", str(uid), "(FLAGS)")
    await second.logout()
    assert b"pd-registered" in fetched.lines[0]


async def test_folder_can_get_another_uid_validity(server: ImapServer) -> None:
    await server.set_uid_validity(4242)
    client = await login(server)
    selected = await client.select("INBOX")
    await client.logout()
    assert any(b"UIDVALIDITY 4242" in line for line in selected.lines)


async def test_wrong_password_is_refused(server: ImapServer) -> None:
    client = aioimaplib.IMAP4(server.host, server.port, timeout=60)
    await client.wait_hello_from_server()
    refused = await client.login(server.username, "wrong")
    await client.logout()
    assert refused.result == "NO"


async def test_starttls_shows_the_servers_certificate(server: ImapServer) -> None:
    reader, writer = await asyncio.open_connection(server.host, server.port)
    await reader.readline()
    writer.write(b"a STARTTLS\r\n")
    assert (await reader.readline()).startswith(b"a OK")
    context = ssl.create_default_context(cafile=str(server.ca_file))
    await writer.start_tls(context, server_hostname="localhost")
    writer.write(b"b NOOP\r\n")
    assert (await reader.readline()).startswith(b"b OK")
    writer.close()
    await writer.wait_closed()


async def test_cut_connection_ends_and_the_same_port_opens_again(server: ImapServer) -> None:
    port = server.port
    reader, writer = await asyncio.open_connection(server.host, port)
    await reader.readline()
    await server.refuse()
    with suppress(ConnectionResetError):
        assert await reader.read() == b""
    writer.close()
    await server.accept()
    assert server.port == port
    await (await login(server)).logout()


async def test_nothing_keeps_running_when_an_idle_connection_is_cut(server: ImapServer) -> None:
    reader, writer = await asyncio.open_connection(server.host, server.port)
    command = f"a LOGIN {server.username} {server.password}\r\nb SELECT INBOX\r\nc IDLE\r\n"
    writer.write(command.encode())
    await asyncio.wait_for(reader.readuntil(b"+ Idling.\r\n"), 60)
    await server.drop()
    writer.close()
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_delivery_makes_the_folder_it_goes_to(server: ImapServer) -> None:
    await server.deliver(RAW, WHEN, folder="Requests")
    client = await login(server)
    selected = await client.select("Requests")
    await client.logout()
    assert b"1 EXISTS" in selected.lines
