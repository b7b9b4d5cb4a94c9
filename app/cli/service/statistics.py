"""`pacta stats`: what came of the pledges, counted."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any

import typer

from app.cli.arguments import AsCsv, AsJson, Filters, filters_of, refuse_two_forms, take
from app.cli.service.connection import connected
from app.cli.terminal import say_json

COUNTS = ("total", "assessed", "not_assessed", "statuses")


@dataclass(frozen=True)
class Statistic:
    """A statistic on the command line."""

    name: str
    sentence: str
    example: str
    columns: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    """Parameters of its own that have options; filters of pledges go for all."""


STATISTICS = (
    Statistic(
        "overview", "Count pledges by status, kind, topic and more.", "--meeting rubio-arevalo-2025-02-05",
        options=("unit",),
    ),
    Statistic(
        "compliance", "Show how far participants, topics or meetings comply.", "--by participant",
        ("participant", "topic", "meeting", "year", "mean", "percent", "scored", "due", "total", "disputed"),
        ("by", "assessor", "period", "axis"),
    ),
    Statistic("matrix", "Count who owes whom.", "--promisor guatemala", ("promisor", "promisee", *COUNTS)),
    Statistic(
        "timeline", "Show where pledges stood over time.", "--interval year",
        ("period", *COUNTS), ("interval", "unit"),
    ),
    Statistic(
        "trackability", "Count what is missing to follow pledges.", "--by topic",
        ("participant", "topic", "total", "complete", "missing"), ("by",),
    ),
    Statistic(
        "agreement", "Compare assessors.", "--axis completion",
        ("assessors", "judged", "agreed", "agreement", "mean_distance"), ("assessor", "axis", "period"),
    ),
    Statistic(
        "positions", "Count who accepts what.", "--by participant",
        ("participant", "pledges", "judgements", "statements"), ("by",),
    ),
)  # fmt: skip
FILTERS = ("promisor", "meeting", "topic", "kind", "as_of", "known_at")
PAGE = 200


def statistics() -> typer.Typer:
    """Return the commands of all statistics."""
    group = typer.Typer(no_args_is_help=True, help="Count pledges and what came of them.")
    for one in STATISTICS:
        group.command(one.name)(_command(one))
    return group


def _command(statistic: Statistic) -> Callable[..., None]:
    path = f"/v1/stats/{statistic.name}"

    def command(
        *,
        filter: list[str] | None,  # noqa: A002 - the option's name
        limit: int,
        as_json: bool,
        as_csv: bool,
        **options: Any,
    ) -> None:
        from app.cli.cells import nothing_found, say_rows, say_table_file

        refuse_two_forms(as_json=as_json, as_csv=as_csv)
        query = {name: value for name, value in options.items() if value is not None} | filters_of(filter)
        with connected() as client:
            if as_csv:
                say_table_file(client, f"{path}.csv", query)
                return
            if as_json or not statistic.columns:
                report = client.get(path, **query)
            else:
                # A page has what is told of all, too.
                report = client.get(path, **(_page(statistic, limit) | query))
        if as_json:
            say_json(report)
            return
        rows = list(islice(report["items"], limit)) if statistic.columns else _rows(report)
        if "overall" in report:
            rows.append({"participant": "all", **report["overall"]})
        columns = [one for one in statistic.columns or ("", "count") if any(_has(row, one) for row in rows)]
        say_rows(columns, rows)
        if not rows:
            nothing_found("pledges")

    names = (*statistic.options, *FILTERS)
    options = {
        **{name: (Annotated[str | None, typer.Option(help=_about(name))], None) for name in names},
        "filter": (Filters, None),
        "limit": (Annotated[int, typer.Option(min=1, max=PAGE, help="Most rows to show.")], 50),
        "as_json": (AsJson, False),
        "as_csv": (AsCsv, False),
    }
    take(command, options)
    command.__doc__ = f"""{statistic.sentence}

    Examples: pacta stats {statistic.name} {statistic.example}; pacta stats {statistic.name} --csv
    """
    return command


def _page(statistic: Statistic, limit: int) -> dict[str, Any]:
    """Return how much to ask for. The timeline comes whole."""
    return {} if statistic.name == "timeline" else {"limit": limit}


def _has(row: Any, column: str) -> bool:
    return row.get(column) is not None


def _rows(report: Any) -> list[dict[str, Any]]:
    """Return the counts of the overview, one below the other."""
    rows = []
    for name, value in report.items():
        if isinstance(value, int):
            rows.append({"": name.replace("_", " "), "count": value})
        elif isinstance(value, dict):
            counts = {word: one for word, one in value.items() if isinstance(one, int)}
            rows += [{"": f"{name}: {word}".replace("_", " "), "count": one} for word, one in counts.items()]
    return rows


def _about(name: str) -> str:
    return {
        "by": "What a row is of: participant, topic, …",
        "interval": "How long a period is: year, quarter, month.",
        "unit": "pledge, or party: each promisor by where it stands itself.",
        "as_of": "As the world was on a day: 2025-06-30.",
        "known_at": "As it was recorded at a moment: 2026-01-31T12:00:00Z.",
    }.get(name, f"Filter: {name}.")
