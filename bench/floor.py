"""What no service can do without: fetch, parse, one durable commit and one letter a message.

The same libraries, used as their manuals show, one message after the other over one connection
of each kind. It keeps no case, counts no date, seals nothing and remembers nothing of what left:
killed half-way it would begin again and send all letters twice.

`python -m bench.floor IMAP_PORT USER PASSWORD SMTP_PORT DATABASE`
"""

import asyncio
import email
import email.policy
import sys
from email.message import EmailMessage

import aiosmtplib
from aioimaplib import aioimaplib
from sqlalchemy import Column, Integer, MetaData, Table, Text, event, insert
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

AT_ONCE = 50
"""Messages fetched by one command."""

kept = Table("kept", MetaData(), Column("id", Integer, primary_key=True), Column("text", Text))
"""Where a floor keeps what it was told."""


def durably(connection: DBAPIConnection, _record: object) -> None:
    """Let what is committed be on the disk."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


async def fetch(client: aioimaplib.IMAP4, uids: list[str]) -> list[bytes]:
    """Fetch messages whole."""
    answer = await client.uid("fetch", ",".join(uids), "(BODY.PEEK[])")
    return [bytes(line) for line in answer.lines if isinstance(line, bytearray)]


async def take(raw: bytes, engine: AsyncEngine, smtp: aiosmtplib.SMTP) -> None:
    """Parse a message, keep its text and answer it."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(("plain",))
    text = str(body.get_content()) if body else ""
    async with engine.begin() as connection:
        await connection.execute(insert(kept).values(text=text))
    letter = EmailMessage()
    letter["From"], letter["To"] = "info@bazarjoq.kz", str(message["From"])
    letter["Subject"] = f"Re: {message['Subject']}"
    letter.set_content(f"Өтінішіңіз тіркелді.\n\n{text}")
    await smtp.send_message(letter)


async def run(imap_port: int, user: str, password: str, smtp_port: int, database: str) -> None:
    """Answer every message of a mailbox."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{database}")
    event.listen(engine.sync_engine, "connect", durably)
    async with engine.begin() as connection:
        await connection.run_sync(kept.metadata.create_all)
    print("is running", file=sys.stderr, flush=True)
    client = aioimaplib.IMAP4(host="127.0.0.1", port=imap_port, timeout=60)
    await client.wait_hello_from_server()
    await client.login(user, password)
    await client.select("INBOX")
    found = await client.uid_search("ALL")
    uids = found.lines[0].decode().split()
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=smtp_port, start_tls=False) as smtp:
        for start in range(0, len(uids), AT_ONCE):
            for raw in await fetch(client, uids[start : start + AT_ONCE]):
                await take(raw, engine, smtp)
    await client.logout()
    await engine.dispose()


if __name__ == "__main__":
    _, imap, name, secret, smtp_at, where = sys.argv
    asyncio.run(run(int(imap), name, secret, int(smtp_at), where))
