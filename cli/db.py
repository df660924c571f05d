"""`kabarchy db`: the health of the archive's file."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import click
from rich.progress import Progress

from cli.archive_option import archive_option, archive_path, open_archive
from cli.console import console, errors, shown
from cli.invocation import Invocation, pass_invocation
from desk.retention import MIB, retention_of
from storage.connection import Connection
from storage.retention import retire, to_retire
from storage.schema import VERSION
from storage.timestamps import now
from storage.upkeep import INVARIANTS, check, rebuild_full_text, vacuum
from storage.upkeep import backup as copy_archive

EXIT_NO = 1
FULL_TEXT_CHECK = "the full-text index"


@click.group("db")
def command() -> None:
    """Migrate, check, copy and compact the archive; retire old captures."""


@command.command()
@archive_option
@pass_invocation
def migrate(invocation: Invocation, archive_file: Path | None) -> None:
    """Bring an archive of an older version up to date; make it where there is none.

    Stop the scheduler first, and keep a copy (`kabarchy db backup`).
    """
    path = archive_path(invocation, archive_file)
    existed = path.exists()
    connection = Connection(path, migrate=True)
    connection.close()
    state = "is up to date" if existed else "was made"
    console.print(f"{shown(str(path))} {state}: schema {VERSION}.", soft_wrap=True)


@command.command("check")
@click.option("--mend", is_flag=True, help="Build the full-text index anew where it is wrong.")
@archive_option
@pass_invocation
def check_command(invocation: Invocation, archive_file: Path | None, mend: bool) -> None:
    """Check that the file is undamaged and that its rows agree with each other.

    Exit code 1: something is wrong.
    """
    with open_archive(invocation, archive_file, read_only=False) as archive:
        findings = list(check(archive))
        if mend and any(finding.check.startswith(FULL_TEXT_CHECK) for finding in findings):
            rebuild_full_text(archive)
            console.print("Built the full-text index anew.")
            findings = list(check(archive))
        for finding in findings:
            errors.print(f"[red]Not so:[/red] {shown(finding.check)}: {shown(finding.what)}", soft_wrap=True)
        if findings:
            raise SystemExit(EXIT_NO)
        console.print(f"{shown(str(archive.path))}: all well ({len(INVARIANTS) + 3} checks).", soft_wrap=True)


@command.command("backup")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@archive_option
@pass_invocation
def backup_command(invocation: Invocation, archive_file: Path | None, target: Path) -> None:
    """Copy the archive to FILE while it is in use.

    FILE is one plain SQLite file, as the archive was at one moment. It must not exist yet.
    """
    with (
        open_archive(invocation, archive_file) as archive,
        Progress(console=errors, transient=True) as progress,
    ):
        task = progress.add_task("Copying")
        size = copy_archive(
            archive, target, lambda done, total: progress.update(task, completed=done, total=total)
        )
    console.print(f"Copied to {shown(str(target))}: {size / 1e6:.1f} MB.", soft_wrap=True)


@command.command("vacuum")
@archive_option
@pass_invocation
def vacuum_command(invocation: Invocation, archive_file: Path | None) -> None:
    """Give unused space back to the disk.

    Needs as much free space as the archive takes, and stops writers meanwhile.
    """
    with open_archive(invocation, archive_file, read_only=False) as archive:
        before, after = vacuum(archive)
    console.print(f"{before / 1e6:.1f} MB before, {after / 1e6:.1f} MB now.")


@command.command("retire")
@click.option(
    "--max-age", type=click.IntRange(min=1), metavar="DAYS", help="Delete captures older than this."
)
@click.option(
    "--max-size", type=click.IntRange(min=0), metavar="MIB", help="Delete the oldest captures over this size."
)
@click.option("--dry-run", is_flag=True, help="Only say what would be deleted.")
@archive_option
@pass_invocation
def retire_command(
    invocation: Invocation,
    archive_file: Path | None,
    max_age: int | None,
    max_size: int | None,
    dry_run: bool,
) -> None:
    """Delete raw captures (WARC) by age and size.

    The scheduler does it by itself, as [captures] of the configuration says; options win over it. What was
    read stays in the archive, and `kabarchy show` says that its capture was retired. Captures of articles
    that are gone from their site are kept, as they are the only proof; so are those of the last day.
    """
    configuration = invocation.configuration
    retention = retention_of(configuration)
    if max_age is not None:
        retention = replace(retention, max_age=timedelta(days=max_age))
    if max_size is not None:
        retention = replace(retention, max_size=max_size * MIB)
    if retention.is_for_ever:
        raise click.UsageError("nothing is set: give --max-age or --max-size, or set them under [captures]")
    folder = configuration.capture_folder
    with open_archive(invocation, archive_file, read_only=False) as archive:
        do = to_retire if dry_run else retire
        found = do(archive, folder, retention, now())
    for one in found:
        console.print(
            f"{shown(one.name)}  {one.size / 1e6:.1f} MB  {one.written_at:%Y-%m-%d}", soft_wrap=True
        )
    verb = "would be deleted" if dry_run else "were deleted"
    console.print(f"{len(found)} captures {verb}: {sum(one.size for one in found) / 1e6:.1f} MB.")
