"""What is found wrong in a policy file, and where."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pd_intake_bot.policy.faults import Fault, Level, PolicyError, find_line
from pd_intake_bot.policy.load import check, load

Broken = Callable[..., Path]


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        # A key that is misspelt is both unknown and missing; the unknown one is told.
        ('email = "info', 'e_mail = "info', "controller.e_mail", "no such key"),
        # Values of the wrong form.
        ('email = "info@bazarjoq.kz"', 'email = "info"', "controller.email", "match pattern"),
        ('site = "https:', 'site = "http:', "controller.site", "match pattern"),
        ("edition = 2024-01-24", 'edition = "soon"', "policy.edition", "valid date"),
        ("week = 5", "week = 7", "time.week", "5 or 6"),
        ('house_term = "30 cd"', 'house_term = "a month"', "time.house_term", "a term is written"),
        ('house_term = "30 cd"', "house_term = 30", "time.house_term", "a term is written"),
        ('term = "7 wd"', 'term = "0 wd"', "rights.rectification.policy.term", "a term is written"),
        ('zone = "Asia/Almaty"', 'zone = "Asia/Alma"', "time.zone", "no time zone"),
        ('zone = "Asia/Almaty"', 'zone = "Asia"', "time.zone", "no time zone"),
        # A field that nobody may ask for.
        (
            '"phone", "email |',
            '"iin", "email |',
            "rights.withdrawal.required.1",
            "one of full_name",
        ),
        # A text is missing in one language, or is empty.
        (', ru = "Вопрос, жалоба или спор",', ",", "rights.dispute.ask.ru", "is missing"),
        ('ru = "Вопрос, жалоба или спор"', 'ru = " "', "rights.dispute.ask.ru", "at least 1"),
        # Words that a button would cut off.
        ("Вопрос, жалоба или спор", "Вопрос, жалоба " * 3, "rights.dispute.ask.ru", "at most 40"),
        # A promise without its clause.
        ('clause = "§6 (10)"\n', "", "rights.erasure.policy.clause", "is missing"),
        # Tables that do not agree.
        ('law = "breach"', 'law = "breech"', "rights.unlawful_processing.law", "no [law.breech]"),
        ('"blocking"]', '"block"]', "group.5.rights", "no [rights.block]"),
        (', "blocking"]', "]", "rights.blocking", "no group"),
        ('"blocking"]', '"blocking", "usage"]', "rights.usage", "more than one group"),
        ('key = "know"', 'key = "dispute"', "group.6.key", "another group"),
        ('ask = { kk = "Мен туралы', '# { kk = "', "group.0.ask", "needs words"),
        ('inquiry = "dispute"', 'inquiry = "withdrawal"', "defaults.inquiry", "needs the key"),
        ('inquiry = "dispute"', 'inquiry = "quarrel"', "defaults.inquiry", "needs the key"),
        ('inquiry = "dispute"\n', "", "defaults.inquiry", "needs the key"),
        ("prescribed = true\n", "", "subject_lines.lines", "no line is prescribed"),
        (
            '"Дербес деректер туралы сұраныс"',
            '"ДЕРБЕС деректер туралы сұрау"',
            "subject_lines.lines.1.text",
            "stands above",
        ),
    ],
)
def test_each_error_names_its_key_and_reason(
    broken: Broken, old: str, new: str, key: str, reason: str
) -> None:
    faults = check(broken(old, new))
    assert all(fault.level is Level.ERROR for fault in faults)
    assert any(fault.key == key and reason in fault.reason for fault in faults), faults


def test_screen_never_has_more_than_eight_choices(broken: Broken) -> None:
    nine = ", ".join(f'"right_{number}"' for number in range(9))
    faults = check(broken('rights = ["dispute"]', f"rights = [{nine}]"))
    assert [(fault.key, "at most 8" in fault.reason) for fault in faults] == [
        ("group.6.rights", True)
    ]


def test_first_screen_never_has_more_than_eight_choices(broken: Broken) -> None:
    rows = '[[group]]\nkey = "more"\nrights = ["usage"]\n' * 2
    faults = check(broken("# Rights.\n", rows))
    assert [(fault.key, "at most 8" in fault.reason) for fault in faults] == [("group", True)]


def test_every_fault_is_told_at_once(broken: Broken, bundled_text: str) -> None:
    path = broken('zone = "Asia/Almaty"', 'zone = "Asia/Alma"')
    path.write_text(path.read_text("utf-8").replace('law = "analogy"', 'law = "anatomy"'), "utf-8")
    assert [fault.key for fault in check(path)] == [
        "time.zone",
        "rights.unsubscribe.law",
        "rights.account_deletion.law",
    ]
    assert bundled_text.count('law = "analogy"') == 2


def test_fault_is_found_by_its_line(broken: Broken) -> None:
    path = broken('term = "7 wd"', 'term = "seven"')
    (fault,) = check(path)
    assert fault.line is not None
    assert path.read_text("utf-8").splitlines()[fault.line - 1] == 'term = "seven"'


def test_file_that_is_no_toml_is_found_by_its_line(broken: Broken) -> None:
    (fault,) = check(broken('zone = "Asia/Almaty"', "zone = Asia"))
    assert fault.line is not None
    assert str(fault).startswith(f"{fault.file}:{fault.line}: not TOML")


def test_file_that_ends_too_early_is_told_by_its_last_line(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text('[policy]\nname = "', "utf-8")
    (fault,) = check(path)
    assert fault.line == 2


def test_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (fault,) = check(tmp_path / "none.toml")
    assert str(fault).endswith("none.toml: No such file or directory")


def test_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes("имя".encode("cp1251"))
    assert [fault.reason for fault in check(path)] == ["not UTF-8"]


def test_mark_of_byte_order_that_some_editors_write_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text("", "utf-8")
    faults = [fault.reason for fault in check(path)]
    path.write_text("", "utf-8-sig")
    assert [fault.reason for fault in check(path)] == faults


def test_unusable_file_is_not_loaded(broken: Broken) -> None:
    with pytest.raises(PolicyError, match=r"time.zone: no time zone is called 'Asia/Alma'"):
        load(broken('zone = "Asia/Almaty"', 'zone = "Asia/Alma"'))


def test_law_that_is_shorter_than_the_policy_is_a_warning() -> None:
    faults = check()
    assert {fault.level for fault in faults} == {Level.WARNING}
    assert [fault.key.split(".")[1] for fault in faults] == [
        "confirmation",
        "rectification",
        "withdrawal",
        "erasure",
    ]


def test_policy_that_is_as_short_as_the_law_is_no_warning(broken: Broken) -> None:
    # Fifteen working days of five-day weeks are three weeks.
    path = broken(
        'term = "30 cd"\nstarts = "receipt"\nclause = "§6 (8)"',
        'term = "21 cd"\nstarts = "receipt"\nclause = "§6 (8)"',
    )
    assert "rights.withdrawal.policy.term" not in [fault.key for fault in check(path)]


def test_right_without_a_term_of_the_law_is_no_warning(broken: Broken) -> None:
    path = broken('law = "information"\n\n[rights.confirmation', "\n[rights.confirmation")
    assert "rights.confirmation.policy.term" not in [fault.key for fault in check(path)]


TEXT = """\
top = 1
[a]
b.c = 2
[[rows]]
x = 3
[[rows]]
x = 4
[rows.deep]
y = 5
"""


@pytest.mark.parametrize(
    ("location", "line"),
    [
        (("top",), 1),
        (("a",), 2),
        (("a", "b", "c"), 3),
        # A key that is missing is sought at its table.
        (("a", "z"), 2),
        (("rows", "0", "x"), 5),
        (("rows", "1", "x"), 7),
        (("rows", "1", "z"), 6),
        (("nowhere",), None),
    ],
)
def test_line_of_a_key_is_found(location: tuple[str, ...], line: int | None) -> None:
    assert find_line(TEXT, location) == line


def test_fault_without_a_line_is_written_without_one() -> None:
    assert str(Fault(file="p.toml", key="a.b", reason="why")) == "p.toml: a.b: why"
