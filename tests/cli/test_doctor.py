"""The doctor sees what is wrong, says how to mend it, and changes nothing."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import kabarchy
from desk import doctor
from desk.doctor import Diagnosis
from storage.archive import Archive
from storage.timestamps import now


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(doctor._names, "__defaults__", (lambda *_: [],))  # no network in tests
    file = tmp_path / "kabarchy.toml"
    file.write_text('archive = "data/archive.db"\ncontact = "desk@newsroom.example"\n')
    return file


def seen(config: Path) -> tuple[int, dict[str, Diagnosis]]:
    done = CliRunner().invoke(kabarchy, ["--config", str(config), "doctor", "--json"])
    found = [Diagnosis(**one) for one in json.loads(done.output)]
    return done.exit_code, {one.subject: one for one in found}


def test_a_machine_in_good_health_is_well_and_nothing_is_changed(config: Path) -> None:
    code, found = seen(config)
    wrong = {one.subject for one in found.values() if one.verdict == "wrong"}
    assert (code, wrong) == (0, set())
    assert [file.name for file in config.parent.iterdir()] == ["kabarchy.toml"]
    assert {"Python", "SQLite", "clock", "time zones", "disk space", "contact", "archive"} <= found.keys()


def test_each_thing_that_is_wrong_is_told_with_its_remedy(config: Path) -> None:
    config.write_text('archive = "data/archive.db"\n')
    (config.parent / "data").mkdir()
    with Archive(config.parent / "data" / "archive.db") as archive:
        archive.start_run("open_kg", now() + timedelta(days=1), run_id="tomorrow")
    code, found = seen(config)
    assert code == 1
    for subject in ("contact", "clock"):
        assert found[subject].verdict == "wrong"
        assert found[subject].remedy


def test_a_damaged_archive_is_told(config: Path) -> None:
    (config.parent / "data").mkdir()
    (config.parent / "data" / "archive.db").write_bytes(b"no database" * 1000)
    code, found = seen(config)
    assert (code, found["archive"].verdict) == (1, "wrong")
    assert "backup" in found["archive"].remedy


def test_a_broken_configuration_is_the_diagnosis(config: Path) -> None:
    config.write_text("[crawl]\nparalel = 3\n")
    code, found = seen(config)
    assert (code, found["configuration"].verdict) == (1, "wrong")
    assert "paralel" in found["configuration"].seen


def test_names_that_are_not_found_are_told() -> None:
    def nobody(*_: object) -> None:
        raise OSError(-2, "Name or service not known")

    assert doctor._names(["a.example", "b.example"], nobody).verdict == "wrong"
