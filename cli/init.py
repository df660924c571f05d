"""`kabarchy init`: an annotated configuration."""

from __future__ import annotations

from pathlib import Path

import click

from cli.console import console, shown
from scraper.configuration import FILE_NAME, ConfigurationError, load
from scraper.configuration.example import example
from spiders.catalogue import spider_classes


@click.command("init")
@click.option("--contact", help="E-mail address or URL by which a site's owner can reach you.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def command(contact: str | None, force: bool) -> None:
    """Write an annotated kabarchy.toml into this folder.

    Every key stands in it with its default, what it accepts and what it means.
    """
    file = Path.cwd() / FILE_NAME
    if file.exists() and not force:
        raise click.ClickException(f"{file} is there already; --force replaces it")
    text = example([(name, cls.title) for name, cls in spider_classes().items()], contact or "")
    draft = file.with_suffix(".toml.new")
    draft.write_text(text, encoding="utf-8")
    try:
        load(draft)
    except ConfigurationError as error:
        draft.unlink()
        raise click.BadParameter(str(error), param_hint="--contact") from error
    draft.replace(file)
    console.print(f"Wrote {shown(str(file))}.")
    if not contact:
        console.print("Set [bold]contact[/bold] in it: sites should know whom to write to.")
