"""One invocation of `kabarchy`: which configuration it uses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.configuration import Configuration, find_file, load

if TYPE_CHECKING:
    from spiders.base import SourceSpider


@dataclass(frozen=True)
class Invocation:
    """What every subcommand is given; the configuration is read when it is first asked for."""

    config_file: Path | None

    @classmethod
    def of(cls, config_file: str | None) -> Invocation:
        """Return the invocation for `--config`, or for the `kabarchy.toml` of the current folder."""
        return cls(Path(config_file) if config_file else find_file())

    @cached_property
    def configuration(self) -> Configuration:
        """The configuration, checked.

        Raises:
            ConfigurationError: with file, line and key.
        """
        from spiders.catalogue import spider_classes

        return load(self.config_file, spider_classes())

    def source_names(self) -> list[str]:
        """Return every source that can be crawled, sorted: those with a spider, and those of the configuration."""
        from spiders.catalogue import spider_classes

        return sorted({*spider_classes(), *self.configuration.generic})

    def spider(self, name: str) -> type[SourceSpider]:
        """Return the spider class of a source."""
        from spiders.catalogue import spider_classes
        from spiders.generic import configured_spider

        generic = self.configuration.generic.get(name)
        return configured_spider(name, generic) if generic else spider_classes()[name]


pass_invocation = click.make_pass_decorator(Invocation)
