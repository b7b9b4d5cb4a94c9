"""Loading a bundle with progress that somebody can watch."""

from contextlib import nullcontext
from pathlib import Path

from sqlalchemy import Engine

from app.cli.progress import progress
from app.exchange.formats.bundle import read_bundle, shown
from app.exchange.loading.load_report import ALWAYS, KINDS, Report
from app.exchange.loading.loader import load_bundle


def load_path(engine: Engine, path: Path, *, watched: bool = True) -> Report:
    """Load a file or folder; `watched` is whether to say how far it is. Raises `BadBundle`."""
    bundle = read_bundle(path)
    with progress(f"Loading {shown(path)}", "changes written") if watched else nullcontext(_say_nothing) as watching:
        return load_bundle(engine, bundle, progress=watching)


def _say_nothing(_done: int, _every: int) -> None:
    """Stand in where only lines of the log are wanted."""


def summary(report: Report) -> str:
    """Return what loading did in a sentence."""
    if not report.is_something and not report.left:
        return f"Nothing changed: all {report.unchanged} are already there."
    kinds = [kind for kind in KINDS if kind in ALWAYS or report.total(kind)]
    counts = ", ".join(f"{report.total(kind)} {kind}" for kind in kinds)
    return f"Loaded: {counts}." if report.is_something else f"Nothing changed: {counts}."
