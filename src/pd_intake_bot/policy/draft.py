"""Writes another company's policy file from a few answers; what the law says it takes over."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from string import Template

from pd_intake_bot.policy.load import BUNDLED

TEMPLATE = "new-policy.toml"

_HEADER = re.compile(r"^\[+([\w.]+)\]+", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of the operator, and what is taken where they have nothing to say."""

    name: str
    words: str
    otherwise: str = ""


QUESTIONS = (
    Question(name="name_kk", words="Name of the company, in Kazakh"),
    Question(name="name_ru", words="Name of the company, in Russian"),
    Question(name="email", words="Address that people write to"),
    Question(name="site", words="Site, with https://"),
    Question(name="address_kk", words="Postal address, in Kazakh"),
    Question(name="address_ru", words="Postal address, in Russian"),
    Question(name="edition", words="Day the policy was published, such as 2026-03-01"),
    Question(name="prefix", words="Letters that numbers begin with", otherwise="PD"),
    Question(name="term", words="Term that the policy promises: 30 cd or 15 wd", otherwise="30 cd"),
    Question(name="rights_section", words="Section on people's rights", otherwise="6"),
    Question(name="contact_section", words="Section on where to write", otherwise="7"),
    Question(
        name="inquiry_kk",
        words="Subject line of a request, in Kazakh",
        otherwise="Дербес деректер туралы сұрау",
    ),
    Question(
        name="inquiry_ru",
        words="Subject line of a request, in Russian",
        otherwise="Запрос о персональных данных",
    ),
    Question(
        name="withdrawal_kk",
        words="Subject line of a withdrawal, in Kazakh",
        otherwise="Дербес деректерді жинауға, өңдеуге келісімді кері қайтарып алу",
    ),
    Question(
        name="withdrawal_ru",
        words="Subject line of a withdrawal, in Russian",
        otherwise="Отзыв согласия на сбор, обработку персональных данных",
    ),
)
"""In the order in which they are asked."""


def write(answers: Mapping[str, str]) -> str:
    """Write a policy file; whether the answers are fit shows when it is checked."""
    package = resources.files(__package__)
    bundled = package.joinpath(BUNDLED).read_text("utf-8")
    values = {question.name: question.otherwise for question in QUESTIONS} | dict(answers)
    plain = {name: " ".join(value.split()) for name, value in values.items()}
    quoted = {f"q_{name}": json.dumps(value, ensure_ascii=False) for name, value in plain.items()}
    common = {
        "authority": _tables(bundled, "recourse.authority"),
        "clockwork": _tables(bundled, "clockwork"),
        "law": _tables(bundled, "law."),
        "subject_lines": _tables(bundled, "subject_lines", exactly=True),
        "paraphrases": _tables(bundled, "subject_lines.paraphrases").rstrip(),
    }
    section, term = plain["rights_section"], plain["term"]
    cited = (
        f'clause = "§{section}"\n'
        f'cited = {{ kk = "Құпиялылық саясаты, {section}-бөлім", '
        f'ru = "Политика конфиденциальности, раздел {section}", '
        f'en = "Privacy policy, section {section}" }}'
    )
    promise = f'term = "{term}"\nstarts = "receipt"\n{cited}'
    template = Template(package.joinpath(TEMPLATE).read_text("utf-8"))
    return template.substitute(plain | quoted | common, place=cited, promise=promise)


def _tables(text: str, name: str, *, exactly: bool = False) -> str:
    """Give the tables of this name, and those below it, with the comments inside them."""
    headers = list(_HEADER.finditer(text))
    ends = [*(header.start() for header in headers[1:]), len(text)]
    found = []
    for header, end in zip(headers, ends, strict=True):
        fits = header[1] == name if exactly else header[1].startswith(name)
        if fits:
            # Comments after a table's last key are about the table that follows.
            found.append(re.sub(r"(\n#[^\n]*|\n)+\Z", "\n", text[header.start() : end]))
    return "\n".join(found)
