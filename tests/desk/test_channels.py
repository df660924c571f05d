"""Channels against real servers on loopback; a dead one is logged and stops nothing."""

from __future__ import annotations

import json
import logging
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from desk.alarm_book import Alarm, untold
from desk.channels import channels_of, tell, tell_untold
from scraper.configuration import AlertSettings
from storage.archive import Archive

AT = datetime(2026, 3, 4, 12, tzinfo=UTC)
ALARM = Alarm(1, "open_kg", "field", "authors", "the last 5 articles lack it\x1b[31m\r\nBcc: x@y.z", AT)


@contextmanager
def webhook(status: int = 200) -> Iterator[tuple[str, list[dict[str, object]]]]:
    got: list[dict[str, object]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/hooks/secret123", got
    server.shutdown()
    server.server_close()


@contextmanager
def mail_server() -> Iterator[tuple[int, list[bytes]]]:
    """A server that speaks enough SMTP (RFC 5321) to take a mail."""
    mails: list[bytes] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 loopback\r\n")
            while line := self.rfile.readline():
                verb = line[:4].upper()
                if verb == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    body = b""
                    while (line := self.rfile.readline()) != b".\r\n":
                        body += line
                    mails.append(body)
                self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
                if verb == b"QUIT":
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server.server_address[1], mails
        server.shutdown()


def test_a_webhook_gets_text_for_people_and_fields_for_machines() -> None:
    with webhook() as (url, got):
        assert tell(channels_of(AlertSettings(webhook=url)), [ALARM]) == ["webhook"]
    (said,) = got
    assert "open_kg, field authors" in str(said["text"])
    assert "\x1b" not in str(said["text"])
    assert said["alarms"][0]["opened_at"] == "2026-03-04T12:00:00Z"  # type: ignore[index]


def test_a_telegram_bot_gets_its_chat() -> None:
    with webhook() as (url, got):
        tell(channels_of(AlertSettings(webhook=url, telegram_chat="-1001")), [ALARM])
    assert set(got[0]) == {"chat_id", "text"}


def test_a_mail_arrives_whole_and_nothing_of_a_page_gets_into_its_head() -> None:
    with mail_server() as (port, mails):
        settings = AlertSettings(
            smtp_host="127.0.0.1",
            smtp_port=port,
            mail_from="k@a.example",
            mail_to=("d@a.example", "e@a.example"),
        )
        assert tell(channels_of(settings), [ALARM]) == ["mail"]
    mail = message_from_bytes(mails[0])
    assert mail["To"] == "d@a.example, e@a.example"
    assert mail["Bcc"] is None
    assert "open_kg" in mail["Subject"]
    assert "the last 5 articles lack it" in mail.get_payload()


def closed_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_dead_channels_are_logged_without_their_secrets_and_the_living_one_is_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with mail_server() as (port, mails), caplog.at_level(logging.ERROR):
        dead = AlertSettings(
            webhook=f"http://127.0.0.1:{closed_port()}/hooks/secret123",
            smtp_host="127.0.0.1",
            smtp_port=port,
            mail_to=("d@a.example",),
        )
        assert tell(channels_of(dead), [ALARM]) == ["mail"]
        assert len(mails) == 1
    assert "webhook does not take alarms" in caplog.text
    assert "secret123" not in caplog.text


def test_an_alarm_that_nobody_took_is_told_again_until_somebody_does(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.db") as archive:
        with archive.transaction():
            archive.sql.execute(
                "INSERT INTO alarms (source, kind, detail, opened_at, last_seen_at) VALUES"
                " ('a', 'silence', 'x', '2026-03-04T12:00:00Z', '2026-03-04T12:00:00Z')"
            )
        with webhook(status=500) as (url, _):
            assert tell_untold(archive, AlertSettings(webhook=url), AT) == 1
        assert len(untold(archive)) == 1
        with webhook() as (url, got):
            tell_untold(archive, AlertSettings(webhook=url), AT)
            assert tell_untold(archive, AlertSettings(webhook=url), AT) == 0
        assert len(got) == 1
