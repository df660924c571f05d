"""What of this machine, this configuration and this archive would make crawls fail, and how to mend it."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import sys
import tempfile
import zoneinfo
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from desk.roster import roster
from scraper.configuration import Configuration
from storage.archive import Archive
from storage.errors import ArchiveError
from storage.leases import leases
from storage.timestamps import from_text, now
from storage.upkeep import check

Verdict = Literal["well", "doubtful", "wrong"]

OLDEST_PYTHON = (3, 11)
OLDEST_SQLITE = (3, 35, 0)
"""RETURNING and DROP COLUMN came with it (https://www.sqlite.org/releaselog/3_35_0.html)."""
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock of a machine that runs this program can be earlier."""
SPACE_NEEDED, SPACE_WISHED = 1 << 30, 5 << 30
"""Bytes of free disk space: less than the first is wrong, less than the second doubtful."""
HOSTS_TRIED = 3


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at. `remedy` says how to mend it, where it is not well."""

    subject: str
    verdict: Verdict
    seen: str
    remedy: str = ""


def diagnose(configuration: Configuration) -> Iterator[Diagnosis]:
    """Look at everything, one thing after the other; nothing is changed."""
    yield _python()
    yield _sqlite()
    yield _clock(configuration.archive)
    watched = roster(configuration)
    yield _time_zones({one.zone.key for one in watched.values()})
    folders = {
        "archive folder": configuration.archive.parent,
        "capture folder": configuration.capture_folder,
        "log folder": configuration.log_folder,
    }
    for subject, folder in folders.items():
        yield _writable(subject, folder)
    yield _disk(configuration.archive.parent)
    yield _contact(configuration)
    yield _sources(configuration, len(watched))
    yield _names([one.host for one in watched.values()])
    yield from _archive(configuration.archive)


def _python() -> Diagnosis:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return Diagnosis("Python", "wrong", version, "install Python 3.11 or newer, then make clean run")
    return Diagnosis("Python", "well", version)


def _sqlite() -> Diagnosis:
    """Try what the archive needs of SQLite: versions are often built without parts."""
    version = sqlite3.sqlite_version
    needs = {
        "FTS5": "CREATE VIRTUAL TABLE words USING fts5 (text, tokenize='unicode61 remove_diacritics 2')",
        "JSON": "SELECT json_set('{}', '$.a', 1), (SELECT count(*) FROM json_each('[1]'))",
        "RETURNING": "INSERT INTO one VALUES (1) RETURNING x",
        "window functions": "SELECT lead(x) OVER (ORDER BY x) FROM one",
    }
    missing = []
    sql = sqlite3.connect(":memory:")
    try:
        sql.execute("CREATE TABLE one (x)")
        for name, statement in needs.items():
            try:
                sql.execute(statement).fetchall()
            except sqlite3.Error:
                missing.append(name)
    finally:
        sql.close()
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        missing.append("version 3.35")
    if missing:
        remedy = "use a Python whose SQLite has them: that of a newer system, or from python.org"
        return Diagnosis("SQLite", "wrong", f"{version}, without {', '.join(missing)}", remedy)
    return Diagnosis("SQLite", "well", f"{version} with {', '.join(needs)}")


def _clock(archive: Path) -> Diagnosis:
    """Hold the clock against the archive, which was last written in the past."""
    at = now()
    remedy = "set the clock, and let it be kept (timedatectl set-ntp true)"
    if at < WRITTEN:
        return Diagnosis(
            "clock", "wrong", f"{at:%Y-%m-%d %H:%M} UTC is before this program was written", remedy
        )
    newest = _newest_run(archive)
    if newest and newest > at + timedelta(minutes=5):
        return Diagnosis(
            "clock",
            "wrong",
            f"{at:%Y-%m-%d %H:%M} UTC; the archive has a run of {newest:%Y-%m-%d %H:%M}",
            remedy,
        )
    return Diagnosis("clock", "well", f"{at:%Y-%m-%d %H:%M} UTC")


def _newest_run(path: Path) -> datetime | None:
    try:
        with Archive(path, create=False, read_only=True) as archive:
            (newest,) = archive.sql.execute("SELECT max(started_at) FROM runs").fetchone()
    except ArchiveError:
        return None
    return from_text(newest) if newest else None


def _time_zones(wanted: set[str]) -> Diagnosis:
    missing = sorted(wanted - zoneinfo.available_timezones())
    if missing:
        return Diagnosis("time zones", "wrong", f"not known here: {', '.join(missing)}", "pip install tzdata")
    return Diagnosis("time zones", "well", f"{len(wanted)} in use, all known")


def _writable(subject: str, folder: Path) -> Diagnosis:
    """Write a file where there is a folder already; else see whether it could be made."""
    there = _nearest(folder)
    try:
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(b"written")
    except OSError as error:
        remedy = (
            f"let this user (uid {os.getuid()}) write there: chown, or another folder in the configuration"
        )
        return Diagnosis(subject, "wrong", f"{there}: {error.strerror}", remedy)
    return Diagnosis(subject, "well", f"{folder}{'' if folder.exists() else ' (is made when it is needed)'}")


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest around it that is there."""
    return next(one for one in (folder, *folder.parents) if one.exists())


def _disk(folder: Path) -> Diagnosis:
    there = _nearest(folder)
    free = shutil.disk_usage(there).free
    seen = f"{free / 2**30:.1f} GiB free at {there}"
    remedy = "make room: kabarchy db retire --help, kabarchy db vacuum, or move the archive"
    if free < SPACE_NEEDED:
        return Diagnosis("disk space", "wrong", seen, remedy)
    return Diagnosis("disk space", "doubtful" if free < SPACE_WISHED else "well", seen, remedy)


def _contact(configuration: Configuration) -> Diagnosis:
    if configuration.contact:
        return Diagnosis("contact", "well", configuration.contact)
    remedy = 'kabarchy init --contact you@newsroom.example, or contact = "..." in kabarchy.toml'
    return Diagnosis("contact", "wrong", "not set: sites cannot reach you, and may block you", remedy)


def _sources(configuration: Configuration, watched: int) -> Diagnosis:
    named = str(configuration.file) if configuration.file else "no kabarchy.toml: the defaults"
    if not watched:
        return Diagnosis("configuration", "wrong", f"{named}; no source is enabled", "kabarchy sources")
    return Diagnosis("configuration", "well", f"{named}; {watched} sources are enabled")


def _names(hosts: Sequence[str], resolve: Callable[[str, int], object] = socket.getaddrinfo) -> Diagnosis:
    """Resolve the names of some sources; one alone may be down."""
    tried = [urlsplit(f"//{host}").hostname or host for host in hosts[:HOSTS_TRIED]]
    failed = []
    for host in tried:
        try:
            resolve(host, 443)
        except OSError as error:
            failed.append(f"{host} ({error.strerror or error})")
    if failed:
        remedy = "see whether the machine has a network and a name server (/etc/resolv.conf)"
        all_of_them = len(failed) == len(tried)
        return Diagnosis(
            "name resolution",
            "wrong" if all_of_them else "doubtful",
            f"not found: {', '.join(failed)}",
            remedy,
        )
    return Diagnosis("name resolution", "well", f"{', '.join(tried)} found")


def _archive(path: Path) -> Iterator[Diagnosis]:
    if not path.exists():
        yield Diagnosis("archive", "well", f"{path} is made by the first crawl")
        return
    try:
        with Archive(path, create=False, read_only=True) as archive:
            findings = [f"{one.check}: {one.what}" for one in check(archive)]
            dead = [one for one in leases(archive.connection) if not one.is_live(now())]
    except ArchiveError as error:
        yield Diagnosis("archive", "wrong", str(error), "restore a copy that `kabarchy db backup` made")
        return
    if findings:
        remedy = "kabarchy db check --mend, else restore a copy that `kabarchy db backup` made"
        yield Diagnosis("archive", "wrong", "; ".join(findings), remedy)
    else:
        yield Diagnosis("archive", "well", f"{path}, {path.stat().st_size / 1e6:.1f} MB, passes its check")
    if dead:
        names = ", ".join(f"{one.source} (process {one.process.pid})" for one in dead)
        yield Diagnosis(
            "leases",
            "doubtful",
            f"left by processes that are gone: {names}",
            "nothing to do: the next crawl takes them over, and `kabarchy run` clears them",
        )
    else:
        yield Diagnosis("leases", "well", "none is left by a dead process")
