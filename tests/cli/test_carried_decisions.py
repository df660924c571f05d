"""`kabarchy decisions export` and `import`: what people decided outlives the archive."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from storage.archive import Archive
from tests.storage.world import BODY, LEDE, article, fetch, hours, opened, teaser

ROOT = Path(__file__).parents[2]
A = "https://sary-bulak.example/news/101"
B = "https://sary-bulak.example/news/102"
ALIAS = "https://sary-bulak.example/?p=102"
PROMISE = teaser("Министр посетил теплицы", snippet=LEDE[:90], kind="read_also")
OTHER_PROMISE = teaser("Совсем другие слова", kind="read_also")
GOOD = {
    "verb": "merge",
    "what": "story",
    "record": A,
    "other": B,
    "decided_by": "aida",
    "decided_at": "2026-03-02T09:00:00Z",
}


def kabarchy(folder: Path, *arguments: object, stdin: str | None = None) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "cli", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "KABARCHY_USER": "aida", "COLUMNS": "200"},
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def save(archive: Archive, what: str) -> None:
    if what == "a":
        archive.save_article(article(A, native_id="101"), fetch(hours(1), A))
    elif what == "b":
        roads = article(B, title="Дороги отремонтируют", text=BODY[::-1])
        archive.save_article(roads, fetch(hours(1), ALIAS))
    elif what == "promise":
        archive.save_teaser(PROMISE, hours(2))
    elif what == "other promise":
        archive.save_teaser(OTHER_PROMISE, hours(2))
    else:
        url = f"https://sary-bulak.example/news/{what}"
        archive.save_article(article(url, title=what, text=f"{what} о своём."), fetch(hours(1), url))


def held(path: Path) -> list[tuple[Any, ...]]:
    """Return what is held, in words that say the same in each archive."""
    with Archive(path, read_only=True) as archive:
        folds = archive.sql.execute(
            "SELECT t.title, a.url, t.matched_by FROM teasers t LEFT JOIN articles a ON a.id = t.article_id"
            " WHERE t.url IS NULL ORDER BY 1"
        ).fetchall()
        told = archive.sql.execute(
            "SELECT a.url, o.url, a.story_id IS o.story_id AND a.story_id IS NOT NULL,"
            " EXISTS (SELECT 1 FROM duplicates d WHERE d.article_id IN (a.id, o.id) AND d.other_id IN (a.id, o.id))"
            " FROM articles a JOIN articles o ON a.url < o.url WHERE a.url IN (?1, ?2) AND o.url IN (?1, ?2)",
            (A, B),
        ).fetchall()
    return folds + told


def told(folder: Path, *arguments: object) -> list[dict[str, Any]]:
    found = json.loads(kabarchy(folder, "decisions", "--all", "--json", *arguments)[1])
    return [{name: one[name] for name in one if name not in ("id", "record_id", "other_id")} for one in found]


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with `old.db`, in which people have decided, and `decisions.jsonl`, its export."""
    made = tmp_path_factory.mktemp("decided")
    with opened(made / "old.db") as archive:
        for what in ("a", "b", "promise", "other promise"):
            save(archive, what)
    option = ("--archive", made / "old.db")
    for words in (
        ("unfold", "teaser:1", "--note", "other greenhouses"),
        ("fold", "teaser:2", ALIAS),
        ("merge", A, B, "--as", "story"),
        ("merge", A, B, "--as", "text"),
        ("decisions", "revoke", 4),
    ):
        assert kabarchy(made, *words, *option)[0] == 0
    code, out = kabarchy(made, "decisions", "export", "decisions.jsonl", *option)
    assert code == 0 and "4 decisions were written to decisions.jsonl" in out
    return made


@pytest.fixture
def folder(tmp_path: Path, decided: Path) -> Path:
    """Return a copy of that folder: six commands are run to make it."""
    copytree(decided, tmp_path, dirs_exist_ok=True)
    return tmp_path


ORDER = ("other promise", "b", "900", "promise", "901", "a")


