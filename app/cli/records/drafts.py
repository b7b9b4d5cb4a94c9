"""Records as people write them: YAML or JSON, from a file, from standard input or from options."""

import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.cli.terminal import fail

STANDARD_INPUT = Path("-")
Draft = dict[str, Any]


def read_text(file: Path) -> bytes:
    """Return the content of a file, `-` being standard input. What cannot be read ends the command."""
    if file == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as error:
        fail(f"{file}: {error.strerror}.")


def read_draft(file: Path) -> Draft:
    """Return the record in a file: YAML, of which JSON is a part. Anything else ends the command, with its line."""
    value, faults = parse(read_text(file))
    if faults or not isinstance(value, dict):
        fail(*(f"{file}:{line}: {message}" for line, message in faults or [(1, "must hold the fields of one record")]))
    return value


def parse(text: bytes) -> tuple[Any, list[tuple[int, str]]]:
    """Return the value of a YAML text, and what is wrong with it: lines and messages."""
    from app.exchange.formats.strict_yaml import BadYaml
    from app.exchange.formats.strict_yaml import parse as parse_yaml

    try:
        return parse_yaml(text).plain(), []
    except BadYaml as error:
        return None, error.faults


def from_options(given: list[str], noun: str) -> Draft:
    """Return the fields of a record that `--set name=value` options give: YAML, but of a field of text, the text."""
    import typer

    draft: Draft = {}
    for one in given:
        name, equals, text = one.partition("=")
        value, faults = parse(text.encode()) if text.strip() else (None, [])
        if not equals or not name or faults:
            raise typer.BadParameter(f"{one!r} must be name=value", param_hint="--set")
        if name in draft:
            raise typer.BadParameter(f"{name} is given more than once", param_hint="--set")
        draft[name] = text.strip() if isinstance(value, (int, Decimal)) and _is_text(noun, name) else value
    return draft


def _is_text(noun: str, name: str) -> bool:
    """Return whether a field of a record holds a text, or none: `due=2026` is no number."""
    from app.client import records

    declared = getattr(records, noun.capitalize()).__annotations__.get(name)
    return getattr(declared, "__forward_arg__", "").removeprefix("NotRequired[").rstrip("]") in {"str", "str | None"}


def to_yaml(value: Any) -> str:
    """Return a value as YAML that `parse` reads as the same."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes decimals with all their digits, and texts of several lines as they stand."""

    def number(dumper: yaml.SafeDumper, decimal: Decimal) -> yaml.Node:
        text = format(decimal, "f")
        return dumper.represent_scalar("tag:yaml.org,2002:float", text if "." in text else f"{text}.0")

    def text(dumper: yaml.SafeDumper, words: str) -> yaml.Node:
        style = "|" if "\n" in words else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", words, style=style)

    Dumper.add_representer(Decimal, number)
    Dumper.add_representer(str, text)
    written: str = yaml.dump(value, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=100)
    return written
