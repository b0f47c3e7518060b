"""Kinds of values that settings have, and what is wrong with a value that is none of them."""

import ipaddress
import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal
from urllib.parse import SplitResult, parse_qs, urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

_TOKEN = re.compile(r"\d+:[\w-]+", re.ASCII)
_WEBHOOK_SECRET = re.compile(r"[\w-]{1,256}", re.ASCII)
_MAILBOX = re.compile(r"[^@\s<>]+@[^@\s<>]+")
_ATOM = re.compile(r"[\w$.-]{1,64}", re.ASCII)
_POSTGRES_OPTIONS = frozenset({"host", "passfile", "port", "ssl", "target_session_attrs"})


class Role(StrEnum):
    """What an officer may do."""

    LEAD = "lead"
    OFFICER = "officer"
    VIEWER = "viewer"


def _officers(value: object) -> object:
    """Read `id:role,id:role`."""
    if not isinstance(value, str):
        return value
    pairs = [pair.partition(":") for pair in value.replace(" ", "").split(",") if pair]
    return {number: role or "officer" for number, _, role in pairs}


def _listen(value: object) -> object:
    """Read `host:port`."""
    if not isinstance(value, str):
        return value
    host, _, port = value.rpartition(":")
    return {"host": host.strip("[]") or "127.0.0.1", "port": port}


def _names(value: object) -> object:
    """Read `one,another`; a name may hold spaces."""
    if not isinstance(value, str):
        return value
    return tuple(name.strip() for name in value.split(",") if name.strip())


def _keyword(value: str) -> str:
    """Refuse what is no keyword of IMAP (RFC 3501, section 9: an atom and no system flag)."""
    if not _ATOM.fullmatch(value):
        raise ValueError("not a keyword: letters, digits and $ - _ . alone")
    return value


def _database(value: SecretStr) -> SecretStr:
    """Refuse an address that no driver of ours could open; its words are never shown."""
    address = value.get_secret_value()
    try:
        where = urlsplit(address)
        fault = _SCHEMES.get(where.scheme, _unknown_scheme)(where)
        _ = where.port
    except ValueError:
        fault = "host and port can't be read"
    if fault:
        raise ValueError(fault)
    return value


def _unknown_scheme(_: SplitResult) -> str:
    return "must begin with " + " or ".join(f"{scheme}://" for scheme in _SCHEMES)


def _sqlite_fault(where: SplitResult) -> str | None:
    # A database in memory would be another one for each connection.
    if where.netloc or len(where.path) <= 1 or where.path.endswith(":memory:"):
        return "SQLite needs a file: sqlite+aiosqlite:///./data/pd-intake.db"
    return None


def _postgres_fault(where: SplitResult) -> str | None:
    unknown = parse_qs(where.query).keys() - _POSTGRES_OPTIONS
    if unknown:
        known = ", ".join(sorted(_POSTGRES_OPTIONS))
        return f"{', '.join(sorted(unknown))}: no such option after the `?`; known are {known}"
    return None


_SCHEMES = {"sqlite+aiosqlite": _sqlite_fault, "postgresql+asyncpg": _postgres_fault}


def _token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("not a bot token: digits, a colon, letters")
    return value


def _webhook_secret(value: SecretStr) -> SecretStr:
    """Refuse what Telegram would not take (`setWebhook`, `secret_token`)."""
    if not _WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
        raise ValueError("up to 256 letters, digits, _ and - alone")
    return value


def _sender(value: str) -> str:
    if not _MAILBOX.fullmatch(value):
        raise ValueError("not an address: name@domain, and nothing else")
    return value


def _day(value: object) -> object:
    """Read a day in either form of ISO 8601; a bare number is no count of seconds."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


class Listen(BaseModel):
    """An address to listen on."""

    model_config = ConfigDict(frozen=True)

    host: str
    port: Annotated[int, Field(ge=0, le=65535)]


Port = Annotated[int, Field(ge=1, le=65535)]
Lower = BeforeValidator(_lower)
Upper = BeforeValidator(_upper)
Security = Annotated[Literal["tls", "starttls", "none"], Lower]


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


DatabaseUrl = Annotated[SecretStr, AfterValidator(_database)]
Day = Annotated[date, BeforeValidator(_day)]
Sender = Annotated[str, AfterValidator(_sender)]
WebhookSecret = Annotated[SecretStr, AfterValidator(_webhook_secret)]
Token = Annotated[SecretStr, AfterValidator(_token)]
Officers = Annotated[dict[int, Role], BeforeValidator(_officers)]
Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
Keyword = Annotated[str, AfterValidator(_keyword)]
Address = Annotated[Listen, BeforeValidator(_listen)]
