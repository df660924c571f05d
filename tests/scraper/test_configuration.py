"""A wrong configuration stops before the first request, naming the file, the line and the key."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.configuration import ConfigurationError, find_file, load
from scraper.configuration.example import example, reference
from scraper.configuration.loading import key_lines

ROOT = Path(__file__).resolve().parents[2]
KNOWN = ("open_kg", "kg24")

WHOLE_FILE = """\
archive = "news.db"
contact = "desk@newsroom.example"

[crawl]
delay = 2
page_budget = 300

[schedule]
revisits = [
  "1h",   # a comment
  "2d",
]

[sources.open_kg]
every = "15m"

[generic.jalal_abad]
homepage = "https://jalal-abad.example/"
languages = ["ky", "ru"]
timezone = "Asia/Bishkek"
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "kabarchy.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_every_value_arrives_in_its_own_type(tmp_path: Path) -> None:
    configuration = load(write(tmp_path, WHOLE_FILE), KNOWN)
    assert configuration.archive == tmp_path / "news.db"
    assert configuration.contact == "desk@newsroom.example"
    assert configuration.crawl.delay == 2.0
    assert configuration.schedule.revisits == (timedelta(hours=1), timedelta(days=2))
    assert configuration.settings_of("open_kg").every == timedelta(minutes=15)
    assert configuration.settings_of("kg24").enabled
    assert configuration.generic["jalal_abad"].languages == ("ky", "ru")


def test_no_file_means_the_defaults() -> None:
    configuration = load(None)
    assert configuration.archive == Path.cwd() / "data/archive.db"
    assert configuration.capture_folder == Path.cwd() / "data/captures"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('archive = "a.db"\nachive = "b.db"\n', 2, ["achive", "did you mean `archive`"]),
        ("[crawl]\ndelay = 1\n\n\npage_budget = -3\n", 5, ["crawl.page_budget", "whole number from 1", "-3"]),
        ('[crawl]\ndelay = "fast"\n', 2, ["crawl.delay", "a number from 0", "'fast'"]),
        ("[crawl]\nparallel = true\n", 2, ["crawl.parallel", "whole number"]),
        ('[schedule]\nrevisits = ["1h",\n "soon"]\n', 2, ["schedule.revisits", "each a duration"]),
        ('[schedule]\nshortest = "2h"\nlongest = "1h"\n', 3, ["schedule.longest", "shorter"]),
        ('\n[sources.open_kgg]\nevery = "1h"\n', 2, ["sources.open_kgg", "did you mean `open_kg`"]),
        ('[sources.open_kg]\nevery = "1h"\ncron = "* * * * *"\n', 3, ["every", "cron", "exclude"]),
        ('[sources.open_kg]\ncron = "61 * * * *"\n', 2, ["cron line of five fields"]),
        ('[generic.x]\ntitle = "X"\n', 1, ["homepage", "missing"]),
        ('[generic.x]\nhomepage = "ftp://x.example"\n', 2, ["generic.x.homepage", "http"]),
        ('[generic.x]\nhomepage = "https://x.example"\ntimezone = "Asia/Frunze"\n', 3, ["time zone"]),
        ('[generic.x]\nhomepage = "https://x.example"\narticle_url = "("\n', 3, ["regular expression"]),
        ('[generic.kg24]\nhomepage = "https://x.example"\n', 1, ["spider has this name"]),
        ('contact = "call me"\n', 1, ["contact", "e-mail address or a URL"]),
        ("crawl = 3\n", 1, ["crawl", "table"]),
        ('a = "\n', 1, ["no valid TOML"]),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_key(
    tmp_path: Path, text: str, line: int, words: list[str]
) -> None:
    file = write(tmp_path, text)
    with pytest.raises(ConfigurationError) as caught:
        load(file, KNOWN)
    assert caught.value.line == line
    for word in [f"{file}, line {line}", *words]:
        assert word in str(caught.value)


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    file = tmp_path / "kabarchy.toml"
    file.write_bytes("contact = 'Ж'".encode("cp1251"))
    with pytest.raises(ConfigurationError, match="not UTF-8"):
        load(file)


def test_find_file_looks_in_the_folder(tmp_path: Path) -> None:
    assert find_file(tmp_path) is None
    assert find_file(write(tmp_path, "").parent) == tmp_path / "kabarchy.toml"


def test_the_annotated_example_is_valid_as_it_is_and_with_every_key_taken(tmp_path: Path) -> None:
    text = example([("open_kg", "OPEN.KG"), ("kg24", "24.kg")])
    load(write(tmp_path, text), KNOWN)
    taken = re.sub(r"(?m)^# (?=\w+ = |\[generic)", "", text).replace('cron = "', '# cron = "')
    configuration = load(write(tmp_path, taken), KNOWN)
    assert configuration.alerts.mail_to == ("desk@newsroom.example",)
    assert configuration.generic["example_newsroom"].homepage == "https://news.example/"


def test_the_reference_in_the_documents_is_the_one_of_the_code() -> None:
    assert reference() in (ROOT / "docs/configuration.md").read_text(encoding="utf-8"), (
        "docs/configuration.md differs from the declared keys: run `python -m scraper.configuration`"
    )


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["1", '"x = 1"', "[\n1,\n2]", '"""\ny = 2\n"""']))
    )
)
def test_each_key_is_found_on_the_line_where_it_stands(pairs: list[tuple[str, str]]) -> None:
    unique = dict(pairs)
    text = "".join(f"{name} = {value}\n" for name, value in unique.items())
    tomllib.loads(text)
    lines = text.splitlines()
    found = dict(key_lines(text))
    assert set(found) == {(name,) for name in unique}
    assert all(lines[line - 1].startswith(f"{path[0]} = ") for path, line in found.items())
