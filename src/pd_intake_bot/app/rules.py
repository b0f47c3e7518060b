"""What the settings say to go by: policy, calendar and the address of letters."""

from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.policy import load
from pd_intake_bot.policy.calendar import Almanac
from pd_intake_bot.policy.faults import PolicyError
from pd_intake_bot.settings import Settings, SettingsError


def load_policy(settings: Settings) -> Policy:
    """Load the policy. Raises `SettingsError` for a file that is not fit."""
    try:
        return load.load(settings.policy)
    except PolicyError as error:
        raise SettingsError([f"PD_POLICY: {fault}" for fault in error.faults]) from error


def load_calendar(settings: Settings, policy: Policy) -> Calendar:
    """Put the calendar together. Raises `SettingsError` for a file of days that is not fit."""
    return load_almanac(settings, policy).calendar


def load_almanac(settings: Settings, policy: Policy) -> Almanac:
    """Put a calendar together that follows its file. Raises `SettingsError` likewise."""
    try:
        return Almanac(policy, settings.workdays)
    except PolicyError as error:
        raise SettingsError([f"PD_WORKDAYS: {fault}" for fault in error.faults]) from error


def web_address(settings: Settings) -> str:
    """Say where the service's own web server is reached."""
    listen = settings.http_listen
    url = settings.http_public_url
    return str(url).rstrip("/") if url else f"http://{listen.host}:{listen.port}"


def sender_address(settings: Settings, policy: Policy) -> str:
    """Give the address that letters come from: the setting's, else the policy's."""
    return settings.smtp_from or policy.controller.email
