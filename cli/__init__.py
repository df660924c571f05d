"""The command `kabarchy`: every job of an operator or a journalist, one subcommand each.

Exit codes: 0 done; 1 done, and the answer is no (nothing found, something is red, a check failed);
2 wrong usage or configuration, nothing was begun; 3 it could not be done (the message says why).
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import click

from cli.exits import EXIT_FAILED, EXIT_USAGE
from cli.invocation import Invocation
from scraper.configuration import ConfigurationError
from storage.errors import ArchiveError

COMMANDS = {
    "demo": "cli.demo",
    "crawl": "cli.crawl",
    "check": "cli.check",
    "backfill": "cli.backfill",
    "reextract": "cli.reextract",
    "init": "cli.init",
    "run": "cli.run",
    "sources": "cli.sources",
    "search": "cli.search",
    "show": "cli.show",
    "why": "cli.why",
    "fold": "cli.decide:fold",
    "unfold": "cli.decide:unfold",
    "merge": "cli.decide:merge",
    "split": "cli.decide:split",
    "decisions": "cli.decisions",
    "rematch": "cli.rematch",
    "import": "cli.import_articles",
    "db": "cli.db",
    "status": "cli.status",
    "schedule": "cli.schedule",
    "runs": "cli.runs",
    "alarms": "cli.alarms",
    "doctor": "cli.doctor",
}
"""Subcommand -> the module whose `command` it is, or `module:name`. Loaded on use, so that `--help` of one costs no other."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click calls it so)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name or "command")
        return command


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done; 1 done, and the answer is no; 2 wrong usage or configuration; 3 could not be done.",
)
@click.option(
    "--config",
    "config_file",
    type=click.Path(exists=True, dir_okay=False),
    envvar="KABARCHY_CONFIG",
    help="The configuration file.  [default: kabarchy.toml in this folder, if there is one]",
)
@click.version_option(package_name="kabarchy")
@click.pass_context
def kabarchy(ctx: click.Context, config_file: str | None) -> None:
    """Watch ministries and newsrooms, and keep what they publish."""
    ctx.obj = Invocation.of(config_file)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; errors that a person can mend are told in one line, without a traceback."""
    try:
        kabarchy.main(args=arguments, prog_name="kabarchy")
    except ConfigurationError as error:
        click.echo(f"Configuration error: {error}", err=True)
        sys.exit(EXIT_USAGE)
    except ArchiveError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(EXIT_FAILED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
