"""What can go wrong with the archive, in words for the person who reads them."""

from __future__ import annotations


class ArchiveError(Exception):
    """The archive cannot do what was asked: says why, names the file, and what to do next."""


class ArchiveLocked(ArchiveError):
    """Another process kept the archive locked for longer than we were willing to wait."""


class ArchiveFull(ArchiveError):
    """The disk is full, or a quota is reached. Nothing of the transaction was written."""


class ArchiveReplaced(ArchiveError):
    """The file was deleted or replaced while it was open."""


class ArchiveDamaged(ArchiveError):
    """SQLite says that the file is no database, or a damaged one."""


class WrongVersion(ArchiveError):
    """The schema of the file is older or newer than this program's."""


class Refused(ArchiveError):
    """A record cannot be kept: it lacks what every record must have."""
