"""`pacta seed`: loading bundles of records."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.database import checked_settings, writing
from app.cli.keys import AsJson
from app.cli.terminal import counted, fail, say, say_json, say_table

seed = typer.Typer(no_args_is_help=True, help="Load records from YAML files.")


@seed.callback()
def _group() -> None:
    """Keep `load` a command of its own, although there is no other."""


@seed.command()
def load(
    path: Annotated[Path | None, typer.Argument(help="A file or a folder. Without it: the seeds of Pacta.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Load a bundle: all of it or nothing, and nothing that is there already."""
    from app.cli.load_progress import load_path, summary
    from app.exchange.bundles import SEEDS
    from app.exchange.faults import BadBundle

    with writing(checked_settings()) as engine:
        try:
            report = load_path(engine, path or SEEDS, dry_run=dry_run)
        except BadBundle as error:
            if as_json:
                say_json({"faults": [vars(fault) for fault in error.faults]})
            listed = () if as_json else map(str, error.faults)
            fail(*listed, f"Nothing was loaded: {counted(len(error.faults), 'fault')}.")
    if as_json:
        counts = {name: vars(counts) for name, counts in report.collections.items()}
        say_json({"dry_run": dry_run, "collections": counts, "created": report.created, "changed": report.changed})
        return
    rows = [
        (name.replace("_", " "), str(counts.created), str(counts.changed), str(counts.unchanged))
        for name, counts in report.collections.items()
    ]
    say_table(("", "created", "changed", "unchanged"), rows, numbers=True)
    say(summary(report, dry_run=dry_run))
