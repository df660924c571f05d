"""`kabarchy import`: another collection is taken in once, and what cannot be is said line by line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from cli import main
from storage.archive import Archive
from storage.bulk import BATCH
from storage.records import Source
from tests.processes import ends

ROOT = Path(__file__).parents[2]

GOOD = {
    "source": "open_kg",
    "url": "https://Open.kg/en/news/1?utm_source=x",
    "title": "A bridge was opened in Naryn",
    "text": "The bridge over the river was opened on Monday.\n\nIt took two years.",
    "language": "en",
    "published_at": "2025-05-04T10:00:00+06:00",
    "authors": '["A. Bekova"]',
    "tags": ["roads"],
    "fetched_at": "2025-05-05T00:00:00Z",
    "content_hash": "not read",
}
BAD = [
    ("no JSON", "Expecting value"),
    ("[1]", "not a JSON object"),
    (json.dumps({**GOOD, "source": "nowhere"}), "source 'nowhere' is not known"),
    (json.dumps({**GOOD, "title": ""}), "has no title"),
    (json.dumps({**GOOD, "url": "mailto:a@b.example"}), "mailto"),
    (json.dumps({**GOOD, "url": None}), "url is missing"),
    (json.dumps({**GOOD, "published_at": "2025-05-04T10:00:00"}), "published_at has no time zone"),
    (json.dumps({**GOOD, "published_at": "yesterday"}), "published_at is not ISO 8601"),
    (json.dumps({**GOOD, "authors": {"name": "A"}}), "authors is no list of texts"),
    (json.dumps({**GOOD, "text": 7}), "text is no text"),
    (json.dumps({**GOOD, "published_at": "0001-01-01T00:00:00+14:00"}), "out of range"),
    (json.dumps({**GOOD, "published_at": "9999-12-31"}), "out of range"),
    (json.dumps({**GOOD, "title": "half a letter: \ud83d"}), "surrogates not allowed"),
    ("[" * 100_000, "line"),
]


def run(capsys: pytest.CaptureFixture[str], file: Path) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["import", str(file)])
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


def test_articles_are_taken_in_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "old.jsonl"
    day = {**GOOD, "url": "https://open.kg/en/news/2", "published_at": "2025-05-04"}
    file.write_text(f"{json.dumps(GOOD)}\n\n{json.dumps(day)}\n", encoding="utf-8")
    assert run(capsys, file)[:2] == (0, "Taken in: new: 2.\n")
    assert run(capsys, file)[:2] == (0, "Taken in: unchanged: 2.\n")
    with Archive(tmp_path / "data" / "archive.db", read_only=True) as archive:
        rows = archive.sql.execute(
            "SELECT url, published_at, published_precision, authors, tags, first_seen_at, duplicate_of IS NOT NULL"
            " FROM articles ORDER BY id"
        ).fetchall()
    assert rows[0] == (
        "https://open.kg/en/news/1",
        "2025-05-04T04:00:00Z",
        "second",
        '["A. Bekova"]',
        '["roads"]',
        "2025-05-05T00:00:00Z",
        1,
    )
    assert rows[1][1:3] == ("2025-05-04T00:00:00Z", "day") and rows[1][-1] == 0


def test_bad_lines_are_refused_and_the_others_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "old.jsonl"
    file.write_text("\n".join([*(line for line, _ in BAD), json.dumps(GOOD)]), encoding="utf-8")
    code, out, err = run(capsys, file)
    assert (code, out) == (1, f"Taken in: refused: {len(BAD)}, new: 1.\n")
    for number, (_, why) in enumerate(BAD, 1):
        assert any(f"line {number}: " in line and why in line for line in err.splitlines()), (why, err)


def test_a_byte_order_mark_is_passed_over_and_bytes_that_are_no_utf8_are_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "old.jsonl"
    line = json.dumps({**GOOD, "title": "Мост в Нарыне"}, ensure_ascii=False).encode()
    file.write_bytes(b"\xef\xbb\xbf" + line.replace("Мост".encode(), "Мос".encode() + b"\xff") + b"\r\n")
    assert run(capsys, file)[:2] == (0, "Taken in: new: 1.\n")
    with Archive(tmp_path / "data" / "archive.db", read_only=True) as archive:
        assert archive.sql.execute("SELECT title FROM articles").fetchone() == ("Мос\ufffd в Нарыне",)


PLAIN = {name: GOOD[name] for name in ("source", "fetched_at")}
TOLD = {
    "ky": (
        "Нарында жаңы көпүрө ачылды",
        "Нарында жаңы көпүрө ачылды, анын узундугу үч жүз метр. Курулушка эки жыл кетти.",
    ),
    "ru": (
        "В Нарыне открыли новый мост",
        "Мост через реку открыли в понедельник. Его длина триста метров, и на работы ушло два года.",
    ),
    "en": (
        "A bridge was opened in Naryn",
        "The bridge over the river was opened on Monday. It took two years.",
    ),
    "tr": (
        "Narin'de köprü açıldı",
        "Nehrin üzerindeki köprü pazartesi günü açıldı, yapımı için iki yıl çalışıldı.",
    ),
    "fa": ("پل تازه در نارین باز شد", "پل تازه را روز دوشنبه باز کردند و کار آن دو سال طول کشید."),
}
"""One report by language."""


def test_the_text_tells_a_language_that_a_line_does_not_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "old.jsonl"
    lines: list[dict[str, object]] = [
        {**PLAIN, "url": f"https://open.kg/{number}", "title": title, "text": text}
        for number, (title, text) in enumerate(TOLD.values())
    ]
    title, text = TOLD["ky"]
    lines += [
        {**PLAIN, "url": "https://open.kg/named", "title": title, "text": text, "language": "ru"},
        {
            **PLAIN,
            "url": "https://open.kg/empty",
            "title": "24.kg",
            "text": "",
            "summary": text,
            "language": None,
        },
        {**PLAIN, "url": "https://open.kg/short", "title": "24.kg"},
    ]
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert run(capsys, file)[:2] == (0, f"Taken in: new: {len(lines)}.\n")
    with Archive(tmp_path / "data" / "archive.db", read_only=True) as archive:
        rows = archive.sql.execute(
            "SELECT language, json_extract(provenance, '$.language') FROM articles ORDER BY id"
        ).fetchall()
        by_words = archive.sql.execute("SELECT DISTINCT language FROM word_counts ORDER BY 1").fetchall()
    named = [("ru", "import"), ("ky", "text"), (None, None)]
    assert rows == [*((language, "text") for language in TOLD), *named]
    assert {"ky", "ru", "en"} <= {language for (language,) in by_words}


def test_the_languages_of_its_source_help_where_a_line_has_next_to_no_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "old.jsonl"
    with Archive(tmp_path / "data" / "archive.db") as archive:
        archive.save_source(Source("haber", "Haber", "news", "https://haber.example/", languages=("tr",)))
    file.write_text(json.dumps({"source": "haber", "url": "https://haber.example/1", "title": "2-1"}))
    assert run(capsys, file)[:2] == (0, "Taken in: new: 1.\n")
    with Archive(tmp_path / "data" / "archive.db", read_only=True) as archive:
        assert archive.sql.execute(
            "SELECT language, json_extract(provenance, '$.language') FROM articles"
        ).fetchone() == ("tr", "site_rule")


def test_what_tells_languages_is_loaded_only_when_a_line_asks() -> None:
    script = (
        "import sys; from cli.import_articles import language_of; assert 'py3langid' not in sys.modules;"
        " language_of('A bridge was opened', '', ()); assert 'py3langid' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


def helper_of(pid: int, seconds: float) -> int:
    """Return the process that prepares for the process `pid`, which begins it within so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
        time.sleep(0.05)
    raise AssertionError("no second process was begun")


@pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="the children of a process are read from /proc"
)
@pytest.mark.parametrize("blow", [signal.SIGTERM, signal.SIGKILL])
def test_an_import_that_is_killed_leaves_no_process_behind(tmp_path: Path, blow: signal.Signals) -> None:
    lines = [json.dumps({**GOOD, "url": f"https://open.kg/en/news/{number}"}) for number in range(BATCH)]
    child = subprocess.Popen(
        [sys.executable, "-m", "cli", "import", "-"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert child.stdin
    try:
        child.stdin.write("\n".join([*lines, ""]).encode())
        child.stdin.flush()
        helper = helper_of(child.pid, 30)
        child.send_signal(blow)
        child.wait()
        assert ends(helper, 30)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
