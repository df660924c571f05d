"""How many articles a second the archive takes in with everything on, from an empty file to a million.

    python -m bench.ingest [--articles 1000000] [--texts FILE.jsonl.gz] [--picture ingest.svg] [--alone]

Articles are made from real ones: paragraphs of different texts of one outlet and language put together anew, so that
sizes and word statistics are real but no two are one text; one in twenty is a reprint of a recent one in another
outlet with some words changed. They come in the order of time, a day's articles after the other's, as crawls bring
them. They are saved as `kabarchy import` does, by two processes. Memory is the peak of both (`ru_maxrss`) without what
the making of the articles holds, which is measured before the archive is opened. The articles of a step are made before
it and stand in a file, as `kabarchy import` reads them. Times are wall clock and CPU: on a machine that does other
work too the wall clock says little, so the picture has both. And as machines waver, after every tenth step the same
articles go into an empty archive too: what a large archive costs is told by the two side by side.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar
from xml.sax.saxutils import escape

from bench.archive import TEXTS, made_up_texts, real_texts
from cli.import_articles import language_of
from storage.archive import Archive
from storage.bulk import Intake
from storage.errors import Refused
from storage.json_lines import prepare_lines
from storage.records import Source

START = datetime(2016, 1, 1, tzinfo=UTC)
A_DAY = 500
"""Articles a day: a million is five and a half years of a hundred outlets."""
REPRINTS = 20
CONTROL = 10
"""After so many steps the last one's articles are saved into an empty archive as well."""
Result = TypeVar("Result")
Text = tuple[str, str, str]
"""Source, title and text."""
SAMPLE = 6_000
"""Real texts that are held to make articles of; more would be memory of the bench, not of the archive."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the curve."""

    articles: int
    a_second: float
    """Over the articles since the last point, wall clock."""
    cpu: float
    """Milliseconds of CPU an article of the process that writes, likewise."""
    cpu_aside: float
    """Of the process that prepares; it works at the same time, on another core."""
    memory: float
    """MB, the most so far, of the process that writes."""
    memory_aside: float
    """Of the process that prepares."""
    file: float
    """MB."""
    into_empty: float | None = None
    """Articles a second at the same time into an empty archive, where that was measured."""

    @property
    def a_cpu_second(self) -> float:
        """Articles a second where both processes have a core of their own."""
        return 1e3 / max(self.cpu, self.cpu_aside)


@dataclass(frozen=True, slots=True)
class Used:
    """What a process has used so far."""

    cpu: float
    """Seconds."""
    memory: float
    """MB, the most so far."""


