"""`pacta status`: set one, trace them, apply many."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.arguments import AsCsv, AsJson, DryRun, refuse_two_forms
from app.cli.exit_codes import ExitCode
from app.cli.service.connection import connected
from app.cli.terminal import counted, fail, say, say_aside, say_json, say_table
from app.vocabulary import Status

if TYPE_CHECKING:
    from app.cli.status.batches import Outcome, Report

status = typer.Typer(no_args_is_help=True, help="Change statuses, one or many, and trace them.")
Pledge = Annotated[str, typer.Argument(help="The pledge's id.")]


@status.command("set")
def set_(
    pledge: Pledge,
    word: Annotated[Status, typer.Argument(metavar="STATUS", help="What it is from then on.")],
    reason: Annotated[str, typer.Option(help="Why; anybody can read it.")],
    effective_on: Annotated[str | None, typer.Option(help="From when: 2025-06-13, 2025-06. Default: today.")] = None,
    party: Annotated[str | None, typer.Option(help="A promisor; without it, the pledge as a whole.")] = None,
    source: Annotated[str | None, typer.Option(help="The id of the source that shows it.")] = None,
    source_url: Annotated[
        str | None, typer.Option(help="Or its address: the source with it, which is made if there is none.")
    ] = None,
    source_title: Annotated[str | None, typer.Option(help="The title of a source that is made.")] = None,
    source_kind: Annotated[str, typer.Option(help="The kind of a source that is made.")] = "other",
    quote: Annotated[str | None, typer.Option(help="What the source says, word for word.")] = None,
    voice: Annotated[str | None, typer.Option(help="document, on_record, anonymous, reporter or inference.")] = None,
    act: Annotated[str | None, typer.Option(help="announcement or concrete_action: what the source tells of.")] = None,
    relation: Annotated[str | None, typer.Option(help="supports, contradicts or context.")] = None,
    action: Annotated[list[str] | None, typer.Option(help="An action of record; may be repeated.")] = None,
    reviewed_up_to: Annotated[str | None, typer.Option(help="The day up to which sources were searched.")] = None,
    unknown_because: Annotated[str | None, typer.Option(help="Why no more is known.")] = None,
    override: Annotated[list[str] | None, typer.Option(help="A guard to set aside; may be repeated.")] = None,
    override_reason: Annotated[str | None, typer.Option(help="Why it is set aside.")] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Change the status of a pledge. The same change twice is recorded once.

    Example: pacta status set guatemala-border-task-force in_progress --reason "Officers were sent"
    --source-url https://example.org/report --quote "officers were deployed" --act concrete_action
    """
    from app.cli.status.batches import apply_each
    from app.cli.status.change_files import Change
    from app.cli.status.sources import apply_whole, cite_by_address, without_missing_sources

    if source and source_url:
        raise typer.BadParameter("give --source or --source-url, not both", param_hint="--source-url")
    if override and not override_reason:
        raise typer.BadParameter("say why they are set aside: --override-reason", param_hint="--override")
    given = {"voice": voice, "act": act, "relation": relation, "quote": {"exact": quote} if quote else None}
    said = {name: value for name, value in given.items() if value}
    if said and not (source or source_url):
        raise typer.BadParameter("say which source: --source or --source-url", param_hint="--quote")
    item: dict[str, Any] = {
        "pledge": pledge, "status": word.value, "party": party, "reason": reason, "effective_on": effective_on,
        "actions": action, "sources_reviewed_up_to": reviewed_up_to, "unknown_because": unknown_because,
        "override": {"guards": override, "reason": override_reason} if override else None,
    }  # fmt: skip
    if source:
        item["citations"] = [{"source": source} | said]
    elif source_url:
        titled = {"source_title": source_title} if source_title else {}
        item["citations"] = [{"source_url": source_url, "source_kind": source_kind} | titled | said]
    change = Change(0, {name: value for name, value in item.items() if value is not None})
    missing: frozenset[int] = frozenset()
    with connected() as client:
        if source_url and not dry_run:
            # The source is made once nothing else is wrong.
            report = apply_whole(client, [change])
        else:
            missing = cite_by_address(client, [change], dry_run=dry_run)
            report = apply_each(client, [change], lambda _done, _every: None, dry_run=dry_run)
            report = without_missing_sources(report, missing)
    _say_one(report.outcomes[0], report, dry_run=dry_run, as_json=as_json, tells_before=not missing)


