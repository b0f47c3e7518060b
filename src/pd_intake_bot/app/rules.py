"""What the settings say to go by: policy, calendar and the address of letters."""

from pd_intake_bot import i18n
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.policy import load
from pd_intake_bot.policy.calendar import Almanac
from pd_intake_bot.policy.faults import PolicyError
from pd_intake_bot.settings import Settings, SettingsError
from pd_intake_bot.usecases.people.daily import Most


def load_policy(settings: Settings) -> Policy:
    """Load the policy. Raises `SettingsError` for a file that is not fit."""
    try:
        policy = load.load(settings.policy)
    except PolicyError as error:
        raise SettingsError([f"PD_POLICY: {fault}" for fault in error.faults]) from error
    if unwritten := unwritten_languages(policy):
        raise SettingsError([f"PD_POLICY: policy.languages: {one}" for one in unwritten])
    return policy


def unwritten_languages(policy: Policy) -> list[str]:
    """Say in which languages of the policy there are no texts for people, a sentence each."""
    written = i18n.written_to_people(i18n.locales())
    return [
        f"no letters are written in {language.value!r}: locales/README.md says what it takes"
        for language in policy.languages
        if language not in written
    ]


def load_calendar(settings: Settings, policy: Policy) -> Calendar:
    """Put the calendar together. Raises `SettingsError` for a file of days that is not fit."""
    return load_almanac(settings, policy).calendar


def load_almanac(settings: Settings, policy: Policy) -> Almanac:
    """Put a calendar together that follows its file. Raises `SettingsError` likewise."""
    try:
        return Almanac(policy, settings.workdays)
    except PolicyError as error:
        raise SettingsError([f"PD_WORKDAYS: {fault}" for fault in error.faults]) from error


def daily_most(settings: Settings) -> Most:
    """Say how much one person may add by Telegram within a day."""
    return Most(
        files=settings.person_files_per_day,
        size=settings.person_megabytes_per_day * 1024 * 1024,
        characters=settings.person_characters_per_day,
    )


def web_address(settings: Settings) -> str:
    """Say where the service's own web server is reached."""
    listen = settings.http_listen
    url = settings.http_public_url
    return str(url).rstrip("/") if url else f"http://{listen.host}:{listen.port}"


def sender_address(settings: Settings, policy: Policy) -> str:
    """Give the address that letters come from: the setting's, else the policy's."""
    return settings.smtp_from or policy.controller.email
