"""How far long work is, on standard error: a bar on a terminal, a line now and then elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from app.cli.terminal import say_aside

SECONDS = 2.0
"""Between two lines, where nobody watches a bar."""

Progress = Callable[[int, int | None], None]
"""`progress(done, every)`: so much of so much is done; of None, nobody knows how much there is."""


@contextmanager
def progress(description: str, sentence: str) -> Iterator[Progress]:
    """Show how far work is while the context lasts. `sentence` follows the counts, such as "changes written"."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines(sentence)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(description, total=None)
        yield lambda done, every: bar.update(task, completed=done, total=every)


class _Lines:
    """Says how far it is, at most every few seconds, and at the end."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence
        self._next = monotonic() + SECONDS

    def __call__(self, done: int, every: int | None) -> None:
        if done and (done == every or monotonic() >= self._next):
            self._next = monotonic() + SECONDS
            counts = f"{done:,}" if every is None else f"{done} of {every}"
            say_aside(f"{counts} {self._sentence}")
