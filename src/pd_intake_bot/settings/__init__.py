"""Settings, checked before anything starts."""

from pd_intake_bot.settings.kinds import Listen, Role, Security, is_loopback
from pd_intake_bot.settings.load import PREFIX, SECRETS, SettingsError, load
from pd_intake_bot.settings.model import Settings

__all__ = [
    "PREFIX",
    "SECRETS",
    "Listen",
    "Role",
    "Security",
    "Settings",
    "SettingsError",
    "is_loopback",
    "load",
]
