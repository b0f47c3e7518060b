"""The parts of the service that may run by themselves."""

from enum import StrEnum


class Part(StrEnum):
    """A part of the service that may run by itself (`run --only`)."""

    MAIL = "mail"
    TELEGRAM = "telegram"
    DELIVERY = "delivery"
    CLOCKWORK = "clockwork"
    HTTP = "http"


EVERYTHING = frozenset(Part)
