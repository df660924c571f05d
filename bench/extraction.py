"""How well and how fast pages are read, beside other open extractors: `python bench/extraction.py [PAGES_DIR] [--only NAME]`.

PAGES_DIR (left out: the folder `shared/corpus/articles` beside the repository) holds a folder a set, each with
pages `NAME.html.gz` and their truth in `truth.json`: `{NAME: {url, title, text, published, authors}}`, where a
field that is missing is not measured. Peers are measured where they are installed: `pip install -e '.[peers]'`.

    body       precision and recall over the runs of four words, mean over pages, and the F1 of both means
    title      share of pages whose title has the same words
    published  share of pages with the same minute, and the same day, in UTC
    authors    mean F1 over the set of names
    pages/s    pages a second of processor time, one process, nothing kept between pages but the libraries' caches
    x          pages/s as a multiple of trafilatura's
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import logging
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

PAGES = Path(__file__).resolve().parent.parent.parent / "shared/corpus/articles"
RUN = 4
"""Words of a run that body texts are compared by."""
WARMED_BY = 5
"""Pages read before the clock starts: libraries load models at the first one."""
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Read:
    """What an extractor made of a page."""

    text: str = ""
    title: str | None = None
    published: str | datetime | None = None
    authors: tuple[str, ...] = ()


Extract = Callable[[bytes, str], Read]


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its truth."""

    html: bytes
    url: str
    truth: dict[str, Any]


@dataclass(slots=True)
class Figures:
    """The figures of one extractor on one set; None where it gives no such field."""

    precision: float
    recall: float
    title: float | None
    minute: float | None
    day: float | None
    authors: float | None
    pages_per_second: float
    failures: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return f1(self.precision, self.recall)


# Extractors


def kabarchy() -> Extract:
    """This project, as `bench_extract` reads many pages."""
    from scraper.extraction import bench_extract

    def extract(html: bytes, url: str) -> Read:
        found = bench_extract(html, url)
        return Read(
            found.get("text", ""), found.get("title"), found.get("published"), tuple(found.get("authors", ()))
        )

    return extract


def trafilatura(fast: bool = False) -> Extract:
    """trafilatura, with its fallbacks (`fast`: without)."""
    library = importlib.import_module("trafilatura")

    def extract(html: bytes, url: str) -> Read:
        found = library.bare_extraction(html, url=url, fast=fast, with_metadata=True, include_comments=False)
        if found is None:
            return Read()
        authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
        return Read(found.text or "", found.title, found.date, authors)

    return extract


def newspaper4k() -> Extract:
    """newspaper4k, without its language tools."""
    library = importlib.import_module("newspaper")

    def extract(html: bytes, url: str) -> Read:
        article = library.Article(url, fetch_images=False)
        article.download(input_html=html.decode("utf-8", "replace"))
        article.parse()
        return Read(article.text, article.title, article.publish_date, tuple(article.authors))

    return extract


def goose3() -> Extract:
    """goose3."""
    goose = importlib.import_module("goose3").Goose({"enable_image_fetching": False})

    def extract(html: bytes, _url: str) -> Read:
        article = goose.extract(raw_html=html.decode("utf-8", "replace"))
        published = article.publish_datetime_utc or article.publish_date
        return Read(article.cleaned_text or "", article.title, published, tuple(article.authors or ()))

    return extract


def readability() -> Extract:
    """readability-lxml: body and title only."""
    library = importlib.import_module("readability")
    lxml_html = importlib.import_module("lxml.html")

    def extract(html: bytes, _url: str) -> Read:
        document = library.Document(html.decode("utf-8", "replace"))
        body = lxml_html.fromstring(document.summary())
        lines = [" ".join(node.text_content().split()) for node in body.iter("p", "li", "h2", "h3", "pre")]
        return Read("\n\n".join(line for line in lines if line), document.title())

    return extract


def resiliparse() -> Extract:
    """resiliparse: main content as text, and the page's title."""
    extraction = importlib.import_module("resiliparse.extract.html2text")
    tree = importlib.import_module("resiliparse.parse.html").HTMLTree

    def extract(html: bytes, _url: str) -> Read:
        page = tree.parse(html.decode("utf-8", "replace"))
        return Read(extraction.extract_plain_text(page, main_content=True), page.title)

    return extract


def trafilatura_fast() -> Extract:
    """trafilatura without its fallbacks."""
    return trafilatura(fast=True)


EXTRACTORS: dict[str, Callable[[], Extract]] = {
    "kabarchy": kabarchy,
    "trafilatura": trafilatura,
    "trafilatura fast": trafilatura_fast,
    "newspaper4k": newspaper4k,
    "goose3": goose3,
    "readability-lxml": readability,
    "resiliparse": resiliparse,
}


# Measures


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Return how often each run of four words stands in `text`; a shorter text is one run."""
    words = WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))


def precision_and_recall(truth: str, text: str) -> tuple[float | None, float | None]:
    """Return both for one page; None where there is nothing to divide by."""
    wanted, given = runs(truth), runs(text)
    shared = (wanted & given).total()
    return (
        shared / given.total() if given else None,
        shared / wanted.total() if wanted else None,
    )


def plain(text: str | None) -> str:
    """Return the words of `text` in one case: what titles and names are compared by."""
    return " ".join(WORD.findall((text or "").casefold()))


def in_utc(moment: str | datetime | None) -> datetime | None:
    """Return a moment in UTC; one without a zone is taken as UTC, what is no ISO 8601 as None."""
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(moment)
        except ValueError:
            return None
    if moment is None:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def names_f1(truth: Iterable[str], names: Iterable[str]) -> float:
    """Return the F1 over two sets of names; 1 where both are empty."""
    wanted, given = {plain(name) for name in truth}, {plain(name) for name in names}
    return 2 * len(wanted & given) / (len(wanted) + len(given)) if wanted or given else 1.0


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean of precision and recall."""
    both = precision + recall
    return 2 * precision * recall / both if both else 0.0


