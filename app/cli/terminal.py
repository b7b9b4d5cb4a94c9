"""What the command line says, to people on a terminal and to scripts."""

import sys
from collections.abc import Sequence
from typing import Any, NoReturn


class CommandFailedError(Exception):
    """A fault that could be foreseen: its lines are all that is said of it, and the exit code is 1."""

    def __init__(self, *lines: str) -> None:
        """Keep what to say."""
        super().__init__(*lines)
        self.lines = lines


def fail(*lines: str) -> NoReturn:
    """End the command with these lines and exit code 1."""
    raise CommandFailedError(*lines)


def on_terminal() -> bool:
    """Return whether somebody reads what is printed, as opposed to a file or a log collector."""
    return sys.stdout.isatty()


def say(*lines: str) -> None:
    """Print the result of a command."""
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def say_aside(*lines: str) -> None:
    """Print what goes beside the result: to standard error, so that a script gets the result alone."""
    for line in lines:
        sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def say_json(value: object) -> None:
    """Print the result of a command for a script."""
    from app.strict_json import encode_text

    say(encode_text(value))


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


def say_table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: bool = False) -> None:
    """Print a table: as wide as the terminal, or as wide as it needs where there is none.

    `numbers`: all columns but the first hold numbers.
    """
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for index, heading in enumerate(headings):
        table.add_column(heading, overflow="fold", justify="right" if numbers and index else "left")
    for row in rows:
        table.add_row(*row)
    console = Console(markup=False, highlight=False, width=None if on_terminal() else 1000)
    console.print(table)
