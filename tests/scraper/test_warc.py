"""What was captured can be read again, and a file of a killed process loses at most its last record."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from scraper.warc import CaptureReader, CaptureWriter, Exchange, UnreadableCapture, exchanges, read_exchange
from storage.records import Capture

AT = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def exchange(number: int, status: int = 200) -> Exchange:
    return Exchange(
        url=f"https://site.example/{number}?b=2&a=1",
        at=AT,
        status=status,
        headers=(("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")),
        body=f"<p>Кабар {number}</p>".encode(),
        request_headers=(("User-Agent", "Kabarchy"),),
    )


def written(folder: Path, *all_of_it: Exchange) -> tuple[Path, list[Capture]]:
    writer = CaptureWriter(folder, "site")
    places = [writer.write(one) for one in all_of_it]
    writer.close()
    return next(folder.glob("*.warc.gz")), places


def test_an_exchange_is_found_by_its_url_and_by_its_place(tmp_path: Path) -> None:
    file, places = written(tmp_path, *(exchange(number) for number in range(3)))
    found = CaptureReader([file]).find("https://site.example/1?a=1&b=2#part")
    assert found is not None
    assert (found[0].body, found[0].headers, found[0].at) == (exchange(1).body, exchange(1).headers, AT)
    assert read_exchange(tmp_path / places[2].file, places[2].offset).url == exchange(2).url
    assert CaptureReader([file]).find("https://site.example/9") is None


@given(bodies=st.lists(st.binary(max_size=300), min_size=1, max_size=5))
def test_every_body_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("captures")
    all_of_it = [
        Exchange(f"https://site.example/{number}", AT, 200, (("Content-Encoding", "br"),), body)
        for number, body in enumerate(bodies)
    ]
    file, places = written(folder, *all_of_it)
    assert [found.body for _, found in exchanges(file)] == bodies
    assert [offset for offset, _ in exchanges(file)] == [place.offset for place in places]


def test_a_torn_record_is_skipped_wherever_the_file_was_cut(tmp_path: Path) -> None:
    file, places = written(tmp_path, exchange(1), exchange(2))
    whole = file.read_bytes()
    torn = tmp_path / "torn.warc.gz"
    for length in range(0, len(whole), 7):
        torn.write_bytes(whole[:length])
        urls = [found.url for _, found in exchanges(torn)]
        assert urls == [exchange(1).url, exchange(2).url][: len(urls)]
        assert len(urls) >= (length >= places[1].offset)
    torn.write_bytes(whole[: places[1].offset + 20])
    with pytest.raises(UnreadableCapture, match=r"torn\.warc\.gz.*no complete response"):
        read_exchange(torn, places[1].offset)


def test_other_tools_can_read_it(tmp_path: Path) -> None:
    file, _ = written(tmp_path, exchange(1))
    with file.open("rb") as stream:
        assert [record.rec_type for record in ArchiveIterator(stream)] == ["warcinfo", "response", "request"]


def test_plain_warc_files_are_read_too(tmp_path: Path) -> None:
    import gzip

    file, _ = written(tmp_path, exchange(1), exchange(2))
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress(file.read_bytes()))
    found = list(exchanges(plain))
    assert [one.url for _, one in found] == [exchange(1).url, exchange(2).url]
    assert read_exchange(plain, found[1][0]) == found[1][1]


def test_what_is_no_warc_file_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "page.html"
    wrong.write_text("<html>")
    for file, words in ((wrong, "no WARC file"), (tmp_path / "missing.warc.gz", "cannot be read")):
        with pytest.raises(UnreadableCapture, match=words):
            CaptureReader([file])


def test_files_rotate(tmp_path: Path) -> None:
    writer = CaptureWriter(tmp_path, "site", max_size=1000)
    places = [writer.write(exchange(number)) for number in range(6)]
    writer.close()
    assert len({place.file for place in places}) > 1
    assert all(
        read_exchange(tmp_path / place.file, place.offset).url == exchange(number).url
        for number, place in enumerate(places)
    )


def test_an_answer_that_only_says_unchanged_does_not_hide_the_page(tmp_path: Path) -> None:
    file, _ = written(tmp_path, exchange(1), exchange(1, status=304))
    found = CaptureReader([file]).find(exchange(1).url)
    assert found is not None
    assert found[0].status == 200
