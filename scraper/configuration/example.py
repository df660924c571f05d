"""The annotated `kabarchy.toml` and the table of keys, made from the declarations."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, Field
from datetime import timedelta
from pathlib import Path
from typing import Any

from scraper.configuration.readers import Reader
from scraper.configuration.settings import (
    SECTIONS,
    Configuration,
    GenericSource,
    SourceSettings,
    keys_of,
)

HEAD = """\
# kabarchy.toml: what Kabarchy does for you. Every key may be left out; what stands behind # is the
# default or an example. Relative paths start at this file's folder.
"""


def example(sources: Sequence[tuple[str, str]], contact: str = "") -> str:
    """Return an annotated configuration file; `sources` are (name, title) of the spiders that exist."""
    parts = [HEAD, *_keys(Configuration, {"contact": json.dumps(contact)} if contact else {})]
    for name, section in SECTIONS.items():
        parts += ["", f"# {_summary(section)}", f"[{name}]", *_keys(section)]
    parts += ["", f"# {_summary(SourceSettings)}", "# One table a source; these exist:"]
    parts += [f"#   {name}: {title}" for name, title in sources]
    first = sources[0][0] if sources else "name"
    parts += [f"[sources.{first}]", *_keys(SourceSettings)]
    parts += ["", f"# {_summary(GenericSource)}", "# [generic.example_newsroom]"]
    parts += [line if line.startswith("#") else f"# {line}" for line in _keys(GenericSource)]
    return "\n".join(parts) + "\n"


def reference() -> str:
    """Return the table of every key as Markdown, for `docs/configuration.md`."""
    lines: list[str] = []
    tables: list[tuple[str, type[Any]]] = [
        ("", Configuration),
        *((f"[{name}]", cls) for name, cls in SECTIONS.items()),
    ]
    tables += [("[sources.NAME]", SourceSettings), ("[generic.NAME]", GenericSource)]
    for heading, section in tables:
        title = f"`{heading}`" if heading else "Top of the file"
        lines += [
            "",
            f"## {title}",
            "",
            _summary(section),
            "",
            "| key | accepts | default | meaning |",
            "|---|---|---|---|",
        ]
        for name, one in keys_of(section).items():
            reader: Reader = one.metadata["reader"]
            accepts = reader.expected.replace("|", "\\|")
            lines.append(f"| `{name}` | {accepts} | {_default_words(one)} | {one.metadata['doc']} |")
    return "\n".join(lines).strip() + "\n"


def _keys(section: type[Any], given: dict[str, str] | None = None) -> Iterator[str]:
    for name, one in keys_of(section).items():
        reader: Reader = one.metadata["reader"]
        yield f"# {one.metadata['doc']} Accepts {reader.expected}."
        if given and name in given:
            yield f"{name} = {given[name]}"
        else:
            yield f"# {name} = {one.metadata['example'] or to_toml(one.default)}"


def _default_words(one: Field[Any]) -> str:
    if one.default is MISSING:
        return "required"
    return "-" if one.default in (None, "", ()) else f"`{to_toml(one.default)}`"


def to_toml(value: Any) -> str:
    """Return a default as it is written in TOML."""
    if value is MISSING:
        return '"https://news.example/"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, timedelta):
        return json.dumps(_duration_words(value))
    if isinstance(value, Path):
        return json.dumps(value.as_posix())
    if isinstance(value, tuple):
        return "[" + ", ".join(to_toml(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _duration_words(value: timedelta) -> str:
    seconds = int(value.total_seconds())
    unit, size = next(
        (unit, size) for unit, size in (("d", 86400), ("h", 3600), ("m", 60), ("s", 1)) if not seconds % size
    )
    return f"{seconds // size}{unit}"


def _summary(section: type[Any]) -> str:
    return (section.__doc__ or "").strip().split("\n")[0]
