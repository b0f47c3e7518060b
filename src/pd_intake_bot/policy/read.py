"""How a TOML file becomes a checked value, with every fault of the file at once."""

import re
import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.policy.faults import Fault, PolicyError, find_line

Model = TypeVar("Model", bound="Section")
Source = Path | Traversable

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

_REASONS = {
    "extra_forbidden": "no such key is known here",
    "missing": "this key is missing",
}
"""What is said instead of the validation library's words."""

_PLACE = re.compile(r"\(at line (\d+), column \d+\)")


class Section(BaseModel):
    """A table of a file: unknown keys are faults, for they are misspelt known ones."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Localized(Section):
    """A text in every language that people are written in; English may be for staff alone."""

    kk: Text
    ru: Text
    en: Text | None = None

    def value(self, otherwise: str = "") -> dict[Language, str]:
        """Give the text by language; where English is not written, `otherwise` or the Russian."""
        english = self.en or otherwise or self.ru
        return {Language.KK: self.kk, Language.RU: self.ru, Language.EN: english}


def text_of(source: Source) -> str:
    """Read a file, with or without a mark of its order of bytes. Raises `PolicyError` else."""
    try:
        return source.read_text("utf-8-sig")
    except OSError as error:
        reason = error.strerror or "can't be read"
        raise PolicyError([Fault(file=str(source), key="", reason=reason)]) from error
    except UnicodeDecodeError as error:
        raise PolicyError([Fault(file=str(source), key="", reason="not UTF-8")]) from error


def parse(text: str, model: type[Model], *, file: str) -> Model:
    """Check a TOML text against its model. Raises `PolicyError` with every fault."""
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise PolicyError([_syntax_fault(error, text, file)]) from error
    except ValidationError as error:
        faults = [
            _fault(found["loc"], _REASONS.get(found["type"], found["msg"]), text, file)
            for found in error.errors()
        ]
        raise PolicyError(faults) from error


def _syntax_fault(error: tomllib.TOMLDecodeError, text: str, file: str) -> Fault:
    place = _PLACE.search(str(error))
    line = int(place[1]) if place else len(text.splitlines())
    return Fault(file=file, key="", reason=f"not TOML: {error}", line=line)


def _fault(loc: tuple[Any, ...], reason: str, text: str, file: str) -> Fault:
    location = tuple(str(part) for part in loc)
    line = find_line(text, location)
    return Fault(
        file=file,
        key=".".join(location),
        reason=reason.removeprefix("Value error, "),
        line=line,
    )
