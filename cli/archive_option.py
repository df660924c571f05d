"""Which archive a subcommand works on: `--archive FILE`, or the one that the configuration names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from cli.invocation import Invocation
from storage.archive import Archive

archive_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--archive",
    "archive_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The archive.  [default: what the configuration says]",
)


def archive_path(invocation: Invocation, archive_file: Path | None) -> Path:
    """Return the path of the archive to work on."""
    return archive_file or invocation.configuration.archive


def open_archive(
    invocation: Invocation, archive_file: Path | None, *, read_only: bool = True, migrate: bool = False
) -> Archive:
    """Open the archive to work on, which must be there.

    Raises:
        ArchiveError: it is not there, or cannot be opened.
    """
    path = archive_path(invocation, archive_file)
    return Archive(path, create=False, read_only=read_only, migrate=migrate)
