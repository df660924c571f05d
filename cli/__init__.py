"""The command `kabarchy`: every job of an operator or a journalist, one subcommand each.

Exit codes: 0 done; 1 done, and the answer is no (nothing found, something is red, a check failed);
2 wrong usage or configuration, nothing was begun; 3 it could not be done (the message says why).
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import click

from cli.exits import EXIT_FAILED, EXIT_USAGE
from cli.invocation import Invocation
from scraper.configuration import ConfigurationError
from storage.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is, and what it does in a line that fits a screen of 80 columns."""

    module: str
    """The module whose `command` it is, or `module:name`."""
    summary: str


SECTIONS: dict[str, dict[str, Entry]] = {
    "Begin": {
        "demo": Entry("cli.demo", "Crawl a bundled capture of six sites, without the internet."),
        "init": Entry("cli.init", "Write an annotated kabarchy.toml into this folder."),
        "doctor": Entry("cli.doctor", "Look at all that Kabarchy needs, and say what is amiss."),
    },
    "Crawl": {
        "sources": Entry("cli.sources", "List every source that can be crawled."),
        "check": Entry("cli.check", "Say what is made of a source or a page; keep nothing."),
        "crawl": Entry("cli.crawl", "Crawl sources now, one after the other."),
        "backfill": Entry("cli.backfill", "Walk the archives of a source back to a day."),
        "run": Entry("cli.run", "Crawl every source in its own rhythm, until Ctrl-C."),
    },
    "Watch": {
        "status": Entry("cli.status", "Show how each source does, held against its own usual."),
        "alarms": Entry("cli.alarms", "Show what is wrong, where, and since when."),
        "runs": Entry("cli.runs", "Show the last crawls, and the problems of the newest."),
        "schedule": Entry("cli.schedule", "Show when each source is crawled next, and why then."),
    },
    "Read": {
        "search": Entry("cli.search", "Find articles that hold all the words, best first."),
        "show": Entry("cli.show", "Show an article, its versions, copies, story and teasers."),
        "why": Entry("cli.why", "Explain why two records are, or are not, the same."),
    },
    "Decide": {
        "fold": Entry("cli.decide:fold", "Say which article a teaser promised."),
        "unfold": Entry("cli.decide:unfold", "Say that a teaser did not promise an article."),
        "merge": Entry("cli.decide:merge", "Say that two articles are one text, or one event."),
        "split": Entry("cli.decide:split", "Say that two articles are not one text, or one event."),
        "decisions": Entry("cli.decisions", "List what people decided, or take it back."),
    },
    "Keep": {
        "db": Entry("cli.db", "Migrate, check, copy and compact the archive."),
        "import": Entry("cli.import_articles", "Take in articles from a file of JSON lines."),
        "reextract": Entry("cli.reextract", "Read every captured page again by today's rules."),
        "rematch": Entry("cli.rematch", "Match all records again by today's rules."),
    },
}
"""What the user wants -> the commands for it. A command is imported when it is used: all of them take more
than a second, and neither `kabarchy --help` nor any one of them needs the others."""

COMMANDS = {name: entry for section in SECTIONS.values() for name, entry in section.items()}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click calls it so)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].module.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name or "command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        widest = max(len(name) for name in COMMANDS)
        for title, section in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(widest), entry.summary) for name, entry in section.items()])


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
