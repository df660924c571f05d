"""Reading `kabarchy.toml`: what is wrong in it is told with file, line, key and what was expected."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import MISSING, replace
from pathlib import Path
from typing import Any, TypeVar

from scraper.configuration.readers import Reader
from scraper.configuration.settings import NAMED_SECTIONS, SECTIONS, SOURCE_NAME, Configuration, keys_of

T = TypeVar("T")
KeyPath = tuple[str, ...]

FILE_NAME = "kabarchy.toml"


class ConfigurationError(Exception):
    """The configuration cannot be used: names the file, the line, the key and what was expected."""

    def __init__(self, file: Path, message: str, key: str = "", line: int | None = None) -> None:
        place = f"{file}, line {line}" if line else f"{file}"
        super().__init__(f"{place}: {f'{key}: ' if key else ''}{message}")
        self.file, self.key, self.line = file, key, line


def find_file(start: Path | None = None) -> Path | None:
    """Return the `kabarchy.toml` of `start` (default: the current folder), or None where there is none."""
    file = (start or Path.cwd()) / FILE_NAME
    return file if file.is_file() else None


def load(file: Path | None = None, known_sources: Collection[str] | None = None) -> Configuration:
    """Return the configuration in `file`, or the defaults when `file` is None.

    `known_sources` are the names that `[sources.NAME]` may use (None: any name).

    Raises:
        ConfigurationError: the file cannot be read, is no TOML, or holds a key or value that is not accepted.
    """
    if file is None:
        return _rooted(Configuration(), Path.cwd())
    try:
        text = file.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise ConfigurationError(file, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(file, "is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ConfigurationError(
            file, f"is no valid TOML: {error}", line=int(line[1]) if line else None
        ) from error
    return _rooted(_Loader(file, text, known_sources).configuration(data), file.resolve().parent)


def _rooted(configuration: Configuration, folder: Path) -> Configuration:
    """Make relative paths absolute, from the folder of the file."""
    log, captures = configuration.log, configuration.captures
    return replace(
        configuration,
        archive=folder / configuration.archive,
        log=replace(log, folder=folder / log.folder if log.folder else None),
        captures=replace(captures, folder=folder / captures.folder if captures.folder else None),
    )


class _Loader:
    """One reading of one file."""

    def __init__(self, file: Path, text: str, known_sources: Collection[str] | None) -> None:
        self.file = file
        self.lines = dict(key_lines(text))
        self.known_sources = known_sources

    def configuration(self, data: Mapping[str, Any]) -> Configuration:
        sections: dict[str, Any] = {}
        own = {name: value for name, value in data.items() if name not in {*SECTIONS, *NAMED_SECTIONS}}
        names = [*keys_of(Configuration), *SECTIONS, *NAMED_SECTIONS]
        for name, cls in SECTIONS.items():
            if name in data:
                sections[name] = self.section((name,), cls, data[name])
        for name, cls in NAMED_SECTIONS.items():
            if name in data:
                sections[name] = self.named_sections(name, cls, data[name])
        return Configuration(**self.values((), Configuration, own, names), **sections, file=self.file)

    def named_sections(self, name: str, cls: type[T], tables: Any) -> dict[str, T]:
        if not isinstance(tables, dict):
            raise self.error((name,), f"expected tables such as [{name}.open_kg]")
        for source in tables:
            if not SOURCE_NAME.fullmatch(source):
                raise self.error(
                    (name, source), "a source's name is small letters, digits and _, a letter first"
                )
            if name == "sources" and self.known_sources is not None and source not in self.known_sources:
                raise self.error(
                    (name, source),
                    f"there is no spider of this name{did_you_mean(source, self.known_sources)}; "
                    f"a site without a spider goes under [generic.{source}]",
                )
            if name == "generic" and self.known_sources is not None and source in self.known_sources:
                raise self.error((name, source), f"a spider has this name already; use [sources.{source}]")
        return {source: self.section((name, source), cls, table) for source, table in tables.items()}

    def section(self, path: KeyPath, cls: type[T], table: Any) -> T:
        if not isinstance(table, dict):
            raise self.error(path, f"expected a table, [{'.'.join(path)}]")
        values = self.values(path, cls, table, list(keys_of(cls)))
        for name, declared in keys_of(cls).items():
            if name not in values and declared.default is MISSING:
                raise self.error(path, f"the key `{name}` is missing: {declared.metadata['reader'].expected}")
        self.check_schedule(path, values)
        return cls(**values)

    def check_schedule(self, path: KeyPath, values: Mapping[str, Any]) -> None:
        if values.get("every") and values.get("cron"):
            raise self.error((*path, "cron"), "`every` and `cron` exclude each other: keep one")
        shortest, longest = values.get("shortest"), values.get("longest")
        if shortest and longest and shortest > longest:
            raise self.error((*path, "longest"), "must not be shorter than `shortest`")

    def values(
        self, path: KeyPath, cls: type[Any], table: Mapping[str, Any], names: list[str]
    ) -> dict[str, Any]:
        declared = keys_of(cls)
        values = {}
        for name, value in table.items():
            if name not in declared:
                raise self.error((*path, name), f"there is no such key{did_you_mean(name, names)}")
            reader: Reader = declared[name].metadata["reader"]
            try:
                values[name] = reader.read(value)
            except (ValueError, re.error) as error:
                raise self.error((*path, name), f"expected {reader.expected}, found {value!r}") from error
        return values

    def error(self, path: KeyPath, message: str) -> ConfigurationError:
        line = next(
            (self.lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self.lines), None
        )
        return ConfigurationError(self.file, message, ".".join(path), line)


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return `; did you mean X?` for the nearest known word, or nothing."""
    close = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean `{close[0]}`?" if close else ""


def key_lines(text: str) -> Iterator[tuple[KeyPath, int]]:
    """Yield each key path of a valid TOML text with the 1-based line on which its statement starts."""
    table: KeyPath = ()
    statement, start = "", 0
    for line_number, line in enumerate(text.splitlines(), 1):
        if not statement:
            start = line_number
        statement += line + "\n"
        try:
            parsed = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue  # a value over several lines: the statement is not complete yet
        if parsed:
            path = _only_path(parsed)
            if statement.lstrip().startswith("["):
                table = path
                yield table, start
            else:
                yield from ((table + path[:end], start) for end in range(1, len(path) + 1))
        statement = ""


def _only_path(parsed: Mapping[str, Any]) -> KeyPath:
    """Return the path of the single key that one parsed statement holds."""
    path: KeyPath = ()
    value: Any = parsed
    while isinstance(value, dict) and len(value) == 1:
        name, value = next(iter(value.items()))
        path += (name,)
    return path
