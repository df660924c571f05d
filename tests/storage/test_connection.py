"""Opening, waiting, failing: clear errors of ours, and nothing lost."""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.connection import Connection
from storage.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveLocked,
    ArchiveReplaced,
    Refused,
    WrongVersion,
)
from storage.outlets import learn_habits
from storage.schema import VERSION
from storage.upkeep import backup, check
from tests.storage.world import BODY, article, fetch, hours, opened, teaser


def count(archive: Archive, table: str = "articles") -> int:
    return int(archive.sql.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_settings_of_the_file(tmp_path: Path) -> None:
    with Archive(tmp_path / "new" / "folder" / "a.db") as archive:
        settings = {
            name: archive.sql.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "user_version")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 1,
        "foreign_keys": 1,
        "busy_timeout": 30_000,
        "user_version": VERSION,
    }


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive(path) as archive:
        archive.sql.execute(f"PRAGMA user_version = {VERSION + 1}")
    for read_only in (True, False):
        with pytest.raises(WrongVersion, match=rf"newer Kabarchy \(schema {VERSION + 1}.*update it"):
            Archive(path, read_only=read_only)


def test_an_older_schema_names_the_command(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive(path) as archive:
        archive.sql.execute("PRAGMA user_version = 0")
    with pytest.raises(WrongVersion, match="kabarchy db migrate"):
        Archive(path)


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as sql:
        sql.execute("CREATE TABLE accounts (id)")
    with pytest.raises(WrongVersion, match="not an archive of Kabarchy"):
        Archive(other)
    assert sqlite3.connect(other).execute("SELECT name FROM sqlite_master").fetchall() == [("accounts",)]
    letter = tmp_path / "letter.db"
    letter.write_text("Dear reader, this is no database at all. " * 100)
    for read_only in (True, False):
        with pytest.raises(ArchiveDamaged, match=r"letter\.db"):
            Archive(letter, read_only=read_only)


def test_a_missing_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"nowhere.db: there is no archive here"):
        Archive(tmp_path / "nowhere.db", create=False)
    with pytest.raises(ArchiveError, match="there is no archive here"):
        Archive(tmp_path / "nowhere.db", read_only=True)
    assert not (tmp_path / "nowhere.db").exists()


def test_readers_cannot_write(tmp_path: Path) -> None:
    opened(tmp_path / "a.db").close()
    with Archive(tmp_path / "a.db", read_only=True) as reader, pytest.raises(ArchiveError, match="readonly"):
        reader.save_teaser(teaser(), hours(0))


def test_an_archive_is_read_where_nothing_may_be_written_beside_it(tmp_path: Path) -> None:
    """As on a disk for reading alone, where SQLite cannot make the index of the log; here something is in its place."""
    Archive(tmp_path / "archive.db").close()
    assert {one.name for one in tmp_path.iterdir()} == {"archive.db"}
    (tmp_path / "archive.db-shm").symlink_to(tmp_path / "elsewhere")
    with Archive(tmp_path / "archive.db", create=False, read_only=True) as archive:
        assert archive.article(1) is None
    (tmp_path / "archive.db-wal").write_bytes(b"what was written last")
    with pytest.raises(ArchiveError, match="check that the folder"):
        Archive(tmp_path / "archive.db", create=False, read_only=True)


