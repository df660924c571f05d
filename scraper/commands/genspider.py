"""`scrapy genspider -t source NAME DOMAIN`: a new source with its saved pages and its test, green from the start."""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from string import Template
from typing import get_args
from urllib.parse import urlsplit

from scrapy.commands.genspider import Command as ScrapyGenspider
from scrapy.exceptions import UsageError

from storage.records import SourceKind
from storage.timestamps import now

FOLDERS = {"ministry": "ministries", "news": "news", "intergovernmental": "intergovernmental"}
NAME = re.compile(r"[a-z][a-z0-9_]*")
EXIT_NO, EXIT_USAGE = 1, 2


@dataclass(frozen=True, slots=True)
class NewSource:
    """What a person says of a new source."""

    name: str
    kind: str
    url: str
    """Scheme and host, without a slash at the end."""
    at: datetime

    def words(self) -> dict[str, str]:
        """Return what stands in the templates for `$name`, `$url`, ..."""
        host = urlsplit(self.url).netloc
        return {
            "name": self.name,
            "kind": self.kind,
            "url": self.url,
            "domain": host,
            "pattern": re.escape(host.removeprefix("www.")),
            "classname": "".join(part.capitalize() for part in self.name.split("_")) + "Spider",
            "saved_at": f"{self.at:%Y-%m-%dT%H:%M:%SZ}",
            "day": f"{self.at:%d.%m.%Y} 12:00",
            "year": str(self.at.year),
            "month": str(self.at.month),
            "day_number": str(self.at.day),
        }

    def files(self, root: Path) -> dict[Path, str]:
        """Return each file that is written, and the template that it is made of."""
        pages = root / "tests" / "sites" / self.name
        return {
            root / "spiders" / FOLDERS[self.kind] / f"{self.name}.py": "spiders/source.tmpl",
            pages / "manifest.toml": "source/manifest.toml.tmpl",
            pages / "listing.html": "source/listing.html.tmpl",
            pages / "article.html": "source/article.html.tmpl",
            root / "tests" / "spiders" / f"test_{self.name}.py": "source/test.py.tmpl",
        }


class Command(ScrapyGenspider):
    """Scrapy's genspider, with our template as the default."""

    def short_desc(self) -> str:
        """Return the help in a line."""
        return "Write a new source: its spider, saved pages and a test"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --kind, and make `source` the default template."""
        super().add_options(parser)
        parser.set_defaults(template="source")
        parser.add_argument(
            "--kind", choices=get_args(SourceKind), default="news", help="what the source is (default: news)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the files of a new source, or do what Scrapy does with its other templates."""
        if opts.list or opts.dump or opts.template != "source":
            super().run(args, opts)
            return
        if len(args) != 2:
            raise UsageError(
                "name the source and its domain, such as: genspider -t source akchabar akchabar.kg"
            )
        self.exitcode = self._write(args[0], args[1], opts)

    def _write(self, name: str, domain: str, opts: argparse.Namespace) -> int:
        assert self.settings is not None
        if not NAME.fullmatch(name):
            sys.stderr.write(
                f"A source's name is small letters, digits and _, a letter first; found {name!r}\n"
            )
            return EXIT_USAGE
        parts = urlsplit(domain if "//" in domain else f"https://{domain}")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            sys.stderr.write(f"{domain!r} is no domain; expected one such as akchabar.kg\n")
            return EXIT_USAGE
        templates = Path(self.settings["TEMPLATES_DIR"])
        root = templates.parent.parent
        source = NewSource(name, opts.kind, f"{parts.scheme}://{parts.netloc}", now())
        there = [file for file in source.files(root) if file.exists()]
        if (there or self._spider_exists(name)) and not opts.force:
            sys.stderr.write(f"{', '.join(map(str, there)) or name} is there already; --force replaces it\n")
            return EXIT_NO
        for file, template in source.files(root).items():
            file.parent.mkdir(parents=True, exist_ok=True)
            text = (templates / template).read_text(encoding="utf-8")
            file.write_text(Template(text).substitute(source.words()), encoding="utf-8")
            sys.stdout.write(f"{file.relative_to(root)}\n")
        sys.stdout.write(
            "\nNext: say in the spider where the listings are and how articles' URLs look, put two real pages into\n"
            f"tests/sites/{name}/, say in the test what they hold, and run: python -m pytest tests/spiders/test_{name}.py\n"
        )
        return 0
