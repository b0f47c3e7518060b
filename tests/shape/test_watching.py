"""What an operator is told stands in the runbook: every alert, every action in the log."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from pd_intake_bot import log
from pd_intake_bot.supervise import GRACE

ROOT = Path(__file__).parents[2]
ALERTS = (ROOT / "deploy" / "alerts.yml").read_text()
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text()
LEVELS = {"debug", "info", "warning", "error", "critical", "exception"}


def events() -> Iterator[str]:
    """Give the words of every log call in the program."""
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and is_log_call(node.func):
                words = node.args[1 if name_of(node.func) == "log" else 0]
                assert isinstance(words, ast.Constant), f"{path}: an event is known by its words"
                yield str(words.value)


def is_log_call(call: ast.expr) -> bool:
    source = ast.unparse(call)
    known = source.startswith(("log.", "_log.", "structlog.get_logger()."))
    return known and name_of(call) in LEVELS | {"log"}


def name_of(call: ast.expr) -> str:
    return call.attr if isinstance(call, ast.Attribute) else ""


def action(words: str) -> str:
    return str(log.name_action(None, "", {"event": words})["action"])


def test_every_alert_has_its_heading_and_every_heading_its_alert() -> None:
    alerts = re.findall(r"- alert: (\w+)", ALERTS)
    assert sorted(re.findall(r"^## (\w+)$", RUNBOOK, re.MULTILINE)) == sorted(alerts)
    assert len(set(alerts)) == len(alerts) > 15


def test_every_alert_says_how_bad_it_is_and_what_is_the_matter() -> None:
    for rule in ALERTS.split("- alert: ")[1:]:
        assert re.search(r"severity: (page|ticket)\b", rule), rule
        assert re.search(r"summary: \S", rule), rule


def test_every_heading_says_what_it_means_and_what_to_do() -> None:
    for chapter in re.split(r"^## ", RUNBOOK.split("# Actions")[0], flags=re.MULTILINE)[1:]:
        assert "\nDo: " in chapter, chapter.splitlines()[0]


def test_every_action_of_the_log_is_explained() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", RUNBOOK, re.MULTILINE)
    assert set(listed) == {action(words) for words in events()}


def test_the_words_of_an_action_do_not_touch_its_name() -> None:
    assert action("A loop, at last: failed!") == "a_loop_at_last_failed"


def test_a_command_by_hand_finds_what_the_unit_of_systemd_runs_with() -> None:
    unit = (ROOT / "deploy" / "pd-intake.service").read_text()
    assert "EnvironmentFile" not in unit
    assert set(re.findall(r"\bPD_\w+", unit)) == {"PD_LOG_FORMAT"}
    assert "WorkingDirectory=/var/lib/pd-intake\nStateDirectory=pd-intake\n" in unit


def test_whoever_stops_the_service_waits_longer_than_it_takes_to_end() -> None:
    unit = (ROOT / "deploy" / "pd-intake.service").read_text()
    compose = (ROOT / "docker-compose.yml").read_text().split("  postgres:")[0]
    waits = re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    waits += re.findall(r"^ +stop_grace_period: (\d+)s$", compose, re.MULTILINE)
    assert len(waits) == 2
    assert all(int(one) >= GRACE.total_seconds() + 10 for one in waits)


def test_an_upgrade_may_take_as_long_as_it_takes() -> None:
    unit = (ROOT / "deploy" / "pd-intake.service").read_text()
    assert "ExecStartPre=/opt/pd-intake/bin/pd-intake db upgrade\n" in unit
    assert "\nTimeoutStartSec=infinity\n" in unit


def test_the_dashboard_is_laid_out_without_overlaps() -> None:
    panels = json.loads((ROOT / "deploy" / "grafana-dashboard.json").read_text())["panels"]
    taken = [
        (x, y)
        for where in (panel["gridPos"] for panel in panels)
        for x in range(where["x"], where["x"] + where["w"])
        for y in range(where["y"], where["y"] + where["h"])
    ]
    assert len(taken) == len(set(taken))
    assert max(x for x, _ in taken) < 24
