#!/usr/bin/env python3
"""Change statuses from a CSV file: first as a dry run, then for real. It can be run twice: what is there stays.

Usage: PACTA_KEY=… python examples/update_statuses.py FILE.csv [--address ADDRESS] [--dry-run]
Without an address it goes to PACTA_URL, and without that to port 8000 of this machine.
"""

import argparse
import csv
import os
import sys
from pathlib import Path
from typing import Any

from app.client import Client, Failure, Problem

CITATION = ("source", "voice", "relation", "act", "note")
CHANGE = ("pledge", "status", "party", "effective_on", "reason", "sources_reviewed_up_to")


def item(row: dict[str, str]) -> dict[str, object]:
    """Return a row as an item of a batch; empty cells are left out."""
    change: dict[str, object] = {name: row[name] for name in CHANGE if row.get(name)}
    if row.get("source"):
        citation: dict[str, object] = {name: row[name] for name in CITATION if row.get(name)}
        change["citations"] = [citation | ({"quote": {"exact": row["quote"]}} if row.get("quote") else {})]
    if row.get("override"):
        change["override"] = {"guards": row["override"].split(), "reason": row.get("override_reason")}
    return change


def readable(path: str) -> Path:
    """Return the path of a file that can be read."""
    try:
        Path(path).open("rb").close()
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{path}: {error.strerror}") from error
    return Path(path)


def send(client: Client, items: list[Any], *, dry_run: bool) -> bool:
    """Send the batch and print what becomes of each line; return whether all of it was accepted."""
    try:
        report = client.change_statuses(items, atomic=not dry_run, dry_run=dry_run)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return False
    for found in report["items"]:
        why = "".join(f"\n     {fault['message']}" for fault in found.get("problem", {}).get("errors", []))
        print(f"  line {found['index'] + 2}: {items[found['index']]['pledge']}: {found['outcome']}{why}")
    counts = f"{report['recorded']} recorded, {report['unchanged']} unchanged, {report['refused']} refused"
    print(("would be: " if dry_run else "done: ") + counts)
    return not report["refused"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=readable)
    parser.add_argument("--address", default=os.environ.get("PACTA_URL", "http://127.0.0.1:8000"))
    parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
    arguments = parser.parse_args()
    if not (key := os.environ.get("PACTA_KEY", "").strip()):
        parser.error("PACTA_KEY must hold a key that may write")
    try:
        lines = arguments.file.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        sys.exit(f"{arguments.file}: is not UTF-8")
    updates = [item(row) for row in csv.DictReader(lines)]
    try:
        with Client(arguments.address, key) as service:
            accepted = send(service, updates, dry_run=True) and (
                arguments.dry_run or send(service, updates, dry_run=False)
            )
    except Failure as failure:
        sys.exit(f"Pacta does not answer at {arguments.address} ({failure}): say with --address where it is served.")
    sys.exit(0 if accepted else 1)
