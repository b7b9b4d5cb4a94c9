"""What the command line says, to people on a terminal and to scripts."""

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from app.cli.control_characters import on_one_line, visible, visible_json
from app.cli.exit_codes import CommandFailedError, ExitCode


def fail(*lines: str, code: ExitCode = ExitCode.FAILED) -> NoReturn:
    """End the command with these lines, and the exit code."""
    raise CommandFailedError(*lines, code=code)


def on_terminal() -> bool:
    """Return whether somebody reads what is printed, as opposed to a file or a log collector."""
    return sys.stdout.isatty()


def say(*lines: str) -> None:
    """Print the result of a command."""
    for line in lines:
        sys.stdout.write(f"{visible(line)}\n")
    sys.stdout.flush()


def say_aside(*lines: str) -> None:
    """Print what goes beside the result: to standard error, so that a script gets the result alone."""
    for line in lines:
        sys.stderr.write(f"{visible(line)}\n")
    sys.stderr.flush()


def say_json(value: object) -> None:
    """Print the result of a command for a script: one JSON value on a line."""
    from app.strict_json import encode_text

    # A terminal gets no character that would do something; to who reads the JSON it is the same.
    sys.stdout.write(visible_json(encode_text(value)) + "\n")
    sys.stdout.flush()


def notice(event: str, sentence: str, **facts: Any) -> None:
    """Report what a long-running command begins, or has done: a sentence on a terminal, a line of the log elsewhere."""
    if on_terminal():
        say(sentence)
    else:
        log().info(event, **facts)


def log() -> Any:
    """Return the log of a long-running command."""
    import structlog

    return structlog.get_logger("pacta")


def counted(count: int, noun: str) -> str:
    """Return how many there are of something, in words."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def say_table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: bool = False, cut: bool = False
) -> None:
    """Print a table: as wide as the terminal, or as wide as it needs where there is none.

    `numbers`: all columns but the first hold numbers. `cut`: a row is one line, and cells that do not fit are cut.
    """
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for index, heading in enumerate(headings):
        table.add_column(
            heading,
            overflow="ellipsis" if cut else "fold",
            no_wrap=cut,
            justify="right" if numbers and index else "left",
        )
    for row in rows:
        table.add_row(*(on_one_line(cell) for cell in row))
    console = Console(markup=False, highlight=False, emoji=False, width=None if on_terminal() else WIDEST)
    console.print(table)


WIDEST = 1_000_000
"""Characters of a line that no terminal has to show."""


def write(text: str) -> None:
    """Print a text of a format of its own, such as CSV: to a terminal as it can be shown, elsewhere as it is."""
    sys.stdout.write(visible(text) if on_terminal() else text)
    sys.stdout.flush()
