"""Loading a bundle with progress that somebody can watch."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Engine

from app.cli.progress import progress
from app.cli.terminal import say_aside
from app.exchange.formats.bundle import read_bundle, shown
from app.exchange.loading.load_report import ALWAYS, KINDS, Report
from app.exchange.loading.loader import load_bundle
from app.exchange.loading.part_plan import Loading
from app.exchange.loading.pieces import Progress as LoadProgress

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
    with _progress(path, len(bundle.records)) if watched else nullcontext(_say_nothing) as watching:
        return load_bundle(engine, bundle, loading, dry_run=dry_run, actor=actor, progress=watching)


@contextmanager
def _progress(path: Path, records: int) -> Iterator[LoadProgress]:
    """Show how far loading is."""
    if records > MANY and not sys.stderr.isatty():
        say_aside(f"{records} records read from {shown(path)}; comparing them with what is there")
    with progress(f"Loading {shown(path)}", "changes written") as shown_progress:
        yield shown_progress


def _say_nothing(_done: int, _every: int) -> None:
    """Stand in where only lines of the log are wanted."""


def summary(report: Report, *, dry_run: bool = False) -> str:
    """Return what loading did in a sentence."""
    if not report.is_something and not report.left:
        return f"Nothing changed: all {report.unchanged} are already there."
    kinds = [kind for kind in KINDS if kind in ALWAYS or report.total(kind)]
    counts = ", ".join(f"{report.total(kind)} {kind}" for kind in kinds)
    if not report.is_something:
        return f"Nothing changed: {counts}."
    return f"A dry run, nothing was written. It would be: {counts}." if dry_run else f"Loaded: {counts}."
