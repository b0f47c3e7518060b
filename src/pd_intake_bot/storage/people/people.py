"""Codes, links, ties and lost chats in tables of keyed hashes."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, delete, false, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.person import MailAddress, ReplyTo, TelegramChat
from pd_intake_bot.storage.sealing import reply_to as people
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.sql.columns import SealedRow, one_of
from pd_intake_bot.storage.tables import (
    WAITING,
    codes,
    lost_chats,
    outbox,
    tie_links,
    ties,
)
from pd_intake_bot.usecases.ports import CODE_LETTER, CodesSent, Tried


@dataclass(frozen=True, slots=True)
class Codes:
    """The port `Codes`."""

    connection: AsyncConnection
    seal: Seal

    async def put(
        self, chat: TelegramChat, address: MailAddress, code: str, *, now: datetime, until: datetime
    ) -> None:
        """Keep a code for a while; those sent before it to the same person count no more."""
        await self.connection.execute(
            update(codes).where(codes.c.person == self._hash(chat)).values(used=True)
        )
        await self._keep(chat, address, code, used=False, at=now, until=until)

    async def count(self, chat: TelegramChat, address: MailAddress, *, now: datetime) -> None:
        """Count a mail without a code among those sent; a code on its way stays good."""
        await self._keep(chat, address, "", used=True, at=now, until=now)

    async def sent(self, chat: TelegramChat, address: MailAddress, *, since: datetime) -> CodesSent:
        """Count the codes of late."""
        theirs = codes.c.person == self._hash(chat)
        there = codes.c.mailbox == self._hash(address)
        return CodesSent(
            by_person=await self._count(since, theirs),
            to_address=await self._count(since, there),
            by_person_to_address=await self._count(since, theirs, there),
            overall=await self._count(since),
        )

    async def attempt(
        self, chat: TelegramChat, address: MailAddress, code: str, *, tries: int, now: datetime
    ) -> Tried:
        """Try a code; a right one is used up, and so is one after as many wrong `tries`."""
        found = await self.connection.execute(
            select(codes)
            .where(codes.c.person == self._hash(chat), codes.c.mailbox == self._hash(address))
            .where(codes.c.used.is_(False), codes.c.until > now)
            .order_by(codes.c.id.desc())
            .limit(1)
            .with_for_update()
        )
        row = found.one_or_none()
        if row is None:
            return Tried.NONE
        is_right = hmac.compare_digest(row.code, self._code(chat, address, code))
        spent = is_right or row.tries + 1 >= tries
        await self.connection.execute(
            update(codes).where(codes.c.id == row.id).values(tries=row.tries + 1, used=spent)
        )
        if is_right:
            return Tried.RIGHT
        return Tried.SPENT if spent else Tried.WRONG

    async def forget(self, *, before: datetime, now: datetime) -> None:
        """Forget codes asked for before a moment, and the letters of those that have expired."""
        await self.connection.execute(delete(codes).where(codes.c.at < before))
        alive = await self.connection.scalar(select(func.max(codes.c.until)))
        if alive is None or alive < now:
            await self.connection.execute(
                delete(outbox)
                .where(outbox.c.key.startswith(CODE_LETTER, autoescape=True))
                .where(~one_of(outbox.c.standing, *WAITING))
            )

    async def _keep(
        self,
        chat: TelegramChat,
        address: MailAddress,
        code: str,
        *,
        used: bool,
        at: datetime,
        until: datetime,
    ) -> None:
        await self.connection.execute(
            insert(codes)
            .values(person=self._hash(chat), mailbox=self._hash(address))
            .values(code=self._code(chat, address, code), tries=0, used=used, at=at, until=until)
        )

    async def _count(self, since: datetime, *which: ColumnElement[bool]) -> int:
        count = await self.connection.scalar(
            select(func.count()).select_from(codes).where(codes.c.at > since, *which)
        )
        return int(count or 0)

    def _code(self, chat: TelegramChat, address: MailAddress, code: str) -> str:
        return self.seal.index("codes", f"{self._hash(chat)}:{self._hash(address)}:{code}")

    def _hash(self, one: ReplyTo) -> str:
        return _person(self.seal, one)


@dataclass(frozen=True, slots=True)
class Ties:
    """The port `Ties`; of a link only the hash of its token is kept."""

    connection: AsyncConnection
    seal: Seal

    async def offer(
        self, token: str, case_id: CaseId, address: MailAddress, *, until: datetime
    ) -> None:
        """Keep a one-time link that is mailed to an address about a case."""
        name = self._link(token)
        sealed = SealedRow(self.seal, "tie_links", name).close("address", address.address)
        await self.connection.execute(
            insert(tie_links).values(token=name, case_id=case_id, address=sealed, until=until)
        )

    async def redeem(self, token: str, *, now: datetime) -> tuple[CaseId, MailAddress] | None:
        """Use up a link, once; None for one that is unknown, used or expired."""
        used = await self.connection.scalar(
            update(tie_links)
            .where(tie_links.c.token == self._link(token), tie_links.c.until > now)
            # Whoever pressed at the same moment may have an earlier `now` than this one.
            .where(tie_links.c.used.is_(false()))
            .values(until=now, used=True)
            .returning(tie_links.c.token)
        )
        return await self.mailed(token) if used else None

    async def mailed(self, token: str) -> tuple[CaseId, MailAddress] | None:
        """Tell of a link, good or not, what it was mailed about and where to; None for no link."""
        name = self._link(token)
        found = await self.connection.execute(select(tie_links).where(tie_links.c.token == name))
        row = found.one_or_none()
        if row is None:
            return None
        address = SealedRow(self.seal, "tie_links", name).text("address", row.address)
        return CaseId(row.case_id), MailAddress(address=address)

    async def add(
        self, chat: TelegramChat, address: MailAddress, *, shared: bool, now: datetime
    ) -> None:
        """Keep that a mailbox is theirs; with `shared` its cases are to be seen in the chat."""
        person, mailbox = _person(self.seal, chat), _person(self.seal, address)
        before = await self.connection.scalar(
            select(ties.c.shared).where(ties.c.person == person, ties.c.mailbox == mailbox)
        )
        await upsert.put(
            self.connection,
            ties,
            person=person,
            mailbox=mailbox,
            address=self._sealed(person, mailbox).close("address", address.address),
            chat=self._sealed(person, mailbox).close("chat", chat.chat_id),
            shared=shared or bool(before),
            at=now,
        )

    async def mailboxes(self, chat: TelegramChat, *, shared: bool = False) -> Sequence[MailAddress]:
        """List their mailboxes, or those alone that are shared, the newest first."""
        person = _person(self.seal, chat)
        wanted = [ties.c.shared.is_(True)] if shared else []
        found = await self.connection.execute(
            select(ties).where(ties.c.person == person, *wanted).order_by(ties.c.at.desc())
        )
        return [
            MailAddress(address=self._sealed(person, row.mailbox).text("address", row.address))
            for row in found.all()
        ]

    async def chats(self, address: MailAddress) -> Sequence[TelegramChat]:
        """List the chats that share the cases of a mailbox, the newest first."""
        mailbox = _person(self.seal, address)
        found = await self.connection.execute(
            select(ties)
            .where(ties.c.mailbox == mailbox, ties.c.shared.is_(True), ties.c.chat.is_not(None))
            .order_by(ties.c.at.desc())
        )
        opened = [self._sealed(row.person, mailbox).open("chat", row.chat) for row in found.all()]
        return [TelegramChat(chat_id=cast("int", one)) for one in opened]

    async def forget(self, *, before: datetime) -> None:
        """Forget links that were used or expired by a moment."""
        await self.connection.execute(delete(tie_links).where(tie_links.c.until <= before))

    def _link(self, token: str) -> str:
        return self.seal.index("tie-links", token)

    def _sealed(self, person: str, mailbox: str) -> SealedRow:
        return SealedRow(self.seal, "ties", f"{person}:{mailbox}")


@dataclass(frozen=True, slots=True)
class LostChats:
    """The port `LostChats`."""

    connection: AsyncConnection
    seal: Seal

    async def lose(self, chat: TelegramChat, *, now: datetime) -> bool:
        """Take a chat for lost; False where it was lost before."""
        statement = upsert.insert(self.connection, lost_chats).values(
            person=_person(self.seal, chat), at=now
        )
        added = await self.connection.execute(
            statement.on_conflict_do_nothing().returning(lost_chats.c.person)
        )
        return added.one_or_none() is not None

    async def find(self, chat: TelegramChat) -> bool:
        """Take it for within reach again; False where it always was."""
        found = await self.connection.execute(
            delete(lost_chats)
            .where(lost_chats.c.person == _person(self.seal, chat))
            .returning(lost_chats.c.person)
        )
        return found.one_or_none() is not None

    async def knows(self, chat: TelegramChat) -> bool:
        """Tell whether a chat is lost."""
        found = await self.connection.scalar(
            select(lost_chats.c.at).where(lost_chats.c.person == _person(self.seal, chat))
        )
        return found is not None


def _person(seal: Seal, one: ReplyTo) -> str:
    person = people.person(seal, one)
    assert person is not None, "somebody is meant"
    return person
