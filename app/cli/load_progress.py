"""Loading a bundle with progress that somebody can watch."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import Engine

from app.cli.terminal import say_aside
from app.exchange.formats.bundle import read_bundle, shown
from app.exchange.loading.load_report import ALWAYS, KINDS, Report
from app.exchange.loading.loader import load_bundle
from app.exchange.loading.part_plan import Loading
from app.exchange.loading.pieces import Progress as LoadProgress

SECONDS = 2.0
"""Between two lines that say how far loading is, where nobody watches a bar."""

MANY = 1000
"""Records that take a while to compare."""


def load_path(
    engine: Engine,
    path: Path,
    *,
    data_set: str | None = None,
    overwrite: bool = False,
    as_amendments: str | None = None,
    actor: str | None = None,
    dry_run: bool = False,
    watched: bool = True,
) -> Report:
    """Load a file or folder; `watched` is whether to say how far it is. Raises `BadBundle`."""
    bundle = read_bundle(path)
    loading = Loading(data_set or bundle.data_set, overwrite, as_amendments)
    with _progress(path, len(bundle.records)) if watched else nullcontext(_say_nothing) as progress:
        return load_bundle(engine, bundle, loading, dry_run=dry_run, actor=actor, progress=progress)


@contextmanager
def _progress(path: Path, records: int) -> Iterator[LoadProgress]:
    """Draw a bar on a terminal; write plain lines elsewhere, now and then."""
    console = Console(stderr=True)
    if not console.is_terminal:
        if records > MANY:
            say_aside(f"{records} records read from {shown(path)}; comparing them with what is there")
        yield _Lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(f"Loading {shown(path)}", total=None)
        yield lambda done, every: progress.update(task, completed=done, total=every)


def _say_nothing(_done: int, _every: int) -> None:
    """Stand in where only lines of the log are wanted."""


class _Lines:
    """Says how far loading is, at most every few seconds, and at the end."""

    def __init__(self) -> None:
        self._next = monotonic() + SECONDS

    def __call__(self, done: int, every: int) -> None:
        if done and (done == every or monotonic() >= self._next):
            self._next = monotonic() + SECONDS
            say_aside(f"{done} of {every} changes written")


def summary(report: Report, *, dry_run: bool = False) -> str:
    """Return what loading did in a sentence."""
    if not report.is_something and not report.left:
        return f"Nothing changed: all {report.unchanged} are already there."
    kinds = [kind for kind in KINDS if kind in ALWAYS or report.total(kind)]
    counts = ", ".join(f"{report.total(kind)} {kind}" for kind in kinds)
    if not report.is_something:
        return f"Nothing changed: {counts}."
    return f"A dry run, nothing was written. It would be: {counts}." if dry_run else f"Loaded: {counts}."
