"""How set-up asks: on a terminal with what stands already as the answer, else not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import typer

from pd_intake_bot.cli.cures import FAULTS, cure
from pd_intake_bot.settings import SettingsError
from pd_intake_bot.settings.keep import EnvFile

NOTHING = "-"
"""What is typed to give no answer where one is proposed."""


@dataclass(slots=True, kw_only=True)
class Asking:
    """What is known so far; each step keeps what it has found in the file at once."""

    file: EnvFile
    answers: dict[str, str]
    may_ask: bool
    left: list[str] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)

    def ask(self, name: str, question: str, proposed: str = "", *, secret: bool = False) -> str:
        """Ask for a setting; what stands is proposed. A secret that stands is never shown."""
        stands = self.answers.get(name, "") or proposed
        if not self.may_ask:
            return stands
        if secret:
            hint = " [Enter keeps it]" if stands else ""
            typed = typer.prompt(
                f"{question}{hint}", default="", hide_input=True, show_default=False
            )
        else:
            typed = typer.prompt(question, default=stands, show_default=bool(stands))
        given = str(typed).strip()
        answer = "" if given == NOTHING else given or stands
        if name:
            self.answers[name] = answer
        return answer

    def agree(self, question: str, *, default: bool = True) -> bool:
        """Ask for a yes or no; where nobody can be asked, the answer is `default`."""
        return typer.confirm(question, default=default) if self.may_ask else default

    def keep(self, values: Mapping[str, str]) -> None:
        """Write what works into the file; what was there before is kept as a copy."""
        self.answers = {**self.answers, **values}
        copy = self.file.keep(self.answers)
        if copy is not None:
            print(f"        the former settings are kept in {copy.name}")

    def tell(self, part: str, words: str, *, level: str = "ok") -> None:
        """Say how a part is, in the form of `pd-intake check`."""
        indented = words.replace("\n", "\n" + " " * 20)
        print(f"{level:<7}{part:<13}{indented}", flush=True)

    def tell_fault(self, part: str, fault: Exception) -> None:
        """Tell a fault with its cure. Raises it where it is none that set-up knows."""
        if not isinstance(fault, FAULTS):
            raise fault
        remedy = cure(fault, part)
        words = str(fault) or type(fault).__name__
        self.tell(part, f"{words}\n-> {remedy}" if remedy else words, level="FAULT")

    def again(self, part: str, fault: Exception) -> bool:
        """Tell a fault with its cure; says whether the part is to be tried again.

        Raises what is wrong where nobody can be asked.
        """
        self.tell_fault(part, fault)
        if self.may_ask and self.agree("Try again?"):
            return True
        self.left.append(part)
        return False

    def require(self, name: str) -> None:
        """Raise `SettingsError` where a setting is not there and nobody can be asked for it."""
        if not (self.answers.get(name) or self.answers.get(f"{name}_FILE")):
            raise SettingsError([f"{name}: not set, and there is no terminal to ask on"])