def test_many_records_in_one_transaction_are_kept_or_lost_together(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as archive:
        with pytest.raises(KeyError), archive.transaction():
            archive.save_article(article(), fetch(hours(0)))
            raise KeyError("the caller's own trouble")
        assert count(archive) == 0 and not archive.changes_since(0)
        with archive.transaction():
            for number in range(3):
                archive.save_teaser(teaser(url=f"https://sary-bulak.example/{number}"), hours(0))
        assert count(archive) == 3


def test_a_refused_record_does_not_spoil_its_neighbours(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as archive:
        with archive.transaction():
            archive.save_article(article(), fetch(hours(0)))
            with pytest.raises(Refused, match="has no title"):
                archive.save_article(article(title=" "), fetch(hours(0)))
            with pytest.raises(Refused, match="promises nothing"):
                archive.save_teaser(teaser(title=None), hours(0))
        assert count(archive) == 1


def test_a_record_that_fails_half_way_is_not_kept_by_a_caller_who_goes_on(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as archive:
        broken = teaser(url="https://sary-bulak.example/1", kind="gossip")
        with pytest.raises(ArchiveError, match="half-way"), archive.transaction():
            archive.save_teaser(teaser(), hours(0))
            with pytest.raises(sqlite3.IntegrityError):
                archive.save_teaser(broken, hours(0))
        assert count(archive, "teasers") == 0
        archive.save_teaser(teaser(), hours(0))
        assert count(archive, "teasers") == 1


def test_an_unknown_source_is_named(tmp_path: Path) -> None:
    with (
        Archive(tmp_path / "a.db") as archive,
        pytest.raises(ArchiveError, match="'sary_bulak' is not known"),
    ):
        archive.save_teaser(teaser(), hours(0))


def hold_lock(path: str, seconds: float, locked: multiprocessing.synchronize.Event) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    locked.set()
    time.sleep(seconds)
    connection.execute("ROLLBACK")


def locking(path: Path, seconds: float) -> multiprocessing.process.BaseProcess:
    context = multiprocessing.get_context("spawn")
    locked = context.Event()
    process = context.Process(target=hold_lock, args=(str(path), seconds, locked))
    process.start()
    assert locked.wait(30)
    return process


def test_a_writer_waits_longer_than_the_busy_timeout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty seconds of busy timeout pass (here: a fifth of one) while another process writes; the record is kept."""
    monkeypatch.setattr("storage.connection.BUSY_SECONDS", 0.2)
    with opened(tmp_path / "a.db") as archive:
        process = locking(archive.path, 1.0)
        archive.save_article(article(), fetch(hours(0)))
        process.join()
        assert count(archive) == 1


def test_a_writer_gives_up_with_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.connection.BUSY_SECONDS", 0.1)
    monkeypatch.setattr("storage.connection.PATIENCE_SECONDS", 0.3)
    with opened(tmp_path / "a.db") as archive:
        process = locking(archive.path, 60)
        with pytest.raises(ArchiveLocked, match="another process keeps it locked"):
            archive.save_article(article(), fetch(hours(0)))
        process.terminate()
        process.join()
        archive.save_article(article(), fetch(hours(0)))
        assert count(archive) == 1


def test_many_may_make_one_archive_at_once(tmp_path: Path) -> None:
    beginning = threading.Barrier(8)
    failed: list[Exception] = []

    def make(path: Path) -> None:
        beginning.wait()
        try:
            Connection(path).close()
        except ArchiveError as error:
            failed.append(error)

    for attempt in range(80):
        makers = [threading.Thread(target=make, args=(tmp_path / f"{attempt}" / "a.db",)) for _ in range(8)]
        for maker in makers:
            maker.start()
        for maker in makers:
            maker.join()
    assert failed == []


def test_readers_read_while_a_writer_writes(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as archive, Archive(tmp_path / "a.db", read_only=True) as reader:
        with archive.transaction():
            archive.save_article(article(), fetch(hours(0)))
            assert count(reader) == 0
        assert count(reader) == 1


def test_two_threads_of_two_archives_do_not_lock_each_other_out(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    opened(path).close()

    def work(first: int) -> None:
        with Archive(path) as archive:
            for number in range(first, first + 50):
                url = f"https://sary-bulak.example/{number}"
                archive.save_article(article(url), fetch(hours(0), url))

    threads = [threading.Thread(target=work, args=(first,)) for first in (0, 25)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Archive(path) as archive:
        assert count(archive) == 75


FILL = """
import resource, signal, sys
from storage.archive import Archive
from storage.errors import ArchiveFull
from tests.storage.world import BODY, article, fetch, hours, opened
archive = opened(sys.argv[1])
archive.save_article(article(), fetch(hours(0)))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
kept = 1
try:
    for number in range(2000):
        url = f"https://sary-bulak.example/{number}"
        archive.save_article(article(url, text=BODY * 5), fetch(hours(0), url))
        kept += 1
except ArchiveFull as error:
    print(kept, error)
"""


def test_a_full_disk_is_told_and_nothing_before_it_is_lost(tmp_path: Path) -> None:
    """The file may not grow beyond a limit, in a child process: to SQLite this is a disk without space."""
    path = tmp_path / "a.db"
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(path)], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    kept, message = done.stdout.split(" ", 1)
    assert "free some space; nothing of this write was kept" in message
    with Archive(path) as archive:
        assert count(archive) == int(kept) > 1
        assert archive.sql.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_file_replaced_underneath_stops_the_writer(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with opened(path) as archive:
        archive.save_article(article(), fetch(hours(0)))
        shutil.copy(path, tmp_path / "copy.db")
        (tmp_path / "copy.db").replace(path)
        with pytest.raises(ArchiveReplaced, match="start the program again"):
            archive.save_article(article(text=BODY + "!"), fetch(hours(1)))
        path.unlink()
        with pytest.raises(ArchiveReplaced, match="deleted or replaced"):
            archive.save_teaser(teaser(), hours(1))


KILLED = """
import sys
from storage.archive import Archive
from tests.storage.world import article, fetch, hours
archive = Archive(sys.argv[1])
print("ready", flush=True)
for number in range(10**6):
    url = f"https://sary-bulak.example/{number}"
    archive.save_article(article(url), fetch(hours(0), url))
"""


def test_a_killed_writer_leaves_whole_records(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    opened(path).close()
    for pause in (0.05, 0.2):
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, cwd=Path.cwd()
        )
        assert child.stdout and child.stdout.readline()
        time.sleep(pause)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        with Archive(path) as archive:
            assert archive.sql.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert (
                count(archive)
                == count(archive, "revisions")
                == count(archive, "changes WHERE what = 'full'")
                == count(archive, "fetches")
            )


def test_an_older_archive_is_migrated_when_asked(tmp_path: Path) -> None:
    """An archive of the first release, as it was before habits were learned: every record stays, tables are added."""
    path = tmp_path / "a.db"
    with opened(path) as archive:
        archive.save_article(article("https://sary-bulak.example/news/1"), fetch(hours(1)))
        archive.sql.execute("DROP TABLE outlet_habits")
        archive.sql.execute("DELETE FROM _sqlite_migrations WHERE name = 'habits_of_outlets'")
        archive.sql.execute("PRAGMA user_version = 1")
    with pytest.raises(WrongVersion, match="run `kabarchy db migrate`"):
        Archive(path)
    connection = Connection(path, migrate=True)
    assert connection.migrate() == [] and connection.version() == VERSION
    connection.close()
    with Archive(path) as archive:
        assert count(archive) == 1 and count(archive, "outlet_habits") == 0
        assert learn_habits(archive, hours(30)) == 2


def test_a_copy_made_while_another_process_writes_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    opened(path).close()
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, cwd=Path.cwd()
    )
    assert child.stdout and child.stdout.readline()
    try:
        with Archive(path, read_only=True) as archive:
            while count(archive) < 50:
                time.sleep(0.01)
            backup(archive, tmp_path / "copy.db")
            assert count(archive) >= 50
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
    with Archive(tmp_path / "copy.db") as copy:
        assert list(check(copy)) == []
        assert count(copy) >= 50


def test_a_copy_is_of_one_moment_and_is_not_begun_anew_by_a_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.upkeep.PAGES_A_STEP", 10)
    with opened(tmp_path / "a.db") as writer, Archive(tmp_path / "a.db", read_only=True) as reader:
        writer.save_article(article(), fetch(hours(0)))

        def write_meanwhile(done: int, total: int) -> None:
            url = f"https://sary-bulak.example/{done}"
            writer.save_article(article(url), fetch(hours(0), url))

        backup(reader, tmp_path / "copy.db", write_meanwhile)
        assert count(writer) > 3
    with Archive(tmp_path / "copy.db") as copy:
        assert count(copy) == 1
