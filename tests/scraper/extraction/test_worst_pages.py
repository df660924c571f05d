"""A page made to exhaust its reader is read within bounded time and memory, or refused with a clear reason."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.scraper.extraction.worst_pages import PAGES, TITLE

ROOT = Path(__file__).resolve().parents[3]
LONGEST = 180
"""Seconds until the child that reads them all is killed: some ten times what it takes."""
REFUSED = {
    "50 MB": "bytes, more than 20,000,000",
    "null bytes alone": "the page holds no HTML tags",
    "no tags": "the page holds no HTML tags",
    "700,000 tags": "the page has 700,020 tags, more than 600,000",
}
BROKEN_OFF = {
    "200,000 nested tags before the text": "what nests deeper than 256 elements was not read",
    "a text of 11 MB": "a single text or attribute of more than 10 MB was not read",
}


@pytest.fixture(scope="module")
def outcomes() -> dict[str, dict[str, Any]]:
    """What the child said of each page; a page on which it died is missing."""
    child = subprocess.run(
        [sys.executable, "tests/scraper/extraction/worst_pages.py"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    return {(said := json.loads(line))["page"]: said for line in child.stdout.splitlines()}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_page_is_refused_with_its_reason(outcomes: dict[str, dict[str, Any]], name: str) -> None:
    assert outcomes[name]["kind"] == "unreadable"
    assert REFUSED[name] in outcomes[name]["reason"]


@pytest.mark.parametrize("name", BROKEN_OFF)
def test_a_page_that_was_not_read_to_its_end_says_so(outcomes: dict[str, dict[str, Any]], name: str) -> None:
    assert outcomes[name]["kind"] == "empty"
    assert BROKEN_OFF[name] in outcomes[name]["reason"]


@pytest.mark.parametrize("name", [name for name in PAGES if name not in REFUSED | BROKEN_OFF])
def test_the_article_is_read_out_of_the_trap(outcomes: dict[str, dict[str, Any]], name: str) -> None:
    said = outcomes[name]
    assert (said["kind"], said["title"]) == ("article", TITLE)
    expected = {"a text of 9 MB": 0, "7,500 deep paragraphs": 7500}
    assert said["paragraphs"] == expected.get(name, 5)
    assert said["teasers"] <= 500


def test_links_beyond_number_are_cut_off(outcomes: dict[str, dict[str, Any]]) -> None:
    assert outcomes["10,000 links"]["teasers"] == 500
    assert outcomes["10,000 links"]["listed"] == 10_000