def memory() -> float:
    """Return the peak memory of this process in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def source_id(name: str) -> str:
    """Return the id of a source made from a name."""
    return "".join(letter if letter.isalnum() else "_" for letter in name.lower())


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, those of one line cut into some sentences each."""
    found = [part.strip() for part in text.split("\n") if part.strip()]
    if len(found) > 2:
        return found
    sentences = text.split(". ")
    return [". ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2)]


def sampled(file: Path) -> list[Text]:
    """Return the texts of which articles are made."""
    return list(islice(real_texts(file) if file.exists() else made_up_texts(), 0, SAMPLE * 4, 4))


def languages_of(file: Path) -> list[str]:
    """Return the language of each of these texts, or an empty text."""
    told = [language_of(title, text, ()) for _, title, text in sampled(file)]
    return [one[0] if one else "" for one in told]


class Outlet(NamedTuple):
    """A source in one of its languages."""

    source: str
    language: str


class Maker:
    """Makes articles out of real ones, the same each time."""

    def __init__(
        self, texts: Sequence[Text], languages: Sequence[str], *, names_language: bool = True
    ) -> None:
        """Make articles of texts and their languages; their lines name these, or leave them to the import."""
        self.chance = random.Random(1)
        self.names_language = names_language
        self.outlets: dict[Outlet, list[tuple[str, list[str]]]] = {}
        for (source, title, text), language in zip(texts, languages, strict=True):
            outlet = Outlet(source_id(source), language)
            self.outlets.setdefault(outlet, []).append((title, paragraphs(text)))
        self.outlets = {outlet: held for outlet, held in self.outlets.items() if len(held) > 5}
        self.kinds = sorted(self.outlets)
        self.weights = [len(self.outlets[kind]) for kind in self.kinds]
        self.names = sorted({kind.source for kind in self.kinds})
        self.recent: list[tuple[str, str, str]] = []

    def lines(self) -> Iterator[str]:
        """Yield articles without end, as `kabarchy import` reads them."""
        number = 0
        while True:
            outlet = self.chance.choices(self.kinds, self.weights)[0]
            language = outlet.language
            if self.recent and self.chance.random() < 1 / REPRINTS:
                title, text, language = self._reprint()
            else:
                title, text = self._made(outlet)
                self._remember(title, text, language)
            yield self._line(outlet.source, number, title, text, language if self.names_language else "")
            number += 1

    def _made(self, outlet: Outlet) -> tuple[str, str]:
        held = self.outlets[outlet]
        title, model = self.chance.choice(held)
        parts = [self._varied(self.chance.choice(self.chance.choice(held)[1])) for _ in model]
        words = title.split()
        return " ".join([*words[:-1], str(self.chance.randint(1, 10**6)), *words[-1:]]), "\n\n".join(parts)

    def _varied(self, paragraph: str) -> str:
        """Return a paragraph with two of five words exchanged, so that it is not the same text when drawn again."""
        words = paragraph.split()
        for _ in range(len(words) * 2 // 5):
            one, other = self.chance.randrange(len(words)), self.chance.randrange(len(words))
            words[one], words[other] = words[other], words[one]
        return " ".join(words)

    def _reprint(self) -> tuple[str, str, str]:
        title, text, language = self.chance.choice(self.recent)
        words = text.split(" ")
        for _ in range(len(words) // 20):
            words[self.chance.randrange(len(words))] = self.chance.choice(words)
        return title, " ".join(words), language

    def _remember(self, title: str, text: str, language: str) -> None:
        if len(self.recent) == 500:
            self.recent[self.chance.randrange(500)] = (title, text, language)
        else:
            self.recent.append((title, text, language))

    def _line(self, outlet: str, number: int, title: str, text: str, language: str) -> str:
        at = START + timedelta(days=number / A_DAY)
        return json.dumps(
            {
                "source": outlet,
                "url": f"https://{outlet.replace('_', '-')}.example/news/{number}",
                "native_id": str(number),
                "title": title,
                "text": text,
                "summary": text[:160],
                "language": language,
                "published_at": at.isoformat(timespec="seconds"),
                "authors": ["A. B."],
                "fetched_at": (at + timedelta(minutes=20)).isoformat(timespec="seconds"),
            },
            ensure_ascii=False,
        )


def used() -> Used:
    """Return what this process has used so far; the second process is asked for the same."""
    return Used(time.process_time(), memory())


def save_sources(archive: Archive, outlets: Iterable[str]) -> None:
    """Make the outlets known to an archive."""
    for name in outlets:
        archive.save_source(Source(name, name, "news", f"https://{name}.example/"))


def save_file(intake: Intake, outlets: Sequence[str], file: Path) -> float:
    """Save the articles of a file; return how many seconds it took."""
    prepare = partial(prepare_lines, sources=dict.fromkeys(outlets, ()), identify=language_of, at=START)
    began = time.perf_counter()
    with file.open("rb") as lines:
        for batch in intake.take(enumerate(lines, 1), prepare):
            refused = [one for one in batch if isinstance(one, Refused)]
            if refused:
                raise refused[0]
    return time.perf_counter() - began


def into_empty(outlets: Sequence[str], file: Path) -> float:
    """Return in how many seconds an empty archive takes in the articles of a file."""
    with (
        tempfile.TemporaryDirectory(dir=file.parent) as folder,
        Archive(Path(folder) / "a.db") as archive,
        Intake(archive) as intake,
    ):
        save_sources(archive, outlets)
        return save_file(intake, outlets, file)


def apart(work: Callable[..., Result], *given: object) -> Result:
    """Return what `work` returns, done by a process of its own, whose memory is not counted."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as other:
        return other.submit(work, *given).result()


def curve(intake: Intake, maker: Maker, count: int, step: int, base: float) -> Iterator[Point]:
    """Save the articles; yield a point after every `step` of them. `base`: MB that are not the archive's.

    Those of a step are made while the clock stands still and the second process has nothing left to do.
    """
    folder = intake.archive.path.parent
    save_sources(intake.archive, maker.names)

    def helped() -> Used:
        return intake.helper.submit(used).result() if intake.helper else Used(0.0, 0.0)

    lines = maker.lines()
    for number, begun in enumerate(range(0, count, step), 1):
        passed = min(step, count - begun)
        file = folder / "step.jsonl"
        with file.open("w", encoding="utf-8") as written:
            written.writelines(f"{line}\n" for line in islice(lines, passed))
        before, before_aside = used(), helped()
        wall = save_file(intake, maker.names, file)
        after, after_aside = used(), helped()
        cpu, cpu_aside = after.cpu - before.cpu, after_aside.cpu - before_aside.cpu
        empty = passed / apart(into_empty, maker.names, file) if number % CONTROL == 0 else None
        file.unlink()
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        yield Point(
            begun + passed,
            passed / wall,
            cpu / passed * 1e3,
            cpu_aside / passed * 1e3,
            after.memory - base,
            after_aside.memory,
            size,
            empty,
        )


def picture(points: list[Point]) -> str:
    """Return the curve as SVG: articles a second (by CPU time, by the clock) over articles in the archive, and memory."""
    width, height, left, top = 720, 360, 70, 30
    most = max(point.articles for point in points)
    fastest = max(1500.0, *(max(point.a_second, point.a_cpu_second) for point in points)) * 1.1
    across = [left + point.articles / most * (width - left - 30) for point in points]

    def height_of(value: float, top_value: float) -> float:
        return top + (1 - value / top_value) * (height - top - 50)

    def line(values: list[float], top_value: float, colour: str) -> str:
        places = " ".join(
            f"{x:.1f},{height_of(value, top_value):.1f}" for x, value in zip(across, values, strict=True)
        )
        return f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{places}"/>'

    def level(value: float, top_value: float, words: str) -> str:
        y = height_of(value, top_value)
        return (
            f'<line x1="{left}" x2="{width - 30}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ccc"/>'
            f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{escape(words)}</text>'
        )

    levels = [level(value, fastest, f"{value:,.0f}") for value in range(0, int(fastest), 500)]
    ticks = [
        f'<text x="{left + part / 4 * (width - left - 30):.0f}" y="{height - 28}" text-anchor="middle">'
        f"{most * part / 4:,.0f}</text>"
        for part in range(5)
    ]
    memory = [max(point.memory, point.memory_aside) for point in points]
    empty = [(x, point.into_empty) for x, point in zip(across, points, strict=True) if point.into_empty]
    legend = (
        f'<text x="{left}" y="18"><tspan fill="#06c">articles a second by CPU time</tspan>'
        f'<tspan fill="#6ad" dx="16">by the clock</tspan>'
        f'<tspan fill="#888" dx="16">at that time into an empty one</tspan></text>'
        f'<text x="{width - 30}" y="18" fill="#c60" text-anchor="end">'
        f"memory, of 400 MB (peak {max(memory):.0f} MB)</text>"
        f'<text x="{width / 2:.0f}" y="{height - 8}" text-anchor="middle">articles in the archive</text>'
    )
    drawn = [
        line([point.a_second for point in points], fastest, "#6ad"),
        line([point.a_cpu_second for point in points], fastest, "#06c"),
        line(memory, 400, "#c60"),
        *(
            f'<circle r="4" fill="#888" cx="{x:.1f}" cy="{height_of(value, fastest):.1f}"/>'
            for x, value in empty
        ),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif"'
        f' font-size="12"><rect width="100%" height="100%" fill="#fff"/>'
        + "".join([*levels, *ticks, legend, *drawn])
        + "</svg>\n"
    )


def main() -> None:
    """Measure, print a line a point, and draw the picture."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--step", type=int, default=25_000)
    parser.add_argument("--texts", type=Path, default=TEXTS)
    parser.add_argument("--picture", type=Path, help="write the curve as SVG")
    parser.add_argument("--folder", type=Path, help="where the archive is written, and deleted after")
    parser.add_argument("--without-matchers", action="store_true", help="the archive's own share alone")
    parser.add_argument("--without-language", action="store_true", help="the import tells it from the texts")
    parser.add_argument("--alone", action="store_true", help="in one process")
    chosen = parser.parse_args()
    if chosen.folder:
        chosen.folder.mkdir(parents=True, exist_ok=True)
    if not chosen.texts.exists():
        print(f"{chosen.texts} is not there: the texts are made up")
    languages = apart(languages_of, chosen.texts)
    maker = Maker(sampled(chosen.texts), languages, names_language=not chosen.without_language)
    base, points = memory(), []
    print(f"{len(maker.names)} outlets; {base:.0f} MB for the making of the articles")
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        matchers = () if chosen.without_matchers else None
        with (
            Archive(Path(folder) / "a.db", matchers=matchers) as archive,
            Intake(archive, aside=not chosen.alone) as intake,
        ):
            for point in curve(intake, maker, chosen.articles, chosen.step, base):
                points.append(point)
                print(
                    f"{point.articles:9,} articles {point.a_second:7.0f} a second; CPU each {point.cpu:6.3f} ms"
                    f" and aside {point.cpu_aside:6.3f} ms; memory {point.memory:4.0f} MB and aside"
                    f" {point.memory_aside:4.0f} MB; file {point.file:7.0f} MB"
                    + (
                        f"; into an empty archive {point.into_empty:.0f} a second" if point.into_empty else ""
                    ),
                    flush=True,
                )
                if chosen.picture:
                    chosen.picture.write_text(picture(points), encoding="utf-8")
            found = archive.sql.execute("SELECT count(*) FROM duplicates").fetchone()[0]
            print(f"{found} pairs of one text")


if __name__ == "__main__":
    main()
