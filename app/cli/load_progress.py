"""Loading a bundle with progress that somebody can watch."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import Engine

from app.cli.terminal import say_aside
from app.exchange.bundles import read_bundle, shown
from app.exchange.load_report import Report
from app.exchange.loader import Progress as LoadProgress
from app.exchange.loader import load_bundle


def load_path(engine: Engine, path: Path, *, dry_run: bool = False) -> Report:
    """Load a file or folder. Raises `BadBundle`."""
    bundle = read_bundle(path)
    with _progress(path) as progress:
        return load_bundle(engine, bundle, dry_run=dry_run, progress=progress)


@contextmanager
def _progress(path: Path) -> Iterator[LoadProgress]:
    """Draw a bar on a terminal; write plain lines elsewhere, one a piece."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _say_progress
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(f"Loading {shown(path)}", total=None)
        yield lambda done, every: progress.update(task, completed=done, total=every)


def _say_progress(done: int, every: int) -> None:
    if done:
        say_aside(f"{done} of {every} changes written")


def summary(report: Report, *, dry_run: bool = False) -> str:
    """Return what loading did in a sentence."""
    if not report.created and not report.changed:
        return f"Nothing changed: all {report.unchanged} are already there."
    counts = f"{report.created} created, {report.changed} changed, {report.unchanged} unchanged"
    return f"A dry run, nothing was written. It would be: {counts}." if dry_run else f"Loaded: {counts}."
