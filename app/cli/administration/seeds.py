"""`pacta seed`: loading bundles of records."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from app.cli.arguments import AsJson, checked_settings, one_line, past_day
from app.cli.terminal import counted, fail, say, say_aside, say_json, say_table

if TYPE_CHECKING:
    from app.exchange.formats.faults import BadBundle
    from app.exchange.loading.load_report import Report

seed = typer.Typer(no_args_is_help=True, help="Load records from YAML files.")


@seed.callback()
def _group() -> None:
    """Keep `load` a command of its own, although there is no other."""


@seed.command()
def load(
    path: Annotated[Path | None, typer.Argument(help="A file or a folder. Without it: the seeds of Pacta.")] = None,
    data_set: Annotated[
        str | None,
        typer.Option(
            help="Of which data set this is an edition: loading corrects and takes back what an earlier one said. "
            "Default: the bundle's only source of the kind dataset, else the name of the file or folder."
        ),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Let the bundle win over what was changed here since.")
    ] = False,
    as_amendments: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="What the data set says otherwise than before of due, wording, strength, conditions, targets is told "
            "as amended by the parties from the day on (2025-06-30), not corrected.",
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(help="Who does it: public, one line, as the ledger shows actors. Default: the data set."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Load a bundle: write what it says anew, and leave what was changed here since the data set was loaded last.

    What was changed both here and in the bundle is named and left, unless --overwrite is given. A bundle in which
    anything is wrong is refused whole. A large one is written in pieces; should one be refused, run it again to go on.

    Example: pacta seed load commitments.yaml --data-set commitments --dry-run
    """
    from app.cli.administration.database import writing
    from app.cli.administration.load_progress import load_path, summary
    from app.exchange.formats.bundle import SEEDS
    from app.exchange.formats.faults import BadBundle
    from app.exchange.loading.load_report import ALWAYS, KINDS

    data_set = data_set and one_line(data_set, "--data-set")
    actor = by and one_line(by, "--by")
    day = as_amendments and past_day(as_amendments, "--as-amendments")
    with writing(checked_settings()) as engine:
        try:
            report = load_path(
                engine,
                path or SEEDS,
                data_set=data_set,
                overwrite=overwrite,
                as_amendments=day,
                actor=actor,
                dry_run=dry_run,
            )
        except BadBundle as error:
            _fail(error, as_json=as_json)
    if as_json:
        _say_report(report, dry_run=dry_run)
        return
    kinds = [kind for kind in KINDS if kind in ALWAYS or report.total(kind)]
    rows = [
        (name.replace("_", " "), *(str(getattr(counts, kind)) for kind in kinds))
        for name, counts in report.collections.items()
    ]
    say_table(("", *kinds), rows, numbers=True)
    say_aside(*map(str, report.left))
    say(summary(report, dry_run=dry_run))


def _say_report(report: "Report", *, dry_run: bool) -> None:
    say_json(
        {
            "dry_run": dry_run,
            "collections": {name: vars(counts) for name, counts in report.collections.items()},
            "created": report.created,
            "changed": report.changed,
            "removed": report.total("removed"),
            "left": [vars(fault) for fault in report.left],
        }
    )


def _fail(error: "BadBundle", *, as_json: bool) -> NoReturn:
    """End the command with what is wrong, and how far it came."""
    from app.exchange.loading.pieces import LoadStopped

    if as_json:
        say_json({"faults": [vars(fault) for fault in error.faults]})
    listed = () if as_json else map(str, error.faults)
    faults = counted(len(error.faults), "fault")
    if not isinstance(error, LoadStopped):
        fail(*listed, f"Nothing was loaded: {faults}.")
    fail(
        *listed,
        f"Stopped: {faults}. Written: {counted(error.written, 'change')}. Left: {error.left}. Run it again to go on.",
    )