def _say_one(outcome: "Outcome", report: "Report", *, dry_run: bool, as_json: bool, tells_before: bool) -> None:
    if as_json:
        say_json({name: value for name, value in outcome.as_dict.items() if name != "line"} | {"dry_run": dry_run})
    if report.code:
        code = ExitCode.NOT_FOUND if outcome.is_missing else report.code
        fail(*(() if as_json else outcome.why), "Nothing was recorded.", code=code)
    if as_json:
        return
    item = outcome.change.item
    if outcome.outcome == "unchanged":
        say(f"Unchanged: {item['pledge']} has this status change already.")
        return
    before = f" ({outcome.was} before)" if outcome.was else " (it had none before)"
    done = "Would be recorded" if dry_run else "Recorded"
    say(f"{done}: {item['pledge']} is {item['status']}{before if tells_before else ''}.")


@status.command()
def history(
    pledge: Pledge,
    known_at: Annotated[str | None, typer.Option(help="As recorded at a moment: 2026-01-31T12:00:00Z.")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show every status change of a pledge, with who recorded it and why.

    Example: pacta status history guatemala-border-task-force
    """
    from app.cli.cells import nothing_found, say_items, say_rows, say_table_file
    from app.client.requests import address

    refuse_two_forms(as_json=as_json, as_csv=as_csv)
    with connected() as client:
        # Of a pledge that is not there, the list is empty.
        client.pledges.get(pledge, fields="id", known_at=known_at)
        if as_csv:
            say_table_file(client, f"{address('pledges', pledge, 'status-changes')}.csv", {"known_at": known_at})
            return
        changes = client.status_changes.list(pledge, known_at=known_at)
        if as_json:
            say_items(changes)
            return
        rows = list(changes)
    say_rows(("effective_on", "status", "party", "reason", "withdrawn", "actor", "recorded_at"), rows)
    if not rows:
        nothing_found("status changes")


@status.command()
def apply(
    file: Annotated[Path, typer.Argument(help="CSV, YAML, JSON or JSON Lines; - for standard input.")],
    dry_run: DryRun = False,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Record what can be recorded, and name what was refused.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Record many status changes: all, or nothing where one is refused. It can be run twice: what is there stays.

    Columns of CSV: pledge, status, party, effective_on, reason, source, quote, voice, relation, act, note, actions,
    sources_reviewed_up_to, override and others; elsewhere, items as POST /v1/status-changes takes them. `source_url`
    (`source_title`, `source_kind`) may stand for `source`: the source with the address, which is made if there is none.

    Examples: pacta status apply changes.csv --dry-run; pacta status apply - --keep-going < changes.jsonl
    """
    from app.cli.progress import progress
    from app.cli.status.batches import MOST, apply_each
    from app.cli.status.change_files import read_changes
    from app.cli.status.sources import apply_whole, cite_by_address, without_missing_sources

    changes = read_changes(file)
    is_whole = not dry_run and not keep_going
    if is_whole and len(changes) > MOST:
        fail(f"{file} has {len(changes)} changes; all or nothing takes up to {MOST}: --keep-going, or smaller files.")
    with connected() as client:
        if is_whole:
            report = apply_whole(client, changes)
        else:
            missing = cite_by_address(client, changes, dry_run=dry_run)
            with progress("Status changes", "status changes judged") as watching:
                report = apply_each(client, changes, watching, dry_run=dry_run)
            report = without_missing_sources(report, missing)
    _say_report(report, str(file), dry_run=dry_run, is_whole=is_whole, as_json=as_json)
    if report.code:
        raise typer.Exit(report.code)


def _say_report(report: "Report", file: str, *, dry_run: bool, is_whole: bool, as_json: bool) -> None:
    kinds = ("recorded", "unchanged", "refused", "invalid")
    if as_json:
        totals = {kind: report.count(kind) for kind in kinds}
        say_json({"dry_run": dry_run, **totals, "items": [one.as_dict for one in report.outcomes]})
        return
    told = report.outcomes
    if told:
        rows = [
            (str(one.change.line), _text(one, "pledge"), one.was or "", _text(one, "status"), one.outcome)
            for one in told
        ]
        say_table(("line", "pledge", "from", "to", "outcome"), rows, cut=True)
    for one in told:
        say_aside(*(f"{file}:{one.change.line}: {why}" for why in one.why))
    if is_whole and report.code:
        say_aside(f"Nothing was recorded: {counted(len(told), 'change')} refused.")
        return
    counts = ", ".join(f"{report.count(kind)} {kind}" for kind in kinds if kind != "invalid" or report.count(kind))
    say(f"{'It would be' if dry_run else 'Done'}: {counts}.")


def _text(outcome: "Outcome", name: str) -> str:
    return str(outcome.change.item.get(name, ""))
