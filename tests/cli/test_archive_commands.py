"""`kabarchy search`, `show` and `db`: what they print, what they return, and that no page can act on the terminal."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from cli import main
from tests.storage.world import BODY, LEDE, article, captured, fetch, hours, opened, teaser

URL = "https://sary-bulak.example/news/101"
EVIL = "https://sary-bulak.example/news/666"


@pytest.fixture
def archive_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with opened(tmp_path / "archive.db") as archive:
        archive.save_article(article(URL), fetch(hours(0), URL, capture=captured(77)))
        archive.save_article(article(URL, title="Министр побывал в теплицах"), fetch(hours(2), URL))
        archive.save_teaser(
            teaser("Министр посетил теплицы в селе", snippet=LEDE[:90], kind="read_also"), hours(1)
        )
        evil = article(
            EVIL, title="[red]Зло[/red]\x1b[31m", text="Зло \x1b]0;x\x07[bold]и добро\u202e\x9b31m."
        )
        archive.save_article(evil, fetch(hours(1), EVIL))
    return tmp_path / "archive.db"


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in arguments])
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def test_search_prints_title_place_and_snippet(
    archive_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "search", "теплиц*", "--archive", archive_file)
    assert code == 0
    assert out.splitlines()[:3] == ["Министр побывал в теплицах", "#1 · sary_bulak · 2026-03-02 · ru", URL]
    assert "тепличное хозяйство" in out.replace("\n", " ").replace("  ", " ")
    assert max(map(len, out.splitlines())) <= 80


def test_search_for_machines(archive_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "search", "посетил", "--json", "--archive", archive_file)
    (hit,) = json.loads(out)
    assert code == 0 and hit["url"] == URL and "**посетил**" in hit["snippet"]


def test_search_without_a_hit_is_told_by_the_exit_code(
    archive_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "search", "нигде", "--archive", archive_file)[::2] == (1, "Nothing holds нигде.\n")
    code, out, _ = run(capsys, "search", "нигде", "--json", "--archive", archive_file)
    assert (code, json.loads(out)) == (1, [])
    assert run(capsys, "search", "зло", "--since", "yesterday", "--archive", archive_file)[0] == 2


@pytest.mark.parametrize("words", [("search", "зло"), ("show", EVIL, "--full"), ("show", EVIL, "--json")])
def test_no_page_acts_on_the_terminal(
    words: tuple[str, ...], archive_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, err = run(capsys, *words, "--archive", archive_file)
    assert "[red]" in out and "Зло" in out
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(out + err)


def test_show_by_any_spelling_of_the_url_and_by_number(
    archive_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(
        capsys, "show", "http://www.sary-bulak.example/news/101?utm_source=x", "--archive", archive_file
    )
    assert code == 0
    assert "Министр побывал в теплицах" in out and "site rule" not in out.split("\n")[0]
    assert "json ld" in out and "snippet" in out
    assert BODY.split("\n\n")[-1] not in out
    assert run(capsys, "show", "1", "--archive", archive_file)[1] == out
    told = json.loads(run(capsys, "show", "1", "--json", "--archive", archive_file)[1])
    assert [one["title"] for one in told["revisions"]] == [
        "Министр посетил теплицы",
        "Министр побывал в теплицах",
    ]
    assert told["revisions"][0]["capture_offset"] == 77
    assert [one["matched_by"] for one in told["teasers"]] == ["snippet"]


def test_show_names_copies_and_the_rest_of_the_story(
    archive_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(archive_file) as sql:
        sql.execute(
            "INSERT OR REPLACE INTO duplicates VALUES (2, 1, 'near', 0.82, 1, '2026-03-02T00:00:00Z')"
        )
        sql.execute("INSERT INTO stories (id, article_count) VALUES (77, 2)")
        sql.execute("UPDATE articles SET story_id = 77")
    _, out, _ = run(capsys, "show", "1", "--archive", archive_file)
    rows = [" ".join(line.split()) for line in out.splitlines() if line.startswith("#2")]
    assert rows == ["#2 near text 0.82; same story sary_bulak 2026-03-02 [red]Зло[/red] [31m"]
    assert "#77 (2 reports)" in out


def test_show_names_some_of_many_copies_and_says_how_many_more_there_are(
    archive_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(archive_file) as archive, archive.transaction():
        for number in range(200, 240):
            url = f"https://sary-bulak.example/news/{number}"
            archive.save_article(article(url), fetch(hours(2), url))
    _, out, _ = run(capsys, "show", "1", "--archive", archive_file)
    told = json.loads(run(capsys, "show", "1", "--json", "--archive", archive_file)[1])
    those = {one["article_id"] for one in told["relatives"]}
    assert len(those) == 40 and told["story_articles"] == 41
    assert sum(line.startswith("#") for line in out.splitlines()) == 20 and "and 20 more: --full" in out
    _, out, _ = run(capsys, "show", "1", "--full", "--archive", archive_file)
    assert sum(line.startswith("#") for line in out.splitlines()) == 40


def test_show_what_is_not_there(archive_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "show", "99", "--archive", archive_file)[::2] == (1, "The archive does not know 99.\n")
    for name in ("9" * 19, "9" * 5000, "teaser:" + "9" * 40):
        assert run(capsys, "show", name, "--archive", archive_file)[0] == 1
    assert run(capsys, "show", "no url", "--archive", archive_file)[0] == 2
    code, _, err = run(capsys, "show", "1", "--archive", "nowhere.db")
    assert code == 3 and "nowhere.db: there is no archive here" in err


def test_backup_is_one_plain_file_and_replaces_none(
    archive_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.db"
    assert run(capsys, "db", "backup", copy, "--archive", archive_file)[0] == 0
    with sqlite3.connect(copy) as sql:
        assert sql.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert sql.execute("SELECT count(*) FROM v1_articles").fetchone() == (2,)
    code, _, err = run(capsys, "db", "backup", copy, "--archive", archive_file)
    assert code == 3 and "there is a file already" in err
    assert not list(tmp_path.glob(".*partial*"))


def test_check_tells_what_is_wrong_and_mends_the_index(
    archive_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "db", "check", "--archive", archive_file)
    assert code == 0 and "all well" in out
    with sqlite3.connect(archive_file) as sql:
        sql.execute("UPDATE articles SET title = 'Другое' WHERE id = 1")
    code, _, err = run(capsys, "db", "check", "--archive", archive_file)
    assert code == 1 and "the full-text index says what the articles say" in err and "--mend" in err
    assert run(capsys, "db", "check", "--mend", "--archive", archive_file)[0] == 0
    assert run(capsys, "search", "другое", "--archive", archive_file)[0] == 0


def test_migrate_and_vacuum(archive_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "is up to date: schema" in run(capsys, "db", "migrate", "--archive", archive_file)[1]
    assert "was made" in run(capsys, "db", "migrate", "--archive", tmp_path / "new.db")[1]
    code, out, _ = run(capsys, "db", "vacuum", "--archive", archive_file)
    assert code == 0 and "MB now" in out
