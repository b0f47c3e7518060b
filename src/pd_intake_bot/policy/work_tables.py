"""The tables of a policy file about officers' work: `[refusals.NAME]`, `[[templates]]`, presses."""

from pd_intake_bot.domain.work import Act
from pd_intake_bot.policy.read import Localized, Section, Text


class RefusalTable(Section):
    """`[refusals.NAME]`: a ground on which a request may be refused; without rights, any."""

    words: Localized
    ask: Localized
    clause: Text
    cited: Localized
    rights: tuple[str, ...] = ()
    unproven: bool = False


class TemplateRow(Section):
    """`[[templates]]`: words that officers begin a letter with."""

    act: Act
    ask: Localized
    words: Localized
    rights: tuple[str, ...] = ()


class SecondOfficerTable(Section):
    """`[second_officer]`: what is done only when another officer agrees."""

    answers: tuple[str, ...] = ()
    refusals: bool = False
