"""Settings: what is read, and that every fault is named with its value, never a secret's."""

import re
from datetime import date
from pathlib import Path

import pytest

from pd_intake_bot import settings
from pd_intake_bot.settings import Settings, SettingsError

NOWHERE = Path("no-such-file")
MAIL = {
    "PD_IMAP_HOST": "imap.example.test",
    "PD_IMAP_USERNAME": "info@example.test",
    "PD_IMAP_PASSWORD": "password-of-nobody",
}
POSTGRES = "postgresql+asyncpg://app:password-of-nobody"


def load(**environment: str) -> Settings:
    return settings.load({"PD_LOG_LEVEL": "INFO"} | environment, dotenv=NOWHERE)


def faults(**environment: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(**environment)
    return caught.value.faults


def test_without_any_setting_mail_and_telegram_are_off() -> None:
    chosen = load()
    assert (chosen.imap_host, chosen.smtp_host, chosen.telegram_token) == (None, None, None)


def test_an_empty_setting_is_an_unset_one() -> None:
    assert load(PD_IMAP_HOST="", PD_IMAP_PORT="").imap_port is None


def test_officers_are_read_with_their_roles() -> None:
    chosen = load(PD_TELEGRAM_OFFICERS="11:lead, 22:officer,33:viewer")
    assert {number: role.value for number, role in chosen.telegram_officers.items()} == {
        11: "lead",
        22: "officer",
        33: "viewer",
    }


def test_a_secret_is_read_from_the_file_that_names_it(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("secret-of-nobody\n")
    chosen = load(PD_SECRET_KEY_FILE=str(file))
    assert chosen.secret_key is not None
    assert chosen.secret_key.get_secret_value() == "secret-of-nobody"


def test_the_environment_outweighs_the_file(tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text("PD_IMAP_FOLDER=Archive\nPD_LOG_LEVEL=ERROR\n")
    chosen = settings.load({"PD_LOG_LEVEL": "DEBUG"}, dotenv=file)
    assert (chosen.imap_folder, chosen.log_level) == ("Archive", "DEBUG")


@pytest.mark.parametrize(("kept", "said"), [("_FILE", ""), ("", "_FILE")])
def test_the_environment_outweighs_the_file_whatever_form_a_secret_has(
    tmp_path: Path, kept: str, said: str
) -> None:
    values = {"_FILE": str(tmp_path / "theirs"), "": "ours"}
    (tmp_path / "theirs").write_text("theirs")
    (tmp_path / ".env").write_text(f"PD_IMAP_PASSWORD{kept}={values[kept]}\n")
    chosen = settings.load({f"PD_IMAP_PASSWORD{said}": values[said]}, dotenv=tmp_path / ".env")
    assert chosen.imap_password is not None
    assert chosen.imap_password.get_secret_value() == ("theirs" if said else "ours")


def test_words_that_are_chosen_from_may_be_written_in_either_case() -> None:
    chosen = load(PD_LOG_LEVEL="debug", PD_LOG_FORMAT="JSON", PD_STAFF_LANGUAGE="KK")
    assert (chosen.log_level, chosen.log_format, chosen.staff_language) == ("DEBUG", "json", "kk")
    assert load(**MAIL | {"PD_IMAP_SECURITY": "STARTTLS"}).imap_security == "starttls"


def test_a_day_is_read_in_either_form() -> None:
    for written in ("2026-11-01", "20261101"):
        assert load(PD_IMAP_SINCE=written).imap_since == date(2026, 11, 1)


def test_every_setting_stands_in_the_example() -> None:
    example = Path(".env.example").read_text("utf-8")
    named = set(re.findall(r"^#?PD_([A-Z_]+)=", example, re.MULTILINE))
    assert named == {name.upper() for name in settings.Settings.model_fields}


def test_every_fault_is_named_at_once_with_its_value() -> None:
    found = faults(PD_IMAP_PORT="99999", PD_LOG_FORMAT="xml", PD_TELEGRAM_OFFICERS="11:owner")
    assert [line.split(":")[0] for line in found] == [
        "PD_IMAP_PORT",
        "PD_TELEGRAM_OFFICERS",
        "PD_LOG_FORMAT",
    ]
    assert "'99999'" in found[0]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("PD_IMAP_PASWORD", "PD_IMAP_PASSWORD"),
        ("PD_SECRET_KEYS", "PD_SECRET_KEY"),
        ("PD_TELEGRAM_TOKEN_FLE", "PD_TELEGRAM_TOKEN_FILE"),
        ("PD_MY_OWN_PASSPHRASE", ""),
    ],
)
def test_a_misspelt_secret_is_never_shown_and_the_nearest_setting_is_named(
    name: str, meant: str
) -> None:
    hint = f"; did you mean {meant}?" if meant else ""
    assert faults(**{name: "secret-of-nobody"}) == [f"{name}: (secret): no such setting{hint}"]


def test_a_secret_is_never_shown() -> None:
    found = faults(**MAIL | {"PD_IMAP_SECURITY": "none", "PD_IMAP_POLL_SECONDS": "often"})
    assert "password-of-nobody" not in "\n".join(found)


@pytest.mark.parametrize(
    "address",
    [
        "@127.0.0.1:5432/x",
        "@localhost/x",
        "@[::1]/x",
        "@/x?host=/run/postgresql",
        "@db.example.test/x?ssl=verify-full",
        # A server and its standby: whichever of the two is written to.
        "@/x?host=127.0.0.1:5432&host=127.0.0.1:5433&target_session_attrs=read-write",
        "@/x?host=a.example.test:5432&host=b.example.test:5432&ssl=verify-full",
    ],
)
def test_database_is_reached_here_by_its_socket_or_verified(address: str) -> None:
    chosen = load(PD_DATABASE_URL=POSTGRES + address)
    assert chosen.database_url.get_secret_value() == POSTGRES + address


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_a_loopback_server_may_do_without_protection(host: str) -> None:
    assert load(**MAIL | {"PD_IMAP_HOST": host, "PD_IMAP_SECURITY": "none"}).imap_host == host


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        # Passwords would cross the network in the open.
        (MAIL | {"PD_IMAP_SECURITY": "none"}, "PD_IMAP_SECURITY"),
        ({"PD_SMTP_HOST": "smtp.example.test", "PD_SMTP_SECURITY": "none"}, "PD_SMTP_SECURITY"),
        # Tokens, names and texts would cross the network in the open, or to anybody at all.
        ({"PD_TELEGRAM_API": "http://api.example.test"}, "PD_TELEGRAM_API"),
        (
            {
                "PD_TELEGRAM_WEBHOOK_URL": "http://bot.example.test/",
                "PD_TELEGRAM_WEBHOOK_SECRET": "x",
            },
            "PD_TELEGRAM_WEBHOOK_URL",
        ),
        ({"PD_DATABASE_URL": f"{POSTGRES}@db.example.test/x"}, "PD_DATABASE_URL"),
        ({"PD_DATABASE_URL": f"{POSTGRES}@db.example.test/x?ssl=require"}, "PD_DATABASE_URL"),
        ({"PD_DATABASE_URL": f"{POSTGRES}@/x?host=db.example.test"}, "PD_DATABASE_URL"),
        # One of two is on another machine.
        (
            {"PD_DATABASE_URL": f"{POSTGRES}@/x?host=127.0.0.1:5432&host=db.example.test:5432"},
            "PD_DATABASE_URL",
        ),
        # A mailbox cannot be opened without a name and a password.
        ({"PD_IMAP_HOST": "imap.example.test"}, "PD_IMAP_USERNAME"),
        # A name without a password would fail only when the first letter leaves.
        ({"PD_SMTP_USERNAME": "info@example.test"}, "PD_SMTP_PASSWORD"),
        # A certificate file that is not there would fail only at the first connection.
        ({"PD_IMAP_CA_FILE": "/no/such.pem"}, "PD_IMAP_CA_FILE"),
        ({"PD_SECRET_KEY_FILE": "/no/such/key"}, "PD_SECRET_KEY_FILE"),
        # A webhook that anybody may call.
        ({"PD_TELEGRAM_WEBHOOK_URL": "https://bot.example.test/"}, "PD_TELEGRAM_WEBHOOK_SECRET"),
        # Where registered mail is moved to, and nothing is if that folder is read itself.
        (MAIL | {"PD_IMAP_TRACE": "move"}, "PD_IMAP_TRACE_FOLDER"),
        (
            MAIL | {"PD_IMAP_TRACE": "move", "PD_IMAP_TRACE_FOLDER": "B", "PD_IMAP_ALSO": "A, B"},
            "PD_IMAP_TRACE_FOLDER",
        ),
        (MAIL | {"PD_IMAP_TRACE": "flag"}, "PD_IMAP_TRACE"),
        (MAIL | {"PD_IMAP_TRACE_KEYWORD": "two words"}, "PD_IMAP_TRACE_KEYWORD"),
        (MAIL | {"PD_IMAP_TRACE_KEYWORD": "\\Seen"}, "PD_IMAP_TRACE_KEYWORD"),
        # A day is no count of seconds, and a bad one is told as it was written.
        (MAIL | {"PD_IMAP_SINCE": "0"}, "PD_IMAP_SINCE: '0'"),
        # What no server takes would fail only when the first letter leaves.
        ({"PD_SMTP_FROM": "Example <info@example.test>"}, "PD_SMTP_FROM"),
        ({"PD_SMTP_FROM": "info"}, "PD_SMTP_FROM"),
        # Telegram takes no other letters, and no group has such a number.
        ({"PD_TELEGRAM_WEBHOOK_SECRET": "құпия"}, "PD_TELEGRAM_WEBHOOK_SECRET: (secret)"),
        ({"PD_TELEGRAM_STAFF_CHAT": "1000000007001"}, "PD_TELEGRAM_STAFF_CHAT"),
        # A keyword of IMAP is no key, and is shown.
        (MAIL | {"PD_IMAP_TRACE_KEYWORD": "a b"}, "PD_IMAP_TRACE_KEYWORD: 'a b'"),
        # Sealed mail needs a folder; without one every message would fail.
        ({"PD_DATA_DIR": "pyproject.toml"}, "PD_DATA_DIR: 'pyproject.toml'"),
        # A slip in a name is a setting that has no effect.
        ({"PD_IMAP_HOTS": "imap.example.test"}, "PD_IMAP_HOTS"),
    ],
)
def test_wrong_settings_are_refused_by_name(environment: dict[str, str], named: str) -> None:
    assert any(line.startswith(named) for line in faults(**environment))


def test_further_folders_are_a_list_and_may_have_spaces() -> None:
    assert load(**MAIL, PD_IMAP_ALSO="Junk, Нежелательная почта ,").imap_also == (
        "Junk",
        "Нежелательная почта",
    )


def test_no_trace_is_left_unless_it_is_asked_for() -> None:
    assert load(**MAIL).imap_trace == "none"


def test_settings_of_tests_are_not_ours() -> None:
    assert load(PD_TEST_REQUIRE_SERVERS="1").imap_host is None
