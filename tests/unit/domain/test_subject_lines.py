"""How subject lines are matched, on a policy small enough to see."""

import time

import pytest

from pd_intake_bot.domain.rights import Language, Request
from pd_intake_bot.domain.subject_lines import (
    LONGEST,
    Match,
    Paraphrase,
    PrescribedLine,
    SubjectLines,
    Verdict,
    Vocabulary,
    Why,
)

SURAU = "Дербес деректер туралы сұрау"
QAITARYP_ALU = "Дербес деректерді жинауға, өңдеуге келісімді кері қайтарып алу"
OTZYV = "Отзыв согласия"
EXAMPLE = Vocabulary(
    lines=(
        PrescribedLine(request=Request.INQUIRY, language=Language.KK, text=SURAU, prescribed=True),
        PrescribedLine(
            request=Request.WITHDRAWAL, language=Language.KK, text=QAITARYP_ALU, prescribed=True
        ),
        PrescribedLine(request=Request.WITHDRAWAL, language=Language.RU, text=OTZYV),
    ),
    paraphrases=(
        Paraphrase(
            request=Request.WITHDRAWAL,
            language=Language.RU,
            words=(("согласи*",), ("отозв*", "отказ*")),
        ),
        Paraphrase(
            request=Request.INQUIRY,
            language=Language.RU,
            words=(("персональн* данн*", "пд"), ("прошу", "удал*")),
        ),
        Paraphrase(request=Request.INQUIRY, words=(("my data",),), alone=True),
    ),
    gives_consent=("согласие на обработ*",),
    machines=("auto reply", "прочтено:"),
)
# Nothing in common with personal data: another controller's words need no code.
ANOTHER = Vocabulary(
    lines=(PrescribedLine(request=Request.INQUIRY, language=Language.RU, text="Вопрос к музею"),)
)


@pytest.fixture(scope="module")
def subject_lines() -> SubjectLines:
    return SubjectLines(EXAMPLE)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (SURAU, Why.PRESCRIBED),
        ("derbes derekter turaly surau", Why.PRESCRIBED),  # folded, still word for word
        (OTZYV, Why.VARIANT),
        ("Отзыв соглосия", Why.TYPO),
        ("Атзыв соглосия", Why.CLOSE),
        ("Дербес деректер турали сурауу керекк", Why.WITHIN),
        ("Auto-Reply: " + SURAU, Why.MACHINE),
        ("отозвать согласие", Why.PARAPHRASE),
        ("Re: PD-2026-00001-F, мой телефон", Why.REFERENCE),
        ("PD-2026-00001-F: отозвать согласие", Why.PARAPHRASE),
        ("Auto-Reply: отозвать согласие", Why.MACHINE_ALONE),
        ("Auto-Reply: PD-2026-00001-F", Why.MACHINE_ALONE),
        ("Согласие на обработку", Why.GIVES_CONSENT),
        ("Счёт", Why.NO_LINE),
    ],
)
def test_reason_is_named(subject_lines: SubjectLines, line: str, why: Why) -> None:
    assert subject_lines.match(line).why is why


def test_match_says_what_is_asked_and_in_which_language(subject_lines: SubjectLines) -> None:
    assert subject_lines.match(f"Re: {QAITARYP_ALU}") == Match(
        verdict=Verdict.ACCEPTED,
        request=Request.WITHDRAWAL,
        language=Language.KK,
        why=Why.PRESCRIBED,
    )


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("Отзыв согласие", Verdict.ACCEPTED),
        ("Отзыв согласея", Verdict.ACCEPTED),
        ("Отызв согласия", Verdict.ACCEPTED),  # two letters swapped are one typo
        ("Отызв согласие", Verdict.REVIEW),
        ("Отызв соглосие", Verdict.IGNORED),  # three in thirteen letters are another phrase
    ],
)
def test_one_typo_is_accepted_and_the_second_reviewed(
    subject_lines: SubjectLines, line: str, verdict: Verdict
) -> None:
    assert subject_lines.match(line).verdict is verdict


