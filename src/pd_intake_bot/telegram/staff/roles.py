"""What each command needs; what each button needs stands beside what it does (`desk.py`)."""

from collections.abc import Mapping

from pd_intake_bot.domain.officers import Role

COMMANDS: Mapping[str, Role] = {
    "queue": Role.VIEWER,
    "mine": Role.VIEWER,
    "overdue": Role.VIEWER,
    "reviews": Role.VIEWER,
    "held": Role.VIEWER,
    "find": Role.VIEWER,
    "case": Role.VIEWER,
    "stats": Role.VIEWER,
    # A copy of the register leaves the place where each look is written down.
    "export": Role.OFFICER,
    "help": Role.VIEWER,
    "feed": Role.VIEWER,
    # In private each officer's own choice; the group's is a lead's.
    "language": Role.VIEWER,
    "new": Role.OFFICER,
    "officers": Role.LEAD,
}
"""The commands of officers, and the least role that may give each."""
