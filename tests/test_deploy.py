"""What `deploy/` names exists: metrics of the board, the command of the unit and of the container."""

from __future__ import annotations

import configparser
import json
import re
import shlex
import urllib.request
from pathlib import Path

from click.testing import CliRunner

from cli import kabarchy
from desk.metrics import Pulse, served
from storage.archive import Archive
from tests.desk.test_alarm_book import Newsroom

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"


def test_the_board_asks_only_for_metrics_that_are_served(tmp_path: Path) -> None:
    newsroom = Newsroom(Archive(tmp_path / "archive.db"))
    newsroom.crawl()
    with served("127.0.0.1", 0, newsroom.archive.path, Pulse()) as port:
        text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10).read().decode()
    kinds = dict(re.findall(r"^# TYPE (\S+) (\S+)$", text, re.M))
    board = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))
    asked = {
        name
        for panel in board["panels"]
        for target in panel["targets"]
        for name in re.findall(r"kabarchy_\w+", target["expr"])
    }
    assert len(asked) >= 8
    assert asked <= set(kinds)
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])


def test_the_unit_and_the_container_start_a_command_that_there_is() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "kabarchy.service", encoding="utf-8")
    command = shlex.split(unit["Service"]["ExecStart"])
    container = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    entry = re.search(r"^ENTRYPOINT (.*)$", container, re.M)
    arguments = re.search(r"^CMD (.*)$", container, re.M)
    assert entry and arguments
    for program, *given in (command, [*json.loads(entry[1]), *json.loads(arguments[1])]):
        assert program == "/opt/kabarchy/.venv/bin/kabarchy"
        shown = CliRunner().invoke(kabarchy, [*given, "--help"])
        assert shown.exit_code == 0 and "--quiet" in shown.output
