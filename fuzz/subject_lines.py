"""Fuzzes subject lines: each has one verdict, the same however often it is asked for."""

from pd_intake_bot.domain.subject_lines import SubjectLines, Verdict, Why
from pd_intake_bot.mail.reading import headers
from pd_intake_bot.policy import load

LONGEST = 4096
SEEDS = (
    "Дербес деректер туралы сұрау".encode(),
    "Re: Fwd: Запрос о персональных данных".encode(),
    b"=?utf-8?q?=D0=94=D0=B5?= =?utf-8?b?0YDQsdC10YE=?=",
    "Прошу отозвать согласие [PD-2026-00001-F]".encode(),
    "ДEPБEC деректер".encode(),
    b"\xff\xfe\x00\x00",
)

_LINES = SubjectLines(load.load().vocabulary)


def target(data: bytes) -> None:
    """Match a line as it was typed and as a header brings it."""
    typed = data.decode("utf-8", "replace")
    head = headers.read_headers(b"Subject: " + data.replace(b"\n", b" ") + b"\r\n\r\n")
    for line in (typed, head.subject_line):
        match = _LINES.match(line)
        assert match == _LINES.match(line)
        assert match.why in Why
        assert (match.request is not None) or match.verdict is not Verdict.ACCEPTED
