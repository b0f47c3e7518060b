"""Every setting with its kind and default, and what must stand together."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AnyHttpUrl,
    BaseModel,
    ConfigDict,
    Field,
    NegativeInt,
    PositiveInt,
    SecretStr,
    model_validator,
)

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.settings.kinds import (
    Address,
    DatabaseUrl,
    Day,
    Keyword,
    Listen,
    Lower,
    Names,
    Officers,
    Port,
    Security,
    Sender,
    Token,
    Upper,
    WebhookSecret,
    is_loopback,
)
from pd_intake_bot.settings.transport import open_faults

MOST_SHOWN = 47 * 60
"""Minutes: a bot can delete a message for 48 hours."""


class Settings(BaseModel):
    """Every setting, by its name in lower case and without `PD_`; see `.env.example`."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    database_url: DatabaseUrl = SecretStr("sqlite+aiosqlite:///./data/pd-intake.db")
    data_dir: Path = Path("./data")
    secret_key: SecretStr | None = None
    secret_key_old: SecretStr | None = None
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
    imap_since: Day | None = None
    authserv_id: str = ""
    attachments_max_count: PositiveInt = 50
    attachments_max_each: PositiveInt = 25
    attachments_max_total: PositiveInt = 40
    imap_also: Names = ()
    imap_trace: Annotated[Literal["none", "keyword", "move"], Lower] = "none"
    imap_trace_keyword: Keyword = "$pd-intake"
    imap_trace_folder: str | None = None
    imap_sent_folder: str | None = None

    smtp_host: str | None = None
    smtp_port: Port | None = None
    smtp_security: Security = "starttls"
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_from: Sender | None = None
    smtp_ca_file: Path | None = None
    letters_per_hour: PositiveInt = 20
    letters_per_day: PositiveInt = 50
    letters_per_domain_per_hour: PositiveInt = 60
    letters_overall_per_hour: PositiveInt = 200

    telegram_token: Token | None = None
    telegram_api: AnyHttpUrl = AnyHttpUrl("https://api.telegram.org")
    telegram_staff_chat: NegativeInt | None = None
    telegram_officers: Officers = {}
    telegram_webhook_url: AnyHttpUrl | None = None
    telegram_webhook_secret: WebhookSecret | None = None
    telegram_per_second: PositiveInt = 25
    telegram_per_person: PositiveInt = 5
    telegram_group_per_minute: PositiveInt = 18
    person_files_per_day: PositiveInt = 60
    person_megabytes_per_day: PositiveInt = 300
    person_characters_per_day: PositiveInt = 200_000
    staff_language: Annotated[Language, Lower] = Language.RU
    staff_shown_minutes: Annotated[int, Field(ge=1, le=MOST_SHOWN)] = 60

    http_listen: Address = Listen(host="127.0.0.1", port=8090)
    http_public_url: AnyHttpUrl | None = None
    log_format: Annotated[Literal["console", "json"], Lower] = "console"
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], Upper] = "INFO"

    @model_validator(mode="after")
    def _what_stands_together_fits(self) -> Self:
        faults = [
            *_server_faults("IMAP", self.imap_host, self.imap_security, self.imap_ca_file),
            *_server_faults("SMTP", self.smtp_host, self.smtp_security, self.smtp_ca_file),
            *open_faults(self.database_url, self.telegram_api, self.telegram_webhook_url),
        ]
        if self.imap_host and not (self.imap_username and self.imap_password):
            faults.append("PD_IMAP_USERNAME, PD_IMAP_PASSWORD: needed where PD_IMAP_HOST is set")
        if self.imap_sent_folder and not self.imap_host:
            faults.append("PD_IMAP_HOST: needed where PD_IMAP_SENT_FOLDER is set")
        if not stat.S_ISDIR(_mode(self.data_dir) or stat.S_IFDIR):
            faults.append(f"PD_DATA_DIR: {str(self.data_dir)!r}: is there, and is no folder")
        faults.extend(_trace_faults(self))
        if self.smtp_username and not self.smtp_password:
            faults.append("PD_SMTP_PASSWORD: needed where PD_SMTP_USERNAME is set")
        if self.telegram_webhook_url and not self.telegram_webhook_secret:
            faults.append("PD_TELEGRAM_WEBHOOK_SECRET: needed where a webhook address is set")
        if faults:
            raise ValueError("\n".join(faults))
        return self


def _trace_faults(settings: Settings) -> Iterator[str]:
    if settings.imap_trace != "move":
        return
    if not settings.imap_trace_folder:
        yield "PD_IMAP_TRACE_FOLDER: needed where PD_IMAP_TRACE is 'move'"
    elif settings.imap_trace_folder in {settings.imap_folder, *settings.imap_also}:
        yield (
            f"PD_IMAP_TRACE_FOLDER: {settings.imap_trace_folder!r}: is read itself, "
            "so nothing can be moved there"
        )


def _server_faults(
    kind: str, host: str | None, security: Security, ca_file: Path | None
) -> Iterator[str]:
    if host and security == "none" and not is_loopback(host):
        yield (
            f"PD_{kind}_SECURITY: 'none': passwords would cross the network to {host!r} "
            "in the open; only a loopback host may do without"
        )
    if ca_file is not None and not stat.S_ISREG(_mode(ca_file)):
        yield f"PD_{kind}_CA_FILE: {str(ca_file)!r}: there is no such file"


def _mode(path: Path) -> int:
    """Tell what a path leads to; 0 where it leads to nothing, or nobody may look."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0
