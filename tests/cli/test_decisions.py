"""`kabarchy why`, `fold`, `unfold`, `merge`, `split`, `decisions`: what they say, do and return."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest

from cli import main
from tests.storage.world import BODY, LEDE, article, fetch, hours, opened, teaser

A = "https://sary-bulak.example/news/101"
B = "https://sary-bulak.example/news/102"


@pytest.fixture(autouse=True)
def archive_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an archive with articles 1 and 2, teaser 1 folded into article 1, teaser 2 with its URL, teaser 3 open."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KABARCHY_USER", raising=False)
    (tmp_path / "data").mkdir()
    with opened(tmp_path / "data" / "archive.db") as archive:
        archive.save_article(article(A), fetch(hours(0), A))
        archive.save_article(article(B, title="[b]Дороги[/b]\x1b[31m", text=BODY[::-1]), fetch(hours(0), B))
        archive.save_teaser(teaser("Министр посетил теплицы", snippet=LEDE[:90], kind="read_also"), hours(1))
        archive.save_teaser(teaser("Дороги", url=B), hours(1))
        archive.save_teaser(teaser("Чего не было", kind="read_also"), hours(1))
    return tmp_path / "data" / "archive.db"


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in arguments])
    return int(ended.value.code or 0), "".join(capsys.readouterr())


def test_why_tells_by_which_rule_a_teaser_is_in_its_article(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "why", "teaser:1", A)
    assert code == 0 and "The teaser is folded into the article: title (1.00)" in out
    assert "threshold" in out and out.count("✓") >= 3
    assert run(capsys, "why", 1, "teaser:1")[0] == 0
    code, out = run(capsys, "why", "teaser:2", 1)
    assert code == 1 and "The teaser is not folded into the article." in out
    assert re.search(r"✗ +the teaser's URL +of another +one of the article's", out)
    assert run(capsys, "why", "teaser:2", B)[0] == 0


def test_why_compares_two_articles_as_texts_and_as_reports_and_two_teasers_by_their_articles(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out = run(capsys, "why", A, B)
    assert code == 1 and "Not one text." in out and "Not one story." in out
    assert "Not one text." not in run(capsys, "why", A, B, "--as", "story")[1]
    code, out = run(capsys, "why", "teaser:1", "teaser:2")
    assert code == 1 and "Not folded into one article." in out and re.search("#1 and +#2", out)


def test_why_for_machines_and_for_narrow_terminals(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "why", "teaser:2", 1, "--json")
    told = json.loads(out)
    assert code == 1 and told["same"] is False and told["right"]["url"] == A
    assert told["answers"][0]["question"] == "fold" and told["answers"][0]["reasons"][0]["holds"] is False
    for words in (("teaser:1", A), (A, B)):
        _, out = run(capsys, "why", *words)
        assert max(map(len, out.splitlines())) <= 80
        assert "\x1b" not in out


def test_why_says_what_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "why", "teaser:77", A)[0] == 3
    assert run(capsys, "why", A, "https://sary-bulak.example/none")[0] == 3
    assert run(capsys, "why", A, "nonsense")[0] == 2
    code, out = run(capsys, "why", A, 1)
    assert code == 3 and "both names lead to this one record" in out


def test_a_person_unfolds_and_folds_with_name_and_note(
    capsys: pytest.CaptureFixture[str], archive_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(capsys, "unfold", "teaser:1", "--note", "other greenhouses", "--by", "aida")[0] == 0
    code, out = run(capsys, "why", "teaser:1", A)
    assert code == 1 and "by aida: other" in out and "decision 1" in out
    monkeypatch.setenv("KABARCHY_USER", "bek")
    assert run(capsys, "fold", "teaser:3", B)[0] == 0
    assert "The teaser is folded into the article: person (1.00)" in run(capsys, "why", "teaser:3", B)[1]
    told = json.loads(run(capsys, "decisions", "--json")[1])
    assert [(one["verb"], one["decided_by"], one["note"]) for one in told] == [
        ("unfold", "aida", "other greenhouses"),
        ("fold", "bek", None),
    ]
    assert [(one["record_id"], one["other_id"]) for one in told] == [(1, 1), (3, 2)]
    sql = sqlite3.connect(archive_file)
    assert sql.execute("SELECT article_id FROM teasers ORDER BY id").fetchall() == [(None,), (2,), (2,)]
    sql.close()


def test_decisions_are_listed_shown_and_taken_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "decisions")[0] == 1
    assert run(capsys, "merge", A, B, "--as", "story", "--by", "aida", "--note", "one visit")[0] == 0
    assert run(capsys, "split", A, B, "--as", "text", "--by", "aida")[0] == 0
    code, out = run(capsys, "decisions")
    assert code == 0 and f"{A} and {B} are one story" in out and f"{A} and {B} are not one text" in out
    assert "one visit" in out and "by aida" in out
    assert (
        "Decided by people" in run(capsys, "show", 1)[1]
        and "are one story (aida: one visit)" in run(capsys, "show", 2)[1]
    )
    assert run(capsys, "decisions", "revoke", 1, "--by", "bek")[0] == 0
    assert "are one story" not in run(capsys, "decisions")[1]
    assert "taken back" in run(capsys, "decisions", "--all")[1]
    assert run(capsys, "decisions", "revoke", 9)[0] == 3


def test_what_cannot_be_decided_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "unfold", "teaser:3")
    assert code == 3 and "no article keeps it" in out
    code, out = run(capsys, "fold", "teaser:2", A)
    assert code == 3 and "names the URL of its article" in out
    assert run(capsys, "merge", A, 1, "--as", "text")[0] == 3
    assert run(capsys, "merge", A, B)[0] == 2
    code, out = run(capsys, "merge", "teaser:1", B, "--as", "text")
    assert code == 2 and "is a teaser" in out
    assert run(capsys, "fold", 3, B)[0] == 2, "a mere number is that of an article"
    assert run(capsys, "why", "9" * 30, A)[0] == run(capsys, "why", "teaser:" + "9" * 30, A)[0] == 3
    assert run(capsys, "decisions", "revoke", "9" * 30)[0] == 2
    assert run(capsys, "decisions")[0] == 1


def test_what_is_said_twice_stands_once_and_is_taken_back_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Now: one story, #" in run(capsys, "merge", A, B, "--as", "story", "--by", "aida")[1]
    code, out = run(capsys, "merge", 2, 1, "--as", "story", "--by", "bek")
    assert code == 0 and "Decision 1 stands already, by aida" in out
    assert "Now: not one story (no story and no story)" in run(capsys, "decisions", "revoke", 1)[1]
    code, out = run(capsys, "decisions", "revoke", 1)
    assert code == 3 and "taken back already" in out


def test_the_list_says_which_decisions_do_not_count(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "merge", A, B, "--as", "text")
    assert "Now: two texts" in run(capsys, "split", A, B, "--as", "text")[1]
    told = json.loads(run(capsys, "decisions", "--json")[1])
    assert [one["is_overruled"] for one in told] == [True, False]
    assert run(capsys, "decisions")[1].count("It does not count") == 1
    code, out = run(capsys, "merge", B, A, "--as", "text")
    assert code == 0 and "Decision 3 stands:" in out and "Now: one text (person 1.00)" in out
    out = run(capsys, "decisions", "revoke", 3)[1]
    assert "Now: two texts" in out and "Decision 2 still stands" in out


def test_what_is_decided_about_promised_articles_is_told_to_wait(
    capsys: pytest.CaptureFixture[str], archive_file: Path
) -> None:
    page = "https://sary-bulak.example/news/103"
    with opened(archive_file) as archive:
        archive.save_teaser(teaser("Что обещано", url=page), hours(1))
    out = run(capsys, "merge", page, B, "--as", "story")[1]
    assert "Now: not one story" in out and "#3 was only promised so far" in out
    with opened(archive_file) as archive:
        archive.save_article(
            article(page, title="Что обещано", text="Совсем о другом."), fetch(hours(2), page)
        )
    assert run(capsys, "why", page, B, "--as", "story")[0] == 0


def test_the_number_of_an_article_that_became_part_of_another_one_leads_there(
    capsys: pytest.CaptureFixture[str], archive_file: Path
) -> None:
    with opened(archive_file) as archive:
        for url in (A, B):
            archive.save_teaser(teaser("Дороги", url=url, native_id="7"), hours(3))
    assert run(capsys, "show", 2) == run(capsys, "show", 1)
    code, out = run(capsys, "why", 1, 2)
    assert code == 3 and "both names lead to this one record" in out


def test_why_names_the_way_between_two_reports_of_one_story(
    capsys: pytest.CaptureFixture[str], archive_file: Path
) -> None:
    third = "https://sary-bulak.example/news/103"
    with opened(archive_file) as archive:
        archive.save_article(article(third, title="Погода", text="Дожди."), fetch(hours(2), third))
    run(capsys, "merge", A, B, "--as", "story")
    run(capsys, "merge", B, third, "--as", "story")
    code, out = run(capsys, "why", A, third, "--as", "story")
    assert code == 0 and "#1 - person 1 - #2 - person 1 - #3" in out
    run(capsys, "split", A, third, "--as", "story")
    code, out = run(capsys, "why", A, B, "--as", "story")
    assert code == 1 and "newer decisions about these and others say otherwise" in " ".join(out.split())


def test_the_same_words_on_another_page_did_not_promise_it_either(
    capsys: pytest.CaptureFixture[str], archive_file: Path
) -> None:
    again = teaser("Министр посетил теплицы", snippet=LEDE[:90], kind="popular", page_url=B)
    with opened(archive_file) as archive:
        archive.save_teaser(again, hours(2))
    assert run(capsys, "why", "teaser:4", A)[0] == 0
    assert run(capsys, "unfold", "teaser:1")[0] == 0
    code, out = run(capsys, "why", "teaser:4", A)
    assert code == 1 and "a person's decision" in out and "unfold" in out
    assert "Decided by people" in run(capsys, "show", "teaser:4")[1]
    with opened(archive_file) as archive:
        archive.save_teaser(
            teaser(again.title, snippet=again.snippet, kind="read_also", page_url=A), hours(3)
        )
    assert run(capsys, "why", "teaser:5", A)[0] == 1
    assert "keeps teaser:4" in run(capsys, "fold", "teaser:4", A)[1], "where a person says so, it is kept"
    assert run(capsys, "why", "teaser:5", A)[0] == 0, "the newest word on the same words counts"
    assert run(capsys, "why", "teaser:1", A)[0] == 1
    run(capsys, "decisions", "revoke", 1)
    assert [run(capsys, "why", f"teaser:{number}", A)[0] for number in (1, 4, 5)] == [0, 0, 0]


def test_show_names_each_teaser_with_its_rule(capsys: pytest.CaptureFixture[str]) -> None:
    _, out = run(capsys, "show", A)
    assert re.search(r"teaser:1 +read also +2026-03-02 +title +1.00", out)


def test_show_tells_of_one_teaser_whether_its_promise_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "show", "teaser:1")
    assert code == 0 and "Kept by #1 (title 1.00)" in out and A in out
    code, out = run(capsys, "show", "teaser:3")
    assert code == 0 and "Open:" in out
    assert json.loads(run(capsys, "show", "teaser:3", "--json")[1])["article_id"] is None
    assert run(capsys, "show", "teaser:99")[0] == 1


def test_days_are_those_of_the_newsroom(capsys: pytest.CaptureFixture[str], archive_file: Path) -> None:
    """A page says 2 March; in Bishkek that day begins at 18:00 UTC of the day before."""
    with opened(archive_file) as archive:
        told = article(A, published_at=hours(-12), published_precision="day")
        archive.save_article(told, fetch(hours(2), A))
    for words in (("show", A), ("why", A, B), ("search", "теплиц*")):
        out = run(capsys, *words)[1]
        assert "2026-03-02" in out and "2026-03-01" not in out
