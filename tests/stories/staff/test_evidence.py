"""The archive of evidence is whole: what staff noted and ordered, and what was merged or split."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.rights import Language, RightKey
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.storage.files.erasure_log import ErasureLog
from pd_intake_bot.usecases.records.evidence import Evidence
from pd_intake_bot.usecases.records.retention import Retain
from tests.servers.staff import (
    INQUIRY,
    LEAD,
    OFFICER,
    OPEN,
    PERSON,
    WITHDRAWAL,
    StaffService,
    labels,
    write_mail,
)
from tests.servers.telegram import TEXTS

MENU, MERGE, SPLIT = "⋯ Действия", "🔗 Объединить…", "✂️ Выделить другое…"
BY_REPLY, BY_BUTTON, LATER = "Похоже на соседа.", "Звонил сам.", "Перезвонить."
OTHERS_WORDS = "Слова совсем другого человека"


class Archive(dict[str, bytes]):
    """The files of an archive."""

    def read(self, name: str) -> Any:  # noqa: ANN401 - whatever the file holds
        return json.loads(self[name])

    def notes(self, folder: str = "") -> list[str]:
        return [one["words"] for one in self.read(f"{folder}notes.json")]


async def take(service: StaffService, case: Case, place: Path) -> Archive:
    """Take the evidence of a case, hold it against its own verifier, and unpack it."""
    evidence = Evidence(
        transactions=service.database, blobs=service.blobs, reckon=service.reckon, texts=TEXTS
    )
    packed = await evidence(case.id, language=Language.RU, officer="1", now=service.clock())
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = Archive({name: archive.read(name) for name in archive.namelist()})
        archive.extractall(place)
    checked = subprocess.run(
        [sys.executable, "-I", str(place / "verify.py")], capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
    return files


async def note(service: StaffService, officer: Officer, words: str, card: str) -> None:
    await service.press(officer, OPEN, service.card(card))
    await service.press_in_private(officer, MENU)
    await service.press_in_private(officer, "📝 Заметка")
    await service.say(officer, words)


async def other_person(service: StaffService) -> None:
    mail = write_mail(WITHDRAWAL, OTHERS_WORDS)
    del mail["From"]
    mail["From"] = "Басқа Біреу <other@example.test>"
    await service.mail(mail)


async def test_notes_by_reply_and_by_button_are_in_the_evidence_with_the_digest_of_their_event(
    service: StaffService, officer: Officer, tmp_path: Path
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await officer.send(BY_REPLY, reply_to=service.card())
    await service.settle()
    await note(service, officer, BY_BUTTON, "PD-2026-00001")
    [case] = await service.cases()

    files = await take(service, case, tmp_path / "e")

    assert files.notes() == [BY_REPLY, BY_BUTTON]
    chained = [
        one["said"]["data"]["words"] for one in files.read("history.json") if one["kind"] == "noted"
    ]
    assert [one["sha256"] for one in files.read("notes.json")] == chained
    page = files["summary.html"].decode()
    assert all(words in page for words in ("Заметки сотрудников", BY_REPLY, BY_BUTTON))
    looks = [(one["officer"], one["what"]) for one in files.read("looks.json")]
    assert looks == [(str(OFFICER), "case"), ("1", "evidence")]


@pytest.mark.parametrize("opened", ["PD-2026-00001", "PD-2026-00002"])
async def test_evidence_of_the_case_that_goes_on_holds_all_of_the_one_merged_into_it(
    service: StaffService, officer: Officer, tmp_path: Path, opened: str
) -> None:
    await service.mail(write_mail(WITHDRAWAL, "Отзываю в первый раз."))
    service.clock.move(timedelta(days=1))
    await service.mail(write_mail(WITHDRAWAL, "Отзываю ещё раз."))
    await other_person(service)
    await note(service, officer, BY_REPLY, "PD-2026-00001")
    await note(service, officer, BY_BUTTON, "PD-2026-00002")
    await service.press(officer, OPEN, service.card(opened))
    await service.press_in_private(officer, MENU)
    await service.press_in_private(officer, MERGE)
    await service.press_in_private(officer, labels(officer.phone.last)[0])
    first, second, _ = await service.cases()
    await note(service, officer, LATER, "PD-2026-00001")

    whole = await take(service, first, tmp_path / "first")
    ended = await take(service, second, tmp_path / "second")

    folder = f"merged/{second.ref}/"
    assert whole.notes() == [BY_REPLY, LATER]
    assert whole.notes(folder) == ended.notes() == [BY_BUTTON]
    assert "ещё раз" in whole.read(f"{folder}submissions/01/message.json")["text"]
    assert whole[f"{folder}submissions/01/raw.eml"] == ended["submissions/01/raw.eml"]
    assert {"letters/01.json", "letters/02.json", f"{folder}letters/01.json"} <= set(whole)
    linked = ended.read("case.json")["linked"]
    assert {"other": str(first.ref), "kind": "merged", "other_is_earlier": True} in linked
    assert not any(name.startswith("merged/") for name in ended)
    page = whole["summary.html"].decode()
    assert all(words in page for words in (BY_BUTTON, f"Сюда вошло обращение {second.ref}"))
    for files in (whole, ended):
        assert not [name for name, content in files.items() if OTHERS_WORDS.encode() in content]
        assert not [name for name, content in files.items() if b"other@example" in content]


async def test_evidence_of_both_halves_of_a_split_request_holds_the_message(
    service: StaffService, officer: Officer, tmp_path: Path
) -> None:
    await service.mail(write_mail(INQUIRY, "Кто видит мои данные? И не шлите новости."))
    await note(service, officer, BY_REPLY, "PD-2026-00001")
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, MENU)
    await service.press_in_private(officer, SPLIT)
    await service.press_in_private(officer, service.staff.words.ask(RightKey("unsubscribe")))
    first, second = await service.cases()
    await note(service, officer, BY_BUTTON, "PD-2026-00002")

    one = await take(service, first, tmp_path / "first")
    other = await take(service, second, tmp_path / "second")

    assert (one.notes(), other.notes()) == ([BY_REPLY], [BY_BUTTON])
    assert one["submissions/01/raw.eml"] == other["submissions/01/raw.eml"]
    linked = {"other": str(second.ref), "kind": "split", "other_is_earlier": False}
    assert one.read("case.json")["linked"] == [linked]
    assert f"Выделено из обращения {first.ref}" in other["summary.html"].decode()


async def test_evidence_of_an_erased_case_says_what_was_erased_and_is_whole_without_it(
    service: StaffService, officer: Officer, tmp_path: Path
) -> None:
    await service.ask_by_telegram(service.api.person(PERSON, "Пример", "ru"))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, "✍️ Ответить")
    await service.say(officer, "Вот ответ.")
    await service.press_in_private(officer, "✅ Отправить")
    service.clock.move(timedelta(days=1100))
    retain = Retain(
        transactions=service.database,
        blobs=service.blobs,
        log=ErasureLog(tmp_path / "erasures.log", service.seal),
        policy=service.policy,
        scrub=service.database.scrub,
    )
    assert len((await retain(now=service.clock())).classes) == 2
    [case] = await service.cases()

    files = await take(service, case, tmp_path / "e")

    erased = [one["class"] for one in files.read("case.json")["erased"]]
    assert erased == ["submission", "case"]
    assert files.read("submissions/01/message.json")["text"] == ""
    assert not any(name.startswith("letters/") for name in files)
    page = files["summary.html"].decode()
    assert all(words in page for words in ("Что уничтожено", "сообщения человека"))


async def test_reason_of_a_hold_and_an_order_that_was_returned_are_in_the_evidence(
    service: StaffService, lead: Officer, officer: Officer, tmp_path: Path
) -> None:
    await service.mail(write_mail(WITHDRAWAL, "Отзываю согласие"))
    await service.press(officer, OPEN, service.card())
    for label in (MENU, "⛔️ Отказать…", "Обязательство не исполнено"):
        await service.press_in_private(officer, label)
    await service.say(officer, "Заказ № 5 не оплачен.")
    await service.press_in_private(officer, "✅ На утверждение")
    await service.press(lead, OPEN, service.card("✌️"))
    await service.press_in_private(lead, "👀 Посмотреть и утвердить")
    await service.press_in_private(lead, "↩️ Вернуть")
    await service.press(lead, OPEN, service.card("PD-2026-00001"))
    await service.press_in_private(lead, "🔒 Запретить уничтожение…")
    await service.say(lead, "Иск, дело № 7-2026.")
    [case] = await service.cases()

    files = await take(service, case, tmp_path / "e")

    [order] = files.read("approvals.json")
    assert (order["act"], order["words"], order["standing"], order["decided_by"]) == (
        "refuse",
        "Заказ № 5 не оплачен.",
        "returned",
        str(LEAD),
    )
    assert files.read("case.json")["legal_hold"] is True
    assert files.notes()[-1].endswith("Иск, дело № 7-2026.")
    assert "🔒 Запрет на уничтожение" in files["summary.html"].decode()
