"""What the first rows of a table become by a mapping: for who writes one."""

from pathlib import Path
from typing import Any

import typer

from app.cli.imports.upload import read_upload
from app.cli.terminal import fail, say, say_aside, say_json


def show_rows(path: Path | None, mapping: str | None, rows: int, *, as_json: bool) -> None:
    """Print the records that the first rows give, and what is wrong with them, without any service."""
    from app.exchange.formats.faults import BadBundle
    from app.exchange.imports.mapping.imported_file import preview
    from app.exchange.imports.mapping.mapping_file import mapping_named

    if path is None or mapping is None:
        raise typer.BadParameter("goes with a file and its --mapping", param_hint="--rows")
    with read_upload(path, mapping) as upload:
        try:
            reports = preview(upload.opened, upload.name, mapping_named(upload.mapping or ""), rows)
        except BadBundle as bad:
            fail(*map(str, bad.faults), "The mapping is not right.")
    for report in reports:
        given = [{"collection": collection, "id": id} | values for collection, id, values in report.given]
        faults = list(map(str, report.faults))
        if as_json:
            place = {"sheet": report.sheet, "line": report.line, "skipped": report.skipped}
            say_json(place | {"gives": given, "faults": faults})
            continue
        say(f"{report.sheet}:{report.line}{' is passed over' if report.skipped else ''}")
        for record in given:
            say(f"  {record['collection']}/{record['id']}", *_lines(record))
        say_aside(*faults)
    if any(report.faults for report in reports):
        fail()


def _lines(record: dict[str, Any]) -> list[str]:
    from app.strict_json import encode_text

    return [f"    {name}: {encode_text(value)}" for name, value in record.items() if name not in {"collection", "id"}]