@pytest.mark.parametrize("before", range(len(ORDER) + 1))
def test_an_archive_made_anew_holds_what_was_decided_whenever_the_records_come(
    folder: Path, before: int
) -> None:
    """Ids differ, as other records come between; some come before the decisions, and others after them."""
    new = folder / "new.db"
    with opened(new) as archive:
        for what in ORDER[:before]:
            save(archive, what)
    code, out = kabarchy(folder, "decisions", "import", "decisions.jsonl", "--archive", new)
    assert code == 0 and "Decisions: 4 new, 0 taken back, 0 known already." in out
    assert ("wait for records" in out) == (before < len(ORDER))
    assert ("It waits for" in kabarchy(folder, "decisions", "--archive", new)[1]) == (before < len(ORDER))
    with Archive(new) as archive:
        for what in ORDER[before:]:
            save(archive, what)
    assert held(new) == held(folder / "old.db")
    assert ("Совсем другие слова", B, "person") in held(new) and (A, B, 1, 0) in held(new)
    assert told(folder, "--archive", new) == told(folder, "--archive", folder / "old.db")
    changes = len(json.loads(kabarchy(folder, "decisions", "--all", "--json", "--archive", new)[1]))
    code, out = kabarchy(folder, "decisions", "import", "decisions.jsonl", "--archive", new)
    assert code == 0 and "Decisions: 0 new, 0 taken back, 4 known already." in out
    assert len(told(folder, "--archive", new)) == changes == 4


def test_articles_that_are_imported_afterwards_are_matched_as_decided(folder: Path) -> None:
    """The way of an archive that is lost: its articles come from an export, many at once, by their own URLs alone."""
    with Archive(folder / "old.db", read_only=True) as archive:
        cursor = archive.sql.execute("SELECT * FROM v1_articles")
        names = [column[0] for column in cursor.description]
        lines = [json.dumps(dict(zip(names, row, strict=True))) for row in cursor]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with opened(folder / "new.db") as archive:
        save(archive, "other promise")
    option = ("--archive", "new.db")
    assert kabarchy(folder, "decisions", "import", "decisions.jsonl", *option)[0] == 0
    assert kabarchy(folder, "import", "articles.jsonl", *option)[0] == 0
    assert [row for row in held(folder / "old.db") if row[0] != PROMISE.title] == held(folder / "new.db")


def test_what_was_taken_back_in_either_archive_stays_so(folder: Path) -> None:
    new = folder / "new.db"
    with opened(new) as archive:
        for what in ("b", "a", "promise", "other promise"):
            save(archive, what)
    assert kabarchy(folder, "decisions", "import", "decisions.jsonl", "--archive", new)[0] == 0
    assert kabarchy(folder, "decisions", "revoke", 2, "--archive", new)[0] == 0
    kabarchy(folder, "decisions", "revoke", 3, "--archive", "old.db", "--by", "bek")
    kabarchy(folder, "decisions", "export", "later.jsonl", "--archive", "old.db")
    out = kabarchy(folder, "decisions", "import", "later.jsonl", "--archive", new)[1]
    assert "Decisions: 0 new, 1 taken back, 3 known already." in out
    stands = {one["verb"] + one["what"]: one["revoked_by"] for one in told(folder, "--archive", new)}
    assert stands == {"unfoldteaser": None, "foldteaser": "aida", "mergestory": "bek", "mergetext": "aida"}
    assert (A, B, 0, 0) in held(new)


def test_the_newest_word_counts_whenever_it_was_carried_over(folder: Path) -> None:
    new = folder / "new.db"
    with opened(new) as archive:
        for what in ("a", "b"):
            save(archive, what)
    assert kabarchy(folder, "split", A, B, "--as", "story", "--archive", new)[0] == 0
    older = json.dumps(GOOD)
    assert kabarchy(folder, "decisions", "import", "-", "--archive", new, stdin=older)[0] == 0
    assert (A, B, 0, 0) in held(new)
    assert [one["is_overruled"] for one in told(folder, "--archive", new)] == [True, False]


def test_the_same_words_on_another_page_are_unfolded_when_the_teaser_comes(folder: Path) -> None:
    new = folder / "new.db"
    elsewhere = teaser(PROMISE.title, snippet=PROMISE.snippet, kind="popular", page_url=B)
    with opened(new) as archive:
        save(archive, "a")
        archive.save_teaser(elsewhere, hours(1))
        assert archive.sql.execute("SELECT article_id FROM teasers").fetchall() == [(1,)]
    assert kabarchy(folder, "decisions", "import", "decisions.jsonl", "--archive", new)[0] == 0
    with Archive(new) as archive:
        save(archive, "promise")
        assert archive.sql.execute("SELECT article_id FROM teasers").fetchall() == [(None,), (None,)]