def test_three_typos_in_a_long_line_are_reviewed_and_a_fourth_ignored(
    subject_lines: SubjectLines,
) -> None:
    three = "Дербус деректерди шинауга, ондеуге келисимди кери кайторып алу"
    assert subject_lines.match(three).verdict is Verdict.REVIEW
    assert subject_lines.match(three.replace("алу", "алш")).verdict is Verdict.IGNORED


def test_lost_letters_are_read_where_a_kazakh_letter_belongs(subject_lines: SubjectLines) -> None:
    assert subject_lines.match("Дербес деректер туралы с?рау").verdict is Verdict.ACCEPTED
    assert subject_lines.match("Дер?ес деректер ту?алы с?рау").verdict is Verdict.REVIEW
    assert subject_lines.match("???????????????????????????с").verdict is Verdict.IGNORED


def test_withdrawal_is_seen_beside_a_consent_and_an_inquiry_is_not(
    subject_lines: SubjectLines,
) -> None:
    both = "прошу отозвать согласие на обработку персональных данных"
    assert subject_lines.match(both).request is Request.WITHDRAWAL
    given = "прошу принять согласие на обработку персональных данных"
    assert subject_lines.match(given).why is Why.GIVES_CONSENT


def test_stem_and_whole_word_differ(subject_lines: SubjectLines) -> None:
    assert subject_lines.match("прошу ПД").verdict is Verdict.REVIEW
    assert subject_lines.match("прошу ПДД").verdict is Verdict.IGNORED


def test_phrase_that_must_stand_alone_is_nothing_among_others(subject_lines: SubjectLines) -> None:
    assert subject_lines.match("Re: my data").verdict is Verdict.REVIEW
    assert subject_lines.match("backup of my data").verdict is Verdict.IGNORED


def test_opening_with_a_colon_in_the_policy_needs_one_in_the_line(
    subject_lines: SubjectLines,
) -> None:
    assert subject_lines.match(f"Прочтено: {SURAU}").why is Why.MACHINE
    assert subject_lines.match(f"Прочтено {SURAU}").why is Why.WITHIN


def test_what_a_list_tag_holds_is_not_lost(subject_lines: SubjectLines) -> None:
    assert subject_lines.match(f"[{SURAU}] срочно").verdict is Verdict.REVIEW


def test_line_cut_off_is_never_accepted(subject_lines: SubjectLines) -> None:
    padded = SURAU + " " * LONGEST
    assert subject_lines.match(padded).verdict is Verdict.ACCEPTED
    assert subject_lines.match(padded + "не нужен").verdict is Verdict.REVIEW


def test_other_policy_needs_other_data_alone() -> None:
    other = SubjectLines(ANOTHER)
    assert other.match("Re: вопрос к музею").verdict is Verdict.ACCEPTED
    assert other.match(SURAU).verdict is Verdict.IGNORED


def test_policy_without_lines_ignores_everything() -> None:
    assert SubjectLines(Vocabulary(lines=())).match(SURAU).verdict is Verdict.IGNORED


def test_line_without_letters_in_a_policy_matches_nothing() -> None:
    empty = PrescribedLine(request=Request.INQUIRY, language=Language.RU, text="—")
    assert SubjectLines(Vocabulary(lines=(empty,))).match("…").verdict is Verdict.IGNORED


@pytest.mark.parametrize(
    "line",
    [
        "\0" * 100_000,
        " " * 100_000 + "x",
        "?" * 100_000,
        "[" * 100_000,
        "[a]" * 33_000,
        "Re: " * 25_000,
        "Re" + "1" * 100_000,
        "Re (" * 25_000,
        "auto " * 20_000,
        "\ud800" * 100_000,
        "\u0315\u0300\u05ae" * 33_000,  # marks that Unicode wants sorted
        "\ufdfa" * 100_000,  # a letter that decomposes into eighteen
        "PD-2026-00001" * 8_000,
        "дербес деректер " * 6_000,
        "д?" * 50_000,
    ],
)
def test_hostile_line_is_decided_within_fifty_milliseconds(
    subject_lines: SubjectLines, line: str
) -> None:
    started = time.process_time()
    assert subject_lines.match(line).verdict is not Verdict.ACCEPTED
    assert time.process_time() - started < 0.05
