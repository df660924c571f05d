"""Titles of one pattern that name other things stand over two texts, however much these share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.matching.near_duplicates import explain
from tests.storage.matching.test_near_duplicates import archive_of, pairs, prose, save


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with archive_of(tmp_path, ("ministry", "herald")) as opened:
        yield opened


def grant(name: str, seed: int) -> str:
    """Return a release on money for one village, of which most is the same for all."""
    return f"{prose(seed, 20)} Brigade of {name}. {prose(seed + 10, 20)}\n\n{prose(1, 160)}"


@pytest.mark.parametrize(
    ("title", "one", "other"),
    [
        ("Funding for the fire brigade of {} announced", "Grundy", "Kentuck"),
        ("FUNDING FOR THE FIRE BRIGADE OF {} ANNOUNCED", "Grundy", "Kentuck"),
        ("Пожарная часть в селе {} получит новую машину", "Учкун", "Арашан"),
        ("{} айылынын өрт өчүрүүчүлөрү жаңы унаа алат", "Үчкүн", "Арашан"),
        ("{} itfaiyesine yeni araç verilecek", "İncesu", "Çayeli"),
    ],
)
def test_a_pattern_with_another_name_is_another_text(
    archive: Archive, title: str, one: str, other: str
) -> None:
    first = save(archive, "ministry", "a", grant(one, 2), title=title.format(one))
    second = save(archive, "herald", "b", grant(other, 3), title=title.format(other))
    assert pairs(archive) == []
    (failed,) = (reason for reason in explain(archive.sql, first, second) if not reason.holds)
    assert failed.rule == "titles of one pattern that name other things"
    assert {name.casefold() for name in failed.note.split(" / ")} == {one.casefold(), other.casefold()}


@pytest.mark.parametrize(
    ("title", "other_title", "text", "other_text"),
    [
        # Both texts speak of both towns, in other cases, too.
        ("В Кемине дали грант", "В Таласе дали грант", "Кеминского и Таласского", "Таласа и Кемина"),
        # No names stand in each other's place, but other words.
        ("Senator urges brigades to apply", "Senator invites brigades to apply", "Troy", "Troy"),
        # One name in two spellings.
        ("Мэр Жапаров дал грант", "Мэр Джапаров дал грант", "Жапаров", "Джапаров"),
        # Latin letters that look like Cyrillic ones.
        ("Мэр Осмонов дал грант", "Мэр Сатыев дал грант", "Осмонов", "Сатыев с Ocмoнoвым и Ocмoнoв"),
        # Each outlet names itself.
        ("Ministry: a grant for brigades", "Herald: a grant for brigades", "Ministry", "Herald"),
        # Nothing of the pattern is the same.
        ("Grundy gets its grant", "Money for firemen in Kentuck", "Grundy", "Kentuck"),
    ],
)  # fmt: skip
def test_a_release_under_another_title_stays_one_text(
    archive: Archive, title: str, other_title: str, text: str, other_text: str
) -> None:
    save(archive, "ministry", "a", grant(text, 2), title=title)
    save(archive, "herald", "b", grant(other_text, 3), title=other_title)
    assert len(pairs(archive)) == 1
