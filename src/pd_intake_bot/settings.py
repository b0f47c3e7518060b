"""Settings from the environment, `.env` and secret files, checked before anything starts."""

import ipaddress
import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import SplitResult, parse_qs, urlsplit

from dotenv.parser import parse_stream
from pydantic import (
    AfterValidator,
    AnyHttpUrl,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PositiveInt,
    SecretStr,
    ValidationError,
    model_validator,
)

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.errors import IntakeError

PREFIX = "PD_"
SECRETS = frozenset(
    {
        "PD_DATABASE_URL",
        "PD_SECRET_KEY",
        "PD_IMAP_PASSWORD",
        "PD_SMTP_PASSWORD",
        "PD_TELEGRAM_TOKEN",
        "PD_TELEGRAM_WEBHOOK_SECRET",
    }
)
"""Settings that may stand in a file named by `NAME_FILE`, and are never shown."""

_FOREIGN = re.compile(r"PD_(TEST|DEMO)_.*")
_TOKEN = re.compile(r"\d+:[\w-]+", re.ASCII)
_POSTGRES_OPTIONS = frozenset({"host", "passfile", "port", "ssl"})


class SettingsError(IntakeError):
    """Settings are missing or wrong; `faults` names each with what is wrong about it."""

    key = "error-settings"

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


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


class Listen(BaseModel):
    """An address to listen on."""

    model_config = ConfigDict(frozen=True)

    host: str
    port: Annotated[int, Field(ge=0, le=65535)]


Port = Annotated[int, Field(ge=1, le=65535)]
Security = Literal["tls", "starttls", "none"]


class Settings(BaseModel):
    """Every setting, by its name in lower case and without `PD_`; see `.env.example`."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    database_url: Annotated[SecretStr, AfterValidator(_database)] = SecretStr(
        "sqlite+aiosqlite:///./data/pd-intake.db"
    )
    data_dir: Path = Path("./data")
    secret_key: SecretStr | None = None
    policy: Path | None = None
    workdays: Path | None = None

    imap_host: str | None = None
    imap_port: Port | None = None
    imap_security: Security = "tls"
    imap_username: str | None = None
    imap_password: SecretStr | None = None
    imap_folder: str = "INBOX"
    imap_poll_seconds: PositiveInt = 60
    imap_ca_file: Path | None = None
    imap_since: date | None = None

    smtp_host: str | None = None
    smtp_port: Port | None = None
    smtp_security: Security = "starttls"
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_from: str | None = None
    smtp_ca_file: Path | None = None
    letters_per_hour: PositiveInt = 20
    letters_per_day: PositiveInt = 50

    telegram_token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    telegram_api: AnyHttpUrl = AnyHttpUrl("https://api.telegram.org")
    telegram_staff_chat: int | None = None
    telegram_officers: Annotated[dict[int, Role], BeforeValidator(_officers)] = {}
    telegram_webhook_url: AnyHttpUrl | None = None
    telegram_webhook_secret: SecretStr | None = None
    staff_language: Language = Language.RU

    http_listen: Annotated[Listen, BeforeValidator(_listen)] = Listen(host="127.0.0.1", port=8090)
    log_format: Literal["console", "json"] = "console"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @model_validator(mode="after")
    def _mail_servers_are_complete(self) -> Self:
        faults = [
            *_server_faults("IMAP", self.imap_host, self.imap_security, self.imap_ca_file),
            *_server_faults("SMTP", self.smtp_host, self.smtp_security, self.smtp_ca_file),
        ]
        if self.imap_host and not (self.imap_username and self.imap_password):
            faults.append("PD_IMAP_USERNAME, PD_IMAP_PASSWORD: needed where PD_IMAP_HOST is set")
        if self.smtp_username and not self.smtp_password:
            faults.append("PD_SMTP_PASSWORD: needed where PD_SMTP_USERNAME is set")
        if self.telegram_webhook_url and not self.telegram_webhook_secret:
            faults.append("PD_TELEGRAM_WEBHOOK_SECRET: needed where a webhook address is set")
        if faults:
            raise ValueError("\n".join(faults))
        return self


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def load(environment: Mapping[str, str] | None = None, *, dotenv: Path = Path(".env")) -> Settings:
    """Read and check all settings; the environment outweighs `.env`.

    Raises `SettingsError` that names every fault at once, with values but never a secret's.
    """
    values, broken = _read_dotenv(dotenv)
    values |= {name: value for name, value in (environment or os.environ).items() if value}
    given, faults = _with_secret_files(values)
    faults = [*broken, *faults]
    own = {name: value for name, value in given.items() if _is_ours(name)}
    try:
        settings = Settings.model_validate(
            {name.removeprefix(PREFIX).lower(): value for name, value in own.items()}
        )
    except ValidationError as error:
        faults.extend(_faults(error, own))
    if faults:
        raise SettingsError(faults)
    return settings


def _is_ours(name: str) -> bool:
    return name.startswith(PREFIX) and not _FOREIGN.fullmatch(name)


def _read_dotenv(file: Path) -> tuple[dict[str, str], list[str]]:
    """Read `.env` where there is one; a value is taken as it stands, `$` and all."""
    if not file.exists() or file.is_dir():
        return {}, []
    try:
        with file.open(encoding="utf-8-sig") as stream:
            bindings = list(parse_stream(stream))
    except (OSError, UnicodeDecodeError) as error:
        return {}, [f"{file}: {_why_unread(error)}"]
    broken = [f"{file}:{one.original.line}: not NAME=value" for one in bindings if one.error]
    return {one.key: one.value for one in bindings if one.key and one.value}, broken


def _why_unread(error: OSError | UnicodeDecodeError) -> str:
    return str(error.strerror) if isinstance(error, OSError) else "not UTF-8"


def _with_secret_files(values: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Put the content of each `NAME_FILE` in the place of `NAME`."""
    given, faults = dict(values), []
    for name in sorted(SECRETS):
        path = given.pop(f"{name}_FILE", None)
        if path is None:
            continue
        try:
            given[name] = Path(path).read_text("utf-8-sig").strip()
        except (OSError, UnicodeDecodeError) as error:
            faults.append(f"{name}_FILE: {path!r}: {_why_unread(error)}")
    return given, faults


def _faults(error: ValidationError, given: Mapping[str, str]) -> Iterator[str]:
    for fault in error.errors(include_url=False, include_input=False):
        if not fault["loc"]:
            yield from str(fault["ctx"]["error"]).splitlines()
            continue
        name = f"{PREFIX}{str(fault['loc'][0]).upper()}"
        yield f"{name}: {_shown(name, given.get(name))}: {_reason(fault)}"


def _reason(fault: Any) -> str:  # noqa: ANN401 - pydantic's own TypedDict of details
    return (
        "no such setting"
        if fault["type"] == "extra_forbidden"
        else str(fault["msg"]).removeprefix("Value error, ")
    )


def _shown(name: str, value: str | None) -> str:
    return "(secret)" if name in SECRETS else repr(value)


def _server_faults(
    kind: str, host: str | None, security: Security, ca_file: Path | None
) -> Iterator[str]:
    if host and security == "none" and not is_loopback(host):
        yield (
            f"PD_{kind}_SECURITY: 'none': passwords would cross the network to {host!r} "
            "in the open; only a loopback host may do without"
        )
    if ca_file is not None and not ca_file.is_file():
        yield f"PD_{kind}_CA_FILE: {str(ca_file)!r}: there is no such file"
