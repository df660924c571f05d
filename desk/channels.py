"""Where alarms are told: a webhook (JSON) and e-mail, beside the log. A dead channel never stops a crawl."""

from __future__ import annotations

import json
import logging
import os
import smtplib
import ssl
import urllib.request
from collections.abc import Callable, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from desk.alarm_book import Alarm, mark_told, untold
from desk.logs import without_secrets
from scraper.configuration import AlertSettings
from storage.archive import Archive
from storage.timestamps import to_text

logger = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds that a channel may take."""
PASSWORD = "KABARCHY_SMTP_PASSWORD"
"""Environment variable with the password of the mail server."""
DEAD = (OSError, smtplib.SMTPException, ValueError)
"""What a dead or wrongly set channel raises (URLError, timeouts and TLS errors are OSErrors)."""

Channel = Callable[[Sequence[Alarm]], None]


def channels_of(settings: AlertSettings) -> dict[str, Channel]:
    """Return the channels that are configured, by name."""
    found: dict[str, Channel] = {}
    if settings.webhook:
        found["webhook"] = lambda alarms: tell_webhook(settings, alarms)
    if settings.smtp_host and settings.mail_to:
        found["mail"] = lambda alarms: tell_mail(settings, alarms)
    return found


def tell_untold(archive: Archive, settings: AlertSettings, at: datetime) -> int:
    """Tell every channel of the alarms that none was told of yet; return how many those were.

    They count as told when one channel took them, or when there is none but the log; until then each call
    tries again.
    """
    alarms = untold(archive)
    channels = channels_of(settings)
    if not alarms:
        return 0
    if tell(channels, alarms) or not channels:
        mark_told(archive, alarms, at)
    return len(alarms)


def tell(channels: dict[str, Channel], alarms: Sequence[Alarm]) -> list[str]:
    """Tell each channel; return the names of those that took it. Those that did not are logged."""
    took = []
    for name, channel in channels.items():
        try:
            channel(alarms)
        except DEAD as error:
            words = without_secrets(f"{type(error).__name__}: {error}")
            logger.error("the %s does not take alarms: %s; check [alerts] in the configuration", name, words)
        else:
            took.append(name)
    return took


def words_of(alarm: Alarm) -> str:
    """Return an alarm in one line."""
    state = "over" if alarm.closed_at else "ALARM"
    line = f"{state} {alarm.source}, {alarm.title}: {alarm.detail} (kabarchy alarms {alarm.source})"
    return "".join(character if character.isprintable() else " " for character in line)


def tell_webhook(settings: AlertSettings, alarms: Sequence[Alarm]) -> None:
    """Post alarms as JSON; `text` is what chats show, the rest is for machines.

    Raises:
        OSError: nobody answered, or not with 2xx.
    """
    assert settings.webhook
    said: dict[str, object] = {"text": "\n".join(map(words_of, alarms))}
    if settings.telegram_chat:
        said["chat_id"] = settings.telegram_chat
    else:
        said["alarms"] = [
            {
                "id": alarm.id,
                "source": alarm.source,
                "kind": alarm.kind,
                "field": alarm.field,
                "detail": alarm.detail,
                "opened_at": to_text(alarm.opened_at),
                "closed_at": to_text(alarm.closed_at) if alarm.closed_at else None,
            }
            for alarm in alarms
        ]
    request = urllib.request.Request(
        settings.webhook,
        data=json.dumps(said, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8", "User-Agent": "Kabarchy"},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE):
        pass


def tell_mail(settings: AlertSettings, alarms: Sequence[Alarm]) -> None:
    """Send alarms as one mail.

    Raises:
        OSError, SMTPException: the server cannot be reached, or did not take it.
    """
    assert settings.smtp_host
    message = EmailMessage()
    first = alarms[0]
    more = f" and {len(alarms) - 1} more" if len(alarms) > 1 else ""
    message["Subject"] = f"Kabarchy: {first.source}, {first.title}{more}"
    message["From"] = settings.mail_from or f"kabarchy@{settings.smtp_host}"
    message["To"] = ", ".join(settings.mail_to)
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain="kabarchy.invalid")
    message.set_content("\n".join(map(words_of, alarms)) + "\n")
    with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=PATIENCE) as server:
        if settings.smtp_tls:
            server.starttls(context=ssl.create_default_context())
        password = os.environ.get(PASSWORD)
        if settings.smtp_user and password:
            server.login(settings.smtp_user, password)
        server.send_message(message)
