"""`docs/commands.md`, made from the commands themselves: `python -m cli.reference` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from cli import kabarchy

DOCUMENT = Path(__file__).resolve().parent.parent / "docs/commands.md"
WIDTH = 100
HEAD = """# Commands

What `kabarchy COMMAND --help` says, of every command. Made from the code: `python -m cli.reference`.
"""


def reference() -> str:
    """Return the document."""
    return "\n".join(
        [HEAD, *(_section(path, command) for path, command in commands(kabarchy, ("kabarchy",)))]
    )


def commands(
    command: click.Command, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield a command and all below it, each with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        with click.Context(command) as context:
            for name in command.list_commands(context):
                below = command.get_command(context, name)
                assert below is not None
                yield from commands(below, (*path, name))


def _section(path: tuple[str, ...], command: click.Command) -> str:
    words = " ".join(path)
    context = click.Context(
        command,
        info_name=words,
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        help_option_names=["-h", "--help"],
    )
    return f"## `{words}`\n\n```\n{command.get_help(context).rstrip()}\n```\n"


if __name__ == "__main__":
    DOCUMENT.write_text(reference(), encoding="utf-8")
