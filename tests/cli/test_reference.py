"""Every command can be looked up, and says what it does."""

from __future__ import annotations

import subprocess
import sys

from cli import COMMANDS, kabarchy
from cli.reference import DOCUMENT, commands, reference


def test_the_document_is_made_from_the_commands() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == reference(), "run `python -m cli.reference`"


def test_every_command_and_option_has_its_help() -> None:
    for path, command in commands(kabarchy, ("kabarchy",)):
        assert command.get_short_help_str(), path
        for option in command.params:
            if option.param_type_name == "option":
                assert getattr(option, "help", None), (path, option.name)


def test_the_list_of_commands_tells_each_in_a_line_of_80_columns() -> None:
    told = _child("from cli import main; main(['--help'])").splitlines()
    for name, entry in COMMANDS.items():
        assert f"  {name.ljust(9)}  {entry.summary}" in told
    assert max(map(len, told)) <= 80


def test_the_list_of_commands_imports_none_of_them() -> None:
    loaded = _child(
        "import sys; from cli import kabarchy; kabarchy.main(['--help'], standalone_mode=False); print(*sys.modules)"
    )
    assert "cli.invocation" in loaded
    assert not [
        entry.module for entry in COMMANDS.values() if entry.module.partition(":")[0] in loaded.split()
    ]
    assert "scrapy" not in loaded.split()


def _child(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"COLUMNS": "80"}
    ).stdout
