"""Mail that asks for no bounce: its envelope sender is empty (RFC 5321 §4.5.5).

Delivery reports have it, but so have web forms; without a sign of a report it is only a machine,
and what it says is registered.
"""

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind


def find(headers: Headers) -> Machine | None:
    """Read the topmost Return-Path alone: only the last receiver adds a true one."""
    if headers.first("return-path").replace(" ", "") == "<>":
        return Machine(kind=MachineKind.AUTO_GENERATED, sign="Return-Path: <>")
    return None
