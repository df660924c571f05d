"""What can go wrong with the archive, in words for the person who reads them."""

from __future__ import annotations


class ArchiveError(Exception):
    """The archive cannot do what was asked: says why, names the file, and what to do next."""
