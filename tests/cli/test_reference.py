"""Every command can be looked up, and says what it does."""

from __future__ import annotations

from cli import kabarchy
from cli.reference import DOCUMENT, commands, reference


def test_the_document_is_made_from_the_commands() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == reference(), "run `python -m cli.reference`"


def test_every_command_and_option_has_its_help() -> None:
    for path, command in commands(kabarchy, ("kabarchy",)):
        assert command.get_short_help_str(), path
        for option in command.params:
            if option.param_type_name == "option":
                assert getattr(option, "help", None), (path, option.name)
