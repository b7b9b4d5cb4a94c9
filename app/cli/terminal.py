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

    `numbers`: all columns but the first hold numbers. `cut`: a row is one line; cells that do not fit are cut, those of
    the widest column first.
    """
    from rich.console import Console
    from rich.table import Table

    console = Console(markup=False, highlight=False, emoji=False, width=None if on_terminal() else WIDEST)
    cells = [[on_one_line(cell) for cell in row] for row in (headings, *rows)]
    widest, width = _widest(cells, console.width) if cut else (None, None)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for index, heading in enumerate(headings):
        table.add_column(
            heading,
            overflow="ellipsis" if cut else "fold",
            no_wrap=cut,
            max_width=width if index == widest else None,
            justify="right" if numbers and index else "left",
        )
    for row in cells[1:]:
        table.add_row(*row)
    console.print(table)


def _widest(cells: list[list[str]], width: int) -> tuple[int, int]:
    """Return the widest column, and how wide it may be for the others to be whole."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    widest = widths.index(max(widths))
    return widest, max(LEAST, width - sum(widths) + widths[widest] - GAP * (len(widths) - 1))


GAP = 2
"""Spaces between columns."""

LEAST = 10
"""Characters of a cell that say something."""

WIDEST = 1_000_000
"""Characters of a line that no terminal has to show."""


def write(text: str) -> None:
    """Print a text of a format of its own, such as CSV: to a terminal as it can be shown, elsewhere as it is."""
    sys.stdout.write(visible(text) if on_terminal() else text)
    sys.stdout.flush()
