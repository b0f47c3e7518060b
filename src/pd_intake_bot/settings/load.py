"""Reads settings from the environment, `.env` and secret files, and names every fault at once."""

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dotenv.parser import parse_stream
from pydantic import ValidationError

from pd_intake_bot.errors import IntakeError
from pd_intake_bot.settings.model import Settings

PREFIX = "PD_"
SECRETS = frozenset(
    {
        "PD_DATABASE_URL",
        "PD_SECRET_KEY",
        "PD_SECRET_KEY_OLD",
        "PD_IMAP_PASSWORD",
        "PD_SMTP_PASSWORD",
        "PD_TELEGRAM_TOKEN",
        "PD_TELEGRAM_WEBHOOK_SECRET",
    }
)
"""Settings that may stand in a file named by `NAME_FILE`, and are never shown."""

_SECRET = re.compile(r"PASS|TOKEN|KEY|SECRET")
"""Of a name that nobody knows: what is written beside it may be a secret."""

_FOREIGN = re.compile(r"PD_(TEST|DEMO)_.*")


class SettingsError(IntakeError):
    """Settings are missing or wrong; `faults` names each with what is wrong about it."""

    key = "error-settings"

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def load(environment: Mapping[str, str] | None = None, *, dotenv: Path = Path(".env")) -> Settings:
    """Read and check all settings; the environment outweighs `.env`.

    Raises `SettingsError` that names every fault at once, with values but never a secret's.
    """
    kept, broken = _read_dotenv(dotenv)
    said = {name: value for name, value in (environment or os.environ).items() if value}
    values = {name: value for name, value in kept.items() if _other_form(name) not in said} | said
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


def _other_form(name: str) -> str:
    """Give `NAME_FILE` for `NAME`, and `NAME` for `NAME_FILE`."""
    return name.removesuffix("_FILE") if name.endswith("_FILE") else f"{name}_FILE"


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
        if fault["type"] == "extra_forbidden":
            near = _nearest(name)
            hint = f"; did you mean {near}?" if near else ""
            yield f"{name}: {_shown(near or name, given.get(name))}: no such setting{hint}"
        else:
            yield f"{name}: {_shown(name, given.get(name))}: {_reason(fault)}"


def _reason(fault: Any) -> str:  # noqa: ANN401 - pydantic's own TypedDict of details
    return str(fault["msg"]).removeprefix("Value error, ")


def _nearest(name: str) -> str:
    """Name the setting that was meant; nothing where none is near."""
    known = [f"{PREFIX}{one.upper()}" for one in Settings.model_fields]
    near = difflib.get_close_matches(name, [*known, *(f"{one}_FILE" for one in SECRETS)], n=1)
    return near[0] if near else ""


def _shown(name: str, value: str | None) -> str:
    is_known = name.removeprefix(PREFIX).lower() in Settings.model_fields
    is_secret = name in SECRETS if is_known else _SECRET.search(name)
    return "(secret)" if is_secret else repr(value)
