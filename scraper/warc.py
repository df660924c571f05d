"""Capture and replay: every response as it came, in WARC files (ISO 28500), the web archives' own format.

A record is one gzip member, and is flushed before the next begins: a process that is killed leaves at
most one torn record at the end of its file, which reading skips.
"""

from __future__ import annotations

import logging
import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedReader, BufferedWriter, BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.httpcompression import ACCEPTED_ENCODINGS, HttpCompressionMiddleware
from w3lib.url import canonicalize_url
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from storage.records import Capture
from storage.timestamps import from_text, to_text

logger = logging.getLogger(__name__)

Headers = tuple[tuple[str, str], ...]
MAX_FILE_SIZE = 256 * 1024 * 1024
MAX_BODY = 64 * 1024 * 1024
"""Bytes of an unpacked body."""
NOT_MODIFIED = 304
GZIP_MAGIC = b"\x1f\x8b"
CHUNK = 1 << 20


class UnreadableCapture(Exception):
    """A capture cannot be read: names the file and says why."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and the response that it got."""

    url: str
    at: datetime
    """When the response came; aware, UTC."""
    status: int
    headers: Headers
    body: bytes
    """As it came over the wire, but for the transfer encoding: still compressed where the headers say so."""
    method: str = "GET"
    request_headers: Headers = ()

    def header(self, name: str) -> str | None:
        """Return the value of a response header, whatever its case, or None."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def unpacked(self) -> bytes:
        """Return the body without its content encodings (RFC 9110, 8.4).

        Raises:
            UnreadableCapture: it is damaged, unpacks to more than `MAX_BODY`, or an encoding is not known.
        """
        body = self.body
        for coding in reversed((self.header("Content-Encoding") or "").lower().split(",")):
            name = coding.strip().encode("latin-1")
            if name in (b"", b"identity"):
                continue
            if name not in (*ACCEPTED_ENCODINGS, b"x-gzip"):
                raise UnreadableCapture(f"{self.url}: a body in {coding.strip()!r} cannot be unpacked")
            try:
                body = HttpCompressionMiddleware._decode(body, name, MAX_BODY)
            except (OSError, EOFError, ValueError, zlib.error) as error:
                raise UnreadableCapture(
                    f"{self.url}: its {coding.strip()} body is damaged: {error}"
                ) from error
        return body


class CaptureWriter:
    """Writes exchanges to files `PREFIX-TIME-PID-NUMBER.warc.gz` of a folder, a new one when one is full.

    Args:
        folder: is made when the first exchange is written.
        prefix: begins the file names; the source's name.
        max_size: bytes at which the next file is begun.
    """

    def __init__(self, folder: Path, prefix: str, max_size: int = MAX_FILE_SIZE) -> None:
        self.folder, self.prefix, self.max_size = folder, prefix, max_size
        self._count = 0
        self._file: BufferedWriter | None = None
        self._writer: WARCWriter | None = None

    def write(self, exchange: Exchange) -> Capture:
        """Append one exchange; return where its response stands.

        Raises:
            OSError: the disk is full, or the folder cannot be written.
        """
        if self._file is None or self._file.tell() >= self.max_size:
            self._next_file(exchange.at)
        assert self._file is not None and self._writer is not None
        capture = Capture(file=Path(self._file.name).name, offset=self._file.tell())
        response = self._response_record(self._writer, exchange)
        self._writer.write_record(response)
        self._writer.write_record(self._request_record(self._writer, exchange, response))
        self._file.flush()
        return capture

    def close(self) -> None:
        """Close the current file; the next exchange begins a new one."""
        if self._file is not None:
            self._file.close()
            self._file = self._writer = None

    def _next_file(self, at: datetime) -> None:
        self.close()
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{self.prefix}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}-{self._count:05}.warc.gz"
        self._count += 1
        self._file = (self.folder / name).open("xb")
        self._writer = WARCWriter(self._file, gzip=True)
        info = {"software": "kabarchy", "format": "WARC File Format 1.1"}
        self._writer.write_record(self._writer.create_warcinfo_record(name, info))

    @staticmethod
    def _response_record(writer: WARCWriter, exchange: Exchange) -> ArcWarcRecord:
        kept = [(name, value) for name, value in exchange.headers if name.lower() != "transfer-encoding"]
        return writer.create_warc_record(
            exchange.url,
            "response",
            payload=BytesIO(exchange.body),
            http_headers=StatusAndHeaders(str(exchange.status), kept, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": to_text(exchange.at)},
        )

    @staticmethod
    def _request_record(writer: WARCWriter, exchange: Exchange, response: ArcWarcRecord) -> ArcWarcRecord:
        parts = urlsplit(exchange.url)
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        headers = [("Host", parts.netloc), *exchange.request_headers]
        return writer.create_warc_record(
            exchange.url,
            "request",
            http_headers=StatusAndHeaders(
                f"{exchange.method} {path} HTTP/1.1", headers, is_http_request=True
            ),
            warc_headers_dict={
                "WARC-Date": to_text(exchange.at),
                "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
            },
        )


class CaptureReader:
    """Finds exchanges in WARC files by URL or by place.

    The files are indexed when they are opened (one pass); bodies are read when they are asked for.

    Raises:
        UnreadableCapture: a file is missing or is no WARC file.
    """

    def __init__(self, files: Sequence[Path]) -> None:
        self.files = tuple(files)
        self._places: dict[str, tuple[Path, int]] = {}
        for file in self.files:
            for offset, exchange in exchanges(file):
                if exchange.status != NOT_MODIFIED:
                    self._places[_key(exchange.url)] = (file, offset)

    def find(self, url: str) -> tuple[Exchange, Path, int] | None:
        """Return the newest exchange of `url` that has a body, its file and its offset; None: not captured.

        URLs are compared with their query sorted and without fragment.
        """
        place = self._places.get(_key(url))
        return (read_exchange(*place), *place) if place else None

    def __len__(self) -> int:
        return len(self._places)


def read_exchange(file: Path, offset: int) -> Exchange:
    """Return the exchange whose response record begins at byte `offset` of `file`.

    Raises:
        UnreadableCapture: there is no such file, or no complete response record at that place.
    """
    with _opened(file) as stream:
        found = next(_records(stream, file, offset), None)
    if found is None or found[0] != offset or found[1] is None:
        raise UnreadableCapture(f"{file}: there is no complete response at byte {offset}")
    return found[1]


def exchanges(file: Path) -> Iterator[tuple[int, Exchange]]:
    """Yield each complete exchange of a WARC file with the byte at which its response record begins.

    A torn record ends the file; it is logged, not an error.

    Raises:
        UnreadableCapture: the file is missing or is no WARC file.
    """
    with _opened(file) as stream:
        for offset, found in _records(stream, file):
            if found is not None:
                yield offset, found


def _records(stream: BufferedReader, file: Path, start: int = 0) -> Iterator[tuple[int, Exchange | None]]:
    magic = stream.read(5)
    if magic.startswith(GZIP_MAGIC) or len(magic) < len(GZIP_MAGIC):
        for offset, member in _members(stream, file, start):
            for _, record in _plain_records(BytesIO(member), file):
                yield offset, record
    elif magic.startswith(b"WARC/"):
        stream.seek(start)
        yield from _plain_records(stream, file)
    else:
        raise UnreadableCapture(f"{file} is no WARC file: it begins with {magic!r}")


def _members(stream: BufferedReader, file: Path, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield the complete gzip members from byte `start` on, each with the byte at which it begins."""
    stream.seek(start)
    offset, pending = start, b""
    while pending or (pending := stream.read(CHUNK)):
        inflater = zlib.decompressobj(wbits=31)
        parts, used = [], 0
        try:
            while not inflater.eof and pending:
                parts.append(inflater.decompress(pending))
                used += len(pending) - len(inflater.unused_data)
                pending = inflater.unused_data if inflater.eof else stream.read(CHUNK)
        except zlib.error as error:
            raise UnreadableCapture(f"{file}: damaged at byte {offset + used}: {error}") from error
        if not inflater.eof:
            logger.warning("%s: a torn record at its end, byte %d, is left out", file, offset)
            return
        yield offset, b"".join(parts)
        offset += used


