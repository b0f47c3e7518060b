"""Mail that this service has sent itself: it would answer itself for ever."""

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind, OwnMail
from pd_intake_bot.mail.threads import LOOP_FIELD


def find(headers: Headers, own: OwnMail) -> Machine | None:
    """Find our own Message-ID, our loop header, or our own address in From."""
    if headers.message_id and own.wrote(headers.message_id):
        return Machine(kind=MachineKind.OWN, sign="Message-ID")
    if own.loop_id in headers.fields.get(LOOP_FIELD.lower(), ()):
        return Machine(kind=MachineKind.OWN, sign=LOOP_FIELD)
    if headers.sender and headers.sender.address.lower() in own.addresses:
        return Machine(kind=MachineKind.OWN, sign="From", forgeable=True)
    return None