def mean(values: Sequence[float]) -> float | None:
    """Return the mean, or None of no values."""
    return fmean(values) if values else None


def measure(extract: Extract, pages: Sequence[Page]) -> Figures:
    """Return the figures of one extractor on `pages`."""
    for page in pages[:WARMED_BY]:
        _read(extract, page, [])
    failures: list[str] = []
    start = time.process_time()
    results = [_read(extract, page, failures) for page in pages]
    seconds = time.process_time() - start
    return _figures(list(zip(pages, results, strict=True)), len(pages) / seconds, failures)


def _read(extract: Extract, page: Page, failures: list[str]) -> Read:
    try:
        return extract(page.html, page.url)
    except Exception as error:  # noqa: BLE001 (whatever a peer raises is a failure of that peer)
        failures.append(f"{page.url}: {type(error).__name__}: {error}")
        return Read()


def _figures(pairs: list[tuple[Page, Read]], pages_per_second: float, failures: list[str]) -> Figures:
    bodies = [
        precision_and_recall(page.truth["text"], read.text) for page, read in pairs if page.truth.get("text")
    ]
    titles = [
        float(plain(page.truth["title"]) == plain(read.title))
        for page, read in pairs
        if page.truth.get("title")
    ]
    moments = [
        (truth, in_utc(read.published))
        for page, read in pairs
        if (truth := in_utc(page.truth.get("published")))
    ]
    authors = [
        names_f1(page.truth["authors"] or (), read.authors) for page, read in pairs if "authors" in page.truth
    ]
    results = [read for _, read in pairs]
    dated = moments if any(read.published for read in results) else []
    return Figures(
        precision=mean([precision for precision, _ in bodies if precision is not None]) or 0.0,
        recall=mean([recall for _, recall in bodies if recall is not None]) or 0.0,
        title=mean(titles),
        minute=mean([float(_minute(truth) == _minute(given)) for truth, given in dated]),
        day=mean([float(given is not None and truth.date() == given.date()) for truth, given in dated]),
        authors=mean(authors if any(read.authors for read in results) else []),
        pages_per_second=pages_per_second,
        failures=failures,
    )


def _minute(moment: datetime | None) -> datetime | None:
    return moment.replace(second=0, microsecond=0) if moment else None


# The table


def pages_of(folder: Path) -> list[Page]:
    """Return the pages of one set."""
    truths = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return [
        Page(gzip.decompress((folder / f"{name}.html.gz").read_bytes()), truth.get("url") or "", truth)
        for name, truth in truths.items()
    ]


def table(figures: dict[str, Figures]) -> list[str]:
    """Return the lines of a Markdown table of one set."""
    base = figures["trafilatura"].pages_per_second if "trafilatura" in figures else None
    lines = [
        "| | body F1 | precision | recall | title | published: minute / day | authors | pages/s | x | failures |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, one in figures.items():
        published = "-" if one.minute is None else f"{_share(one.minute)} / {_share(one.day)}"
        multiple = f"{one.pages_per_second / base:.1f}" if base else "-"
        lines.append(
            f"| {name} | {one.f1:.4f} | {one.precision:.4f} | {one.recall:.4f} | {_share(one.title)} | {published} | "
            f"{_share(one.authors)} | {one.pages_per_second:.0f} | {multiple} | {len(one.failures)} |"
        )
    return lines


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def extractors(only: Sequence[str]) -> dict[str, Extract]:
    """Return the extractors that are installed; those that are not are named on standard error."""
    found: dict[str, Extract] = {}
    for name, load in EXTRACTORS.items():
        if only and name not in only:
            continue
        try:
            found[name] = load()
        except ImportError as error:
            print(f"{name} is not installed ({error}): pip install -e '.[peers]'", file=sys.stderr)
    return found


def sets_in(folder: Path) -> list[Path]:
    """Return the sets of pages in a folder; say so where it holds none."""
    found = sorted(path.parent for path in folder.glob("*/truth.json"))
    if not found:
        print(f"{folder} holds no sets of pages: name the folder that does", file=sys.stderr)
    return found


def main() -> int:
    """Print a table a set; return 3 where the pages are not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path, nargs="?", default=PAGES, metavar="PAGES_DIR")
    parser.add_argument("--only", action="append", default=[], choices=list(EXTRACTORS), metavar="NAME")
    chosen = parser.parse_args()
    folders = sets_in(chosen.pages)
    if not folders:
        return 3
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    ready = extractors(chosen.only)
    for folder in folders:
        pages = pages_of(folder)
        figures: dict[str, Figures] = {}
        for name, extract in ready.items():
            print(f"{folder.name}: {name} ...", file=sys.stderr)
            figures[name] = measure(extract, pages)
        print("\n".join([f"\n**{folder.name}** ({len(pages)} pages)\n", *table(figures)]), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
