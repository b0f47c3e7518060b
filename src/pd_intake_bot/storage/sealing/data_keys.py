"""Data keys: one for each case and each submission, so that destroying it erases what it seals."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.storage.sealing.seal import DataKey, Seal, WrongKey, new_data_key, number_of_key
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.sql.columns import one_of
from pd_intake_bot.storage.sql.later import Later
from pd_intake_bot.storage.tables.records import Holds, data_keys

_MADE_AT_ONCE = 16

_AT_ONCE = 500
"""Keys asked for in one statement: SQLite takes so many parameters and no more."""

# Every message asks for these: built once, as building a statement costs more than running it.
_ADD = insert(data_keys).returning(data_keys.c.id, data_keys.c.wrapped)
_GIVE = (
    update(data_keys)
    .where(data_keys.c.id == bindparam("number"))
    .values(case_id=bindparam("of_case"))
)
_BY_NUMBER = (
    select(data_keys)
    .where(data_keys.c.id.in_(bindparam("numbers", expanding=True)))
    .where(data_keys.c.wrapped.is_not(None))
)
IS_SERVICE = one_of(data_keys.c.holds, Holds.SERVICE)
IS_KEY = (data_keys.c.holds == Holds.CASE) & data_keys.c.wrapped.is_not(None)
"""What seals new values of a case: the first such key of it."""
_OF_CASE = (
    select(data_keys)
    .where(data_keys.c.case_id == bindparam("of_case"), IS_KEY)
    .order_by(data_keys.c.id)
    .limit(1)
)


class Erased(WrongKey):
    """The data key of a value was destroyed: nothing opens it any more."""

    key = "error-erased"


@dataclass(frozen=True, slots=True)
class Ring:
    """The keys that some values were sealed with, and the one that new values are sealed with.

    Without a data key of its own it seals as the service does for what belongs to no case.
    """

    service: Seal
    keys: Mapping[int, DataKey] = field(default_factory=dict)
    own: DataKey | None = None

    def seal(self, plain: bytes, context: str) -> bytes:
        """Encrypt `plain` so that it opens in the same context only."""
        return (self.own or self.service).seal(plain, context)

    def open(self, sealed: bytes, context: str) -> bytes:
        """Decrypt a value with the key it names. Raises `Erased` where that was destroyed."""
        number = number_of_key(sealed)
        if number is None:
            return self.service.open(sealed, context)
        if number not in self.keys:
            raise Erased(f"{context}: its data key was destroyed")
        return self.keys[number].open(sealed, context)

    def has(self, sealed: bytes | None) -> bool:
        """Tell whether a value is there and can be opened."""
        if sealed is None:
            return False
        number = number_of_key(sealed)
        return number is None or number in self.keys


@dataclass(frozen=True, slots=True)
class DataKeys:
    """Data keys in a table, each wrapped by a root key, as one transaction sees them.

    `later` writes which case each key belongs to. `wrapping` is the root key that wraps now,
    once this transaction has asked for it, `known` are the keys of cases that it has asked
    for, `numbered` all that it has made or read, and `stock` those it has made and not given.
    """

    connection: AsyncConnection
    seal: Seal
    later: Later
    wrapping: list[str] = field(default_factory=list)
    known: dict[CaseId, DataKey] = field(default_factory=dict)
    numbered: dict[int, DataKey] = field(default_factory=dict)
    stock: dict[Holds, list[DataKey]] = field(default_factory=dict)
    _given: Counter[Holds] = field(default_factory=Counter)
    _dropped: list[int] = field(default_factory=list)

    async def add(self, holds: Holds, *, case_id: CaseId | None = None) -> DataKey:
        """Make a key. Of those without a case a batch is made as many at once as it has had."""
        if case_id is not None:
            return (await self._make(holds, 1, case_id))[0]
        stock = self.stock.setdefault(holds, [])
        if not stock:
            stock += await self._make(holds, min(max(self._given[holds], 1), _MADE_AT_ONCE))
        self._given[holds] += 1
        return stock.pop()

    async def _make(self, holds: Holds, count: int, case_id: CaseId | None = None) -> list[DataKey]:
        root_id, context = await self._root(), _context(holds)
        keys = [new_data_key() for _ in range(count)]
        made = {self.seal.wrap(key, context, root_id=root_id): key for key in keys}
        row = {"holds": holds, "root": root_id, "case_id": case_id}
        rows = [row | {"wrapped": wrapped} for wrapped in made]
        added = await self.connection.execute(_ADD, rows)
        return [self._note(DataKey(row.id, made[row.wrapped])) for row in added]

    async def close(self) -> None:
        """Write which case each key belongs to, and take away those that were not given."""
        await self.later.write()
        unused = [key.number for stock in self.stock.values() for key in stock]
        if rest := [*unused, *self._dropped]:
            await self.connection.execute(delete(data_keys).where(data_keys.c.id.in_(rest)))

    async def put(self, number: int, holds: Holds, key: bytes, *, root_id: str) -> None:
        """Write a key down, wrapped by this root key."""
        wrapped = self.seal.wrap(key, _context(holds), root_id=root_id)
        await self.connection.execute(
            update(data_keys).where(data_keys.c.id == number).values(wrapped=wrapped, root=root_id)
        )

    async def base(self, known: str | None) -> bytes:
        """Give the service's own key; one is made where there is none.

        `known` is the fingerprint of the key that data were sealed with before there was such
        a key: that one is then kept. Raises `WrongKey` where the root key is not among these.
        """
        row = await self._service()
        if row is not None:
            return self.unwrap(row)
        key = new_data_key() if known is None else self._former(known)
        statement = upsert.insert(self.connection, data_keys).values(
            holds=Holds.SERVICE, root=self.seal.roots[0]
        )
        await self.connection.execute(statement.on_conflict_do_nothing())
        made = await self._service()
        if made is None or made.wrapped is not None:
            return await self.base(known)
        await self.put(made.id, Holds.SERVICE, key, root_id=self.seal.roots[0])
        return key

    async def _service(self) -> Row[Any] | None:
        found = await self.connection.execute(select(data_keys).where(IS_SERVICE))
        return found.one_or_none()

    def _former(self, known: str) -> bytes:
        for root_id in self.seal.roots:
            root = self.seal.root(root_id)
            if self.seal.based_on(root).fingerprint == known:
                return root
        raise WrongKey("the data were sealed with another key")

    async def of_case(self, case_id: CaseId) -> DataKey:
        """Give the key that new values of a case are sealed with; one is made where none is."""
        if case_id in self.known:
            return self.known[case_id]
        await self.later.write()
        row = (await self.connection.execute(_OF_CASE, {"of_case": case_id})).one_or_none()
        key = self.read(row) if row else await self.add(Holds.CASE, case_id=case_id)
        self.known[case_id] = key
        return key

    async def ring(self, sealed: Iterable[bytes | None], own: DataKey | None = None) -> Ring:
        """Fetch the keys that these values were sealed with."""
        named = numbers_in(one for one in sealed if one is not None)
        keys = {own.number: own} if own else {}
        keys |= {number: self.numbered[number] for number in named & self.numbered.keys()}
        numbers = sorted(named - keys.keys())
        for start in range(0, len(numbers), _AT_ONCE):
            asked = {"numbers": numbers[start : start + _AT_ONCE]}
            rows = await self.connection.execute(_BY_NUMBER, asked)
            keys |= {row.id: self.read(row) for row in rows}
        return Ring(self.seal, keys, own)

    async def like(self, sealed: bytes) -> Ring:
        """Give a ring that seals new values as this one was sealed."""
        ring = await self.ring([sealed])
        return Ring(self.seal, ring.keys, next(iter(ring.keys.values()), None))

    def give(self, numbers: Iterable[int], case_id: CaseId) -> None:
        """Let keys belong to a case, so that they are destroyed with it."""
        for number in numbers:
            self.later.add(_GIVE, number, {"number": number, "of_case": case_id})

    async def destroy_those_of(self, sealed: Iterable[bytes]) -> None:
        """Destroy the keys that these values were sealed with."""
        await self.destroy(data_keys.c.id.in_(numbers_in(sealed)))

    async def destroy(self, condition: ColumnElement[bool]) -> None:
        """Destroy some keys; the rows stay, to tell that they were there."""
        self.known.clear()
        self.numbered.clear()
        await self.later.write()
        await self.connection.execute(
            update(data_keys).where(condition).values(wrapped=None, root="")
        )

    def drop(self, key: DataKey) -> None:
        """Take back a key that nothing was sealed with."""
        self._dropped.append(key.number)

    def read(self, row: Row[Any]) -> DataKey:
        """Unwrap the key of a row of the table."""
        key = self._note(DataKey(row.id, self.unwrap(row)))
        if row.holds is Holds.CASE and row.case_id is not None:
            self.known.setdefault(CaseId(row.case_id), key)
        return key

    def _note(self, key: DataKey) -> DataKey:
        self.numbered[key.number] = key
        return key

    def unwrap(self, row: Row[Any]) -> bytes:
        """Give the bytes of the key of a row of the table."""
        return self.seal.unwrap(row.wrapped, _context(row.holds), root_id=row.root)

    async def _root(self) -> str:
        """Tell which root key wraps now: the one that wraps the service's own key.

        That row is held until the transaction ends, so that a rotation waits for this key.
        """
        if not self.wrapping:
            root_id = await self.connection.scalar(
                select(data_keys.c.root).where(IS_SERVICE).with_for_update(read=True)
            )
            self.wrapping.append(root_id or self.seal.roots[0])
        return self.wrapping[0]


def sealed_in(rows: Iterable[Row[Any]]) -> Iterator[bytes]:
    """Give every sealed value of some rows."""
    return (value for row in rows for value in row if isinstance(value, bytes))


def numbers_in(sealed: Iterable[bytes]) -> set[int]:
    """Tell with which keys some values were sealed."""
    return {number for one in sealed if (number := number_of_key(one)) is not None}


def _context(holds: Holds) -> str:
    # Not the number: a key in another's row opens nothing, for values have the number bound in.
    return f"data_keys.wrapped:{holds}"