def _plain_records(stream: BinaryIO, file: Path) -> Iterator[tuple[int, Exchange | None]]:
    try:
        iterator = ArchiveIterator(stream)
        for record in iterator:
            exchange = _exchange(record)
            # Asking for the offset reads the record to its end.
            yield iterator.get_record_offset(), exchange
    except (ArchiveLoadFailed, EOFError) as error:
        logger.warning("%s: a torn record is left out (%s)", file, error)


def _opened(file: Path) -> BufferedReader:
    try:
        return file.open("rb")
    except OSError as error:
        raise UnreadableCapture(f"{file}: cannot be read: {error.strerror}") from error


def _exchange(record: ArcWarcRecord) -> Exchange | None:
    """Return the exchange that a response record holds, None for another kind of record or a torn one."""
    if record.rec_type != "response" or record.http_headers is None:
        return None
    body = b"".join(iter(lambda: record.raw_stream.read(1 << 20), b""))
    if record.raw_stream.limit > 0:
        return None
    date = record.rec_headers.get_header("WARC-Date")
    return Exchange(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        at=from_text(f"{date[:19]}Z"),
        status=int(record.http_headers.get_statuscode()),
        headers=tuple(record.http_headers.headers),
        body=body,
    )


def _key(url: str) -> str:
    return canonicalize_url(url)