def test_an_article_that_gets_the_decided_url_later_is_matched_then(folder: Path) -> None:
    new = folder / "new.db"
    with opened(new) as archive:
        save(archive, "a")
        save(archive, "103")
    said = json.dumps({**GOOD, "other": "https://sary-bulak.example/moved"})
    assert kabarchy(folder, "decisions", "import", "-", "--archive", new, stdin=said)[0] == 0
    with Archive(new) as archive:
        url = "https://sary-bulak.example/news/103"
        page = article(url, title="103", text="103 о своём.")
        archive.save_article(page, fetch(hours(2), "https://sary-bulak.example/moved"))
        assert len({row["story_id"] for row in (archive.article(A), archive.article(url)) if row}) == 1
        assert archive.article(A)["story_id"]  # type: ignore[index]


WRONG = [
    ("no JSON", "Expecting value"),
    ("[1]", "not a JSON object"),
    (json.dumps({**GOOD, "verb": "fold"}), "verb is 'fold'"),
    (json.dumps({**GOOD, "what": ["story"]}), "what is ['story']"),
    (json.dumps({**GOOD, "other": "nonsense"}), "other: "),
    (json.dumps({**GOOD, "other": f"{A}#top"}), "one and the same article"),
    (json.dumps({**GOOD, "decided_at": "yesterday"}), "YYYY-MM-DDTHH:MM:SSZ was expected"),
    (json.dumps({**GOOD, "decided_at": "2126-03-02T09:00:00Z"}), "in the future"),
    (json.dumps({**GOOD, "revoked_at": 7}), "revoked_at is no text"),
    (json.dumps({**GOOD, "note": {"a": 1}}), "note is no text"),
    (json.dumps({**GOOD, "record_urls": "x"}), "record_urls is no list of texts"),
    (json.dumps({**GOOD, "what": "teaser", "verb": "fold"}), "the key of a teaser was expected"),
    (json.dumps({**GOOD, "decided_by": "\ud83d"}), "surrogates not allowed"),
    ("[" * 100_000, "line"),
]


def test_wrong_lines_are_named_and_nothing_is_kept(folder: Path) -> None:
    lines = [json.dumps(GOOD), "", *(line for line, _ in WRONG), json.dumps(GOOD)]
    (folder / "wrong.jsonl").write_bytes("\n".join(lines).encode() + b"\n\xff\xfe\n")
    opened(folder / "new.db").close()
    code, out = kabarchy(folder, "decisions", "import", "wrong.jsonl", "--archive", "new.db")
    assert code == 3 and "no decision was kept" in out and "Traceback" not in out
    for number, (_, why) in enumerate(WRONG, 3):
        assert any(f"wrong.jsonl, line {number}: " in line and why in line for line in out.splitlines()), why
    assert f"line {len(lines) + 1}: 'utf-8' codec" in out
    assert kabarchy(folder, "decisions", "--archive", "new.db")[0] == 1
    assert kabarchy(folder, "decisions", "import", "none.jsonl", "--archive", "new.db")[0] == 2


def test_an_export_is_replaced_only_by_a_whole_one(folder: Path) -> None:
    before = (folder / "decisions.jsonl").read_text(encoding="utf-8")
    assert kabarchy(folder, "decisions", "export", "decisions.jsonl", "--archive", "none.db")[0] == 3
    assert kabarchy(folder, "decisions", "export", "no/folder.jsonl", "--archive", "old.db")[0] == 3
    assert (folder / "decisions.jsonl").read_text(encoding="utf-8") == before
    assert kabarchy(folder, "decisions", "export", "-", "--archive", "old.db") == (0, before)
    first = json.loads(before.splitlines()[0])
    assert first["teaser"]["title"] == PROMISE.title and first["note"] == "other greenhouses"
    assert json.loads(before.splitlines()[1])["other_urls"] == [B, ALIAS]


ADOPT = """
import sys
from pathlib import Path
from storage.archive import Archive
from storage.decision_lines import adopt, read_lines
from storage.timestamps import now
with Archive(sys.argv[1]) as archive, open(sys.argv[2], "rb") as file:
    adopt(archive, read_lines("f", file), now(), lambda *_: (print("one", flush=True), sys.stdin.readline()))
"""


def test_what_a_killed_import_did_not_come_to_the_next_one_does(folder: Path) -> None:
    new = folder / "new.db"
    with opened(new) as archive:
        for what in ("a", "b", "promise", "other promise"):
            save(archive, what)
    child = subprocess.Popen(
        [sys.executable, "-c", ADOPT, str(new), str(folder / "decisions.jsonl")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout and child.stdout.readline() == "one\n"
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    assert len(told(folder, "--archive", new)) == 4 and held(new) != held(folder / "old.db")
    assert (
        "4 known already" in kabarchy(folder, "decisions", "import", "decisions.jsonl", "--archive", new)[1]
    )
    assert held(new) == held(folder / "old.db")
