"""The demonstration: a small news world of our own making, kept as one WARC capture."""

from importlib.resources import files
from pathlib import Path

SOURCES = ("gov_kg", "kg24", "kloop_kg", "mchs_gov_kg", "open_kg", "vesti_kg")
"""The spiders whose sites the capture holds."""


def capture_file() -> Path:
    """Return the path of the bundled capture."""
    return Path(str(files("scraper.demo"))) / "demo.warc.gz"
