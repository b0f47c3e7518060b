"""An invented policy with a right of every kind, and a case for each."""

from dataclasses import replace
from datetime import UTC, date, datetime

from pd_intake_bot import clock
from pd_intake_bot.domain import deadlines
from pd_intake_bot.domain.case import Case, CaseId, State
from pd_intake_bot.domain.deadlines import Deadlines
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.domain.policy import Controller, Policy, Recourse
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.domain.rights import (
    ClockStart,
    Field,
    Language,
    Request,
    Right,
    RightKey,
    Rule,
    Term,
    Unit,
)
from pd_intake_bot.domain.subject_lines import Vocabulary
from pd_intake_bot.domain.submission import Channel
from pd_intake_bot.domain.workdays import Calendar, Week

KK, RU = Language.KK, Language.RU
HOUSE_TERM = Term(amount=30, unit=Unit.CALENDAR_DAYS)
CALENDAR = Calendar(week=Week.FIVE, first_year=2026, last_year=2027)
BY_MAIL = MailAddress(address="user@example.test")
IN_TELEGRAM = TelegramChat(chat_id=101)


def rule(amount: int, unit: Unit, starts: ClockStart, kk: str, ru: str) -> Rule:
    term = Term(amount=amount, unit=unit)
    return Rule(term=term, clause="§6", starts=starts, cited={KK: kk, RU: ru})


WITHDRAWAL = Right(
    key=RightKey("withdrawal"),
    request=Request.WITHDRAWAL,
    title={
        KK: "Дербес деректерді жинауға, өңдеуге келісімді кері қайтарып алу",
        RU: "Отзыв согласия на сбор, обработку персональных данных",
    },
    ask={},
    clause="§6 (8)",
    policy=rule(
        30,
        Unit.CALENDAR_DAYS,
        ClockStart.RECEIPT,
        "Құпиялылық саясаты, 6-бөлім",
        "Политика конфиденциальности, раздел 6",
    ),
    law=None,
    required=(
        (Field.FULL_NAME,),
        (Field.PHONE,),
        (Field.EMAIL, Field.POSTAL_ADDRESS),
        (Field.DATA,),
    ),
)
RECTIFICATION = replace(
    WITHDRAWAL,
    key=RightKey("rectification"),
    title={KK: "Дербес деректерді түзету", RU: "Исправление персональных данных"},
    policy=rule(
        7,
        Unit.WORKING_DAYS,
        ClockStart.CONFIRMATION,
        "Құпиялылық саясаты, 6-бөлім",
        "Политика конфиденциальности, раздел 6",
    ),
    required=(),
)
QUESTION = replace(
    RECTIFICATION,
    key=RightKey("dispute"),
    title={KK: "Сұрақты қарау", RU: "Рассмотрение вопроса"},
    policy=None,
    law=rule(3, Unit.WORKING_DAYS, ClockStart.RECEIPT, "Қағидалар, 16-тармақ", "Правила, пункт 16"),
)
BY_ANALOGY = replace(
    QUESTION,
    key=RightKey("by-analogy"),
    law=replace(
        rule(15, Unit.WORKING_DAYS, ClockStart.RECEIPT, "Заң, 8-бап", "Закон, статья 8"),
        by_analogy=True,
    ),
)
NO_TERM = replace(QUESTION, key=RightKey("no-term"), law=None)
RIGHTS = (WITHDRAWAL, RECTIFICATION, QUESTION, BY_ANALOGY, NO_TERM)

POLICY = Policy(
    edition=date(2024, 1, 24),
    name={},
    controller=Controller(
        name={KK: "«Үлгі» ЖШС", RU: "ТОО «Пример»"},
        email="privacy@example.test",
        postal_address={KK: "Алматы қаласы, Үлгі көшесі, 1", RU: "город Алматы, улица Примера, 1"},
        site="https://example.test",
    ),
    zone_name="Asia/Almaty",
    zone=clock.zone("Asia/Almaty"),
    local_time={},
    week=Week.FIVE,
    house_term=HOUSE_TERM,
    reference_prefix="PD",
    rights={right.key: right for right in RIGHTS},
    groups=(),
    defaults={},
    vocabulary=Vocabulary(lines=()),
    recourse=Recourse(
        clause="§7",
        cited={KK: "Құпиялылық саясаты, 7-бөлім", RU: "Политика конфиденциальности, раздел 7"},
        authority={},
        authority_now={KK: "Үлгі министрлігі", RU: "Министерство Примера"},
    ),
)


def case(right: Right, *, language: Language | None, by: MailAddress | TelegramChat) -> Case:
    """Make a case received in the evening of 22 November UTC, which is the 23rd in Almaty."""
    received_at = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)
    return Case(
        id=CaseId(1),
        ref=Reference("PD", 2026, 1),
        channel=Channel.MAIL,
        request=right.request,
        right=right.key,
        language=language,
        received_at=received_at,
        promised=None,
        target=None,
        proof=Proof.CHANNEL,
        reply_to=by,
        fields={},
        missing=right.required,
        held_because=None,
        state=State.REGISTERED,
        confirmed_on=None,
        acknowledged_at=None,
        officer=None,
        taken_at=None,
        closed_at=None,
        version=1,
    )


def dates(right: Right) -> Deadlines:
    return deadlines.compute(
        right,
        received_on=date(2026, 11, 23),
        confirmed_on=None,
        calendar=CALENDAR,
        house_term=HOUSE_TERM,
    )
