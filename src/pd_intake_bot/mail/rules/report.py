"""Delivery reports that say so by their form (RFC 3464)."""

import re

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind

_REPORT_TYPE = re.compile(r"multipart/report\s*;.*?report-type\s*=\s*\"?([\w-]+)", re.IGNORECASE)
_PARTS = ("message/delivery-status", "message/global-delivery-status")


def find(headers: Headers) -> Machine | None:
    """Find a delivery report, or the field that names the recipients who were not reached."""
    if report_type(headers) == "delivery-status":
        return Machine(kind=MachineKind.BOUNCE, sign="report-type=delivery-status")
    if "x-failed-recipients" in headers.fields:
        return Machine(kind=MachineKind.BOUNCE, sign="X-Failed-Recipients")
    part = next((part for part in _PARTS if part in headers.parts), None)
    return Machine(kind=MachineKind.BOUNCE, sign=part) if part else None


def report_type(headers: Headers) -> str:
    """Give the type of a multipart/report, in lower case, or nothing."""
    found = _REPORT_TYPE.match(headers.first("content-type"))
    return found[1].lower() if found else ""
