"""`python -m scraper.configuration` writes `docs/configuration.md` from the declared keys."""

from __future__ import annotations

from pathlib import Path

from scraper.configuration.example import reference

HEAD = """\
# Configuration

One file, `kabarchy.toml`, in the folder where Kabarchy is started (or named with `--config`).
`kabarchy init` writes an annotated one. Every key may be left out. A wrong key or value stops the
start, with the file, the line, the key and what was expected. The password of the mail server is
never in the file: it is read from the environment, `KABARCHY_SMTP_PASSWORD`.

"""

if __name__ == "__main__":
    Path("docs/configuration.md").write_text(HEAD + reference(), encoding="utf-8")
