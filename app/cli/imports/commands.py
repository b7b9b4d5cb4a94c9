"""`pacta import`: what it takes, and what it says."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from app.cli.arguments import AsJson, DryRun, one_line, past_day
from app.cli.service.connection import connected
from app.cli.terminal import counted, fail, say, say_aside, say_json, say_table

if TYPE_CHECKING:
    from app.client import Client

COUNTED = ("created", "changed", "removed", "unchanged", "left")
KEPT = 100
"""Faults that an import keeps; its rows tell of all."""
ALWAYS = frozenset({"created", "changed", "unchanged"})


def import_(
    path: Annotated[Path | None, typer.Argument(help="A file, or a folder. Without it: the seeds of Pacta.")] = None,
    mapping: Annotated[
        str | None,
        typer.Option(help="What the columns of a table are: a file, or the name of a mapping that comes with Pacta."),
    ] = None,
    data_set: Annotated[
        str | None,
        typer.Option(
            help="Of which data set this is an edition: it corrects and takes back what an earlier one said. Default: "
            "the mapping's, else a bundle's only source of the kind dataset, else the name of the file or folder."
        ),
    ] = None,
    as_amendments: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="What the data set says otherwise than before of due, wording, strength, conditions, targets is told "
            "as amended by the parties from the day on (2025-06-30), not corrected.",
        ),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Let the file win over what was changed here since.")
    ] = False,
    rows: Annotated[
        int | None,
        typer.Option(min=1, help="Show what so many rows of each sheet become by the mapping, and send nothing."),
    ] = None,
    report: Annotated[
        bool,
        typer.Option(
            "--report", help="Tell row by row what becomes of the records, but of those that stay as they are."
        ),
    ] = False,
    undo: Annotated[
        int | None, typer.Option(metavar="ID", help="Take back an import; what people changed since stays.")
    ] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Import a bundle, or tables with a mapping: all of it is judged before anything is written.

    What is here and in the file, and was changed here since the data set was imported last, is named and left, unless
    --overwrite is given. Interrupted, run it again: it goes on.

    Examples: pacta import; pacta import promises.csv --mapping promises.yaml --rows 5;
    pacta import promises.csv --mapping promises.yaml --dry-run --report;
    pacta import trumptracker.zip --mapping trumptracker; pacta import --undo 12
    """
    from app.cli.imports.report import read_report, say_report
    from app.cli.imports.rows import show_rows
    from app.cli.imports.upload import read_upload, wait_for

    if undo is not None:
        if path or mapping or data_set or as_amendments or overwrite or rows or report:
            raise typer.BadParameter("goes with --dry-run and --json alone", param_hint="--undo")
        with connected() as client:
            undone = _undone(client, undo, dry_run=dry_run)
        _say_undone(undone, dry_run=dry_run, as_json=as_json)
        return
    if rows is not None:
        show_rows(path, mapping, rows, as_json=as_json)
        return
    query = {
        "data_set": data_set and one_line(data_set, "--data-set"),
        "as_amendments": as_amendments and past_day(as_amendments, "--as-amendments"),
        "overwrite": overwrite or None,
        "dry_run": dry_run or None,
    }
    with read_upload(path, mapping) as upload, connected() as client:
        found = wait_for(client, upload.send(client, query))
        if report and as_json:
            found["rows"] = list(read_report(client, found["id"]))
        elif report:
            say_report(client, found["id"])
    if found["state"] in {"refused", "stopped"}:
        _fail(found, as_json=as_json)
    if as_json:
        say_json({"dry_run": dry_run, **found})
    else:
        _say(found, dry_run=dry_run)
    if dry_run and found["counts"]["refused"]:
        _fail(found, as_json=as_json)


def _say(found: dict[str, Any], *, dry_run: bool) -> None:
    """Print what became of the records of a file, collection by collection."""
    collections = found["counts"]["collections"]
    sums = {kind: sum(counts[kind] for counts in collections.values()) for kind in COUNTED}
    kinds = [kind for kind in COUNTED if kind in ALWAYS or sums[kind]]
    rows = [
        (name.replace("_", " "), *(str(counts[kind]) for kind in kinds))
        for name, counts in collections.items()
        if any(counts[kind] for kind in COUNTED)
    ]
    say_table(("", *kinds), rows, numbers=True)
    say_aside(*found["counts"].get("notes", ()))
    if not found["counts"]["refused"]:
        say_aside(*map(line_of, found["faults"]))
    told = ", ".join(f"{sums[kind]} {kind}" for kind in kinds)
    if found["counts"]["refused"]:
        say(f"A dry run, nothing was written. It would be, but for what is refused: {told}.")
    elif dry_run:
        say(f"A dry run, nothing was written. It would be: {told}.")
    elif not any(sums[kind] for kind in ("created", "changed", "removed")):
        say(f"Nothing changed: {told}.")
    else:
        say(f"Imported: {told}. To take it back: pacta import --undo {found['id']}")


def _fail(found: dict[str, Any], *, as_json: bool) -> NoReturn:
    """End the command with what is wrong, and how far it came."""
    if as_json and found["state"] != "preview":
        say_json(found)
    listed = () if as_json else map(line_of, found["faults"])
    if found["state"] == "stopped":
        left = "" if found["total"] is None else f" of {found['total']}"
        fail(*listed, f"Stopped: {found['done']}{left} changes are written. Run it again to go on.")
    faults = counted(len(found["faults"]), "fault")
    fail(*listed, f"Nothing was imported: {faults if len(found['faults']) < KEPT else f'{faults} or more'}.")


def line_of(fault: dict[str, Any]) -> str:
    """Return a fault as a compiler would print it: editors find the place. What has no line is found by its record."""
    if fault["line"] is None:
        place = ": ".join(filter(None, (fault["sheet"], fault.get("record"))))
    else:
        place = f"{fault['sheet']}:{fault['line']}"
    named = f"{place}:{fault['field']}" if fault["field"] else place
    column = f"column {fault['column'][:60]!a}: " if fault["column"] else ""
    return f"{named}: {column}{fault['message']}"


def _undone(client: "Client", id: int, *, dry_run: bool) -> dict[str, Any]:
    from app.cli.imports.upload import wait_for
    from app.client.requests import address

    answer: dict[str, Any] = client.post(address("imports", str(id), "undo"), None, dry_run=dry_run or None)
    if answer["report"] is not None:
        report: dict[str, Any] = answer["report"]
        return report
    found = wait_for(client, {"id": id, "state": "undoing"})
    return {"state": found["state"], "left": found["faults"]}


def _say_undone(report: dict[str, Any], *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        say_json({"dry_run": dry_run, **report})
        return
    say_aside(*map(line_of, report["left"]))
    told = ", ".join(f"{report[kind]} {kind}" for kind in ("deleted", "changed", "removed") if kind in report)
    left = report.get("left_in_all", len(report["left"]))
    kept = f"; {left} left, as they were changed here since" if left else ""
    say(f"{'Would be undone' if dry_run else 'Undone'}: {told or 'all of it'}{kept}.")
