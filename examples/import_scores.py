#!/usr/bin/env python3
"""Import scores: a CSV file of commitments by members, scored -1, 0 or +1. It can be run twice: what is there stays.

Its first column is the id of a commitment, the second its text, every other one a member; "Average", as a column or a
row, is what was published. A blank is not assessed, never 0. A file with a fault is refused whole; what is odd in it
becomes a caveat of the source.

Usage: PACTA_KEY=… python examples/import_scores.py FILE.csv --source g20-2009 --title "Compliance 2009"
       --assessor "Research Group" --period 2009-04/2010-06 [--encoding mac_roman] [--dry-run]
"""

import argparse
import csv
import io
import os
import re
import sys
import unicodedata
from collections import Counter
from fractions import Fraction
from pathlib import Path
from textwrap import shorten
from typing import Any, NamedTuple

from app.client import Client, Failure, Invalid, NotFound, Problem

AVERAGE = "average"
MINUS = str.maketrans(dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}", "-"))
SCORES = {"-": -1, "-1": -1, "-1.0": -1, "0": 0, "0.0": 0, "+": 1, "+1": 1, "1": 1, "+1.0": 1, "1.0": 1}


class Commitment(NamedTuple):
    """A row: what was promised, how members were scored, and the average published beside it."""

    id: str
    text: str
    scores: dict[str, int]
    published: str


class Table:
    """What a file says, with its faults as file:line:column, and what else is to be known of it."""

    def __init__(self, file: Path, encoding: str) -> None:
        self.file, self.faults = file, list[str]()
        self.odd, self.lines = Counter[str](), dict[str, int]()
        rows = csv.reader(io.StringIO(self._text(encoding), newline=""))
        self.header = [" ".join(name.split()) for name in next(rows, [])]
        self.members = [name for name in self.header[2:] if name and name.casefold() != AVERAGE]
        for id_, times in Counter(slug(name) for name in self.header[2:] if name).items():
            if times > 1 or not id_:
                self._fault(1, id_, "each column needs a name of its own, in Latin letters")
        if not self.members:
            self._fault(1, "", "needs an id, a text, and a column for each member, with commas between")
        self.commitments, self.published = list[Commitment](), dict[str, str]()
        line = rows.line_num + 1
        for row in rows if self.members else ():
            if any(cell.strip() for cell in row):
                self._read(line, row)
            line = rows.line_num + 1
        self.caveats = [_often(what, times) for what, times in self.odd.items() if times] + self._disagreements()

    def _text(self, encoding: str) -> str:
        content = self.file.read_bytes()
        self.odd["begins with a byte order mark"] += content.startswith(b"\xef\xbb\xbf")
        try:
            return content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
        except LookupError:
            sys.exit(f"{encoding} is no encoding: try mac_roman or cp1252")
        except UnicodeDecodeError as error:
            line = len(re.findall(b"\r\n|\r|\n", content[: error.start])) + 1
            sys.exit(f"{self.file}:{line}: is not {encoding}: name its --encoding, such as mac_roman or cp1252")

    def _fault(self, line: int, column: str, message: str) -> None:
        self.faults.append(f"{self.file}:{line}:{column}: {message}")

    def _read(self, line: int, row: list[str]) -> None:
        cells = [cell.strip() for cell in row] + [""] * (len(self.header) - len(row))
        if any(cells[len(self.header) :]):
            self._fault(line, "", "has more values than there are columns")
        values = dict(zip(self.header[2:], cells[2:], strict=False))
        if any(cell for name, cell in zip(self.header, cells, strict=False) if not name):
            self._fault(line, "", "has a value in a column without a name")
        values.pop("", None)
        published = "".join(values.pop(name) for name in list(values) if name.casefold() == AVERAGE)
        id_ = cells[0].rstrip(". ")
        if id_.casefold() == AVERAGE:
            self.published = values
            return
        self.odd["an id ends in a dot or in space"] += id_ != row[0]
        if self.lines.setdefault(slug(id_), line) != line:
            self._fault(line, self.header[0], f"the id is that of line {self.lines[slug(id_)]}, too")
        for column, content in enumerate((slug(id_), cells[1])):
            if not content:
                self._fault(line, self.header[column], "is empty")
        scores = {member: self._score(line, member, cell) for member, cell in values.items() if cell}
        self.commitments.append(Commitment(id_, cells[1], scores, published))

    def _score(self, line: int, member: str, cell: str) -> int:
        plain = cell.translate(MINUS)
        self.odd["a minus sign is no hyphen"] += plain != cell
        self.odd["a bare sign stands for a score, read as +1 or -1"] += plain in {"+", "-"}
        if plain not in SCORES:
            self._fault(line, member, "is no score: write -1, 0 or +1, and nothing for what was not assessed")
        return SCORES.get(plain, 0)

    def _disagreements(self) -> list[str]:
        rows = [(one.id, one.published, list(one.scores.values())) for one in self.commitments]
        columns = [
            (member, average, [one.scores[member] for one in self.commitments if member in one.scores])
            for member, average in self.published.items()
        ]
        return [
            f"the average published for {what} is {average}, that of its scores is {average_of(scores)}"
            for what, average, scores in rows + columns
            if average and not agrees(average, scores)
        ]


def _often(what: str, times: int) -> str:
    return f"{what}, {'once' if times == 1 else f'{times} times'}"


def slug(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", folded).strip("-")


def average_of(scores: list[int]) -> Fraction | None:
    return Fraction(sum(scores), len(scores)) if scores else None


def agrees(published: str, scores: list[int]) -> bool:
    """Return whether an average is what the scores have, rounded to as many digits."""
    plain, exact = published.translate(MINUS), average_of(scores)
    if exact is None or not re.fullmatch(r"[+-]?[0-9]*\.?[0-9]{1,9}", plain):
        return False
    digits = len(plain.partition(".")[2])
    return abs(Fraction(plain) - exact) <= Fraction(1, 2 * 10**digits)


class Import:
    """Brings a table into Pacta, or only says what would become of it. Records that are there are left as they are."""

    def __init__(self, service: Client, options: argparse.Namespace) -> None:
        self.service, self.options, self.done = service, options, Counter[str]()

    def run(self, table: Table) -> None:
        options = self.options
        source = self._record(
            "sources", options.source, {"kind": "dataset", "title": options.title, "caveats": table.caveats}
        )
        assessor = self._record(
            "participants", slug(options.assessor), {"kind": "organization", "name": options.assessor}
        )
        members = {name: self._record("participants", slug(name), _participant(name)) for name in table.members}
        said: dict[str, Any] = {"period": options.period, "assessor": assessor, "assessor_kind": "independent"}
        for one in table.commitments:
            pledge = self._record("pledges", f"{source}-{slug(one.id)}", _pledge(one, source, list(members.values())))
            standing = self._standing(pledge, assessor)
            for name, party in members.items():
                stands, score = standing.get(party), one.scores.get(name)
                if score is not None and (stands is None or stands["score"] != score):
                    self.done["scores corrected" if stands else "scores recorded"] += 1
                    place = {"source": source, "section": f"row {one.id}, column {name}"}
                    body: Any = said | {"party": party, "score": score, "citations": [place]}
                    body["supersedes"] = stands and stands["id"]
                    if not options.dry_run:
                        self.service.assessments.record(pledge, body)
                elif stands and score is None:
                    self.done["scores withdrawn"] += 1
                    if not options.dry_run:
                        self.service.assessments.withdraw(pledge, stands["id"], f"blank in {source}")
                else:
                    self.done["scores there" if stands else "cells not assessed"] += 1

    def _record(self, name: str, id_: str, body: dict[str, Any]) -> str:
        """Create a record unless it is there, and return its id: that of the survivor where it was merged."""
        collection = self.service.collection(name)
        try:
            there = str(collection.get(id_)["id"])
        except NotFound:
            self.done[f"{name} created"] += 1
            if not self.options.dry_run:
                collection.put(id_, body)
            return id_
        self.done[f"{name} there"] += 1
        return there

    def _standing(self, pledge: str, assessor: str) -> dict[str, Any]:
        """Return what the assessor has said of each promisor for the period, and stands."""
        said: dict[str, Any] = {"assessor": assessor, "axis": "completion", "superseded": False, "withdrawn": False}
        try:
            found = list(self.service.assessments.list(pledge, limit=200, **said))
        except (NotFound, Invalid):
            # In a dry run there may be no such pledge, nor such an assessor.
            if not self.options.dry_run:
                raise
            found = []
        return {one["party"]["id"]: one for one in found if one["period"]["edtf"] == self.options.period}


def _participant(name: str) -> dict[str, Any]:
    return {"kind": "intergovernmental_organization" if name.endswith("Union") else "state", "name": name}


def _pledge(one: Commitment, source: str, members: list[str]) -> dict[str, Any]:
    average = average_of(list(one.scores.values()))
    return {
        "title": shorten(one.text, 300, placeholder=" …"),
        "wording": {"text": one.text},
        "summary": f"The data set publishes the average {one.published}; that of its scores is {average}."
        if one.published
        else None,
        "kind": "policy",
        "strength": "firm",
        "parties": [{"participant": member, "role": "promisor"} for member in members],
        "tags": [source],
        "external_ids": {source: one.id},
        "citations": [{"source": source, "section": f"row {one.id}"}],
    }


def readable(path: str) -> Path:
    """Return the path of a file that can be read."""
    try:
        Path(path).open("rb").close()
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{path}: {error.strerror}") from error
    return Path(path)


def show_compliance(service: Client, options: argparse.Namespace) -> None:
    assessor, period = slug(options.assessor), options.period
    path = "/v1/stats/compliance"
    report = service.get(path, by="participant", tag=options.source, assessor=assessor, period=period, limit=200)
    for row in [*report["items"], report["overall"]]:
        mean = "   —  " if row["mean"] is None else f"{row['mean']:+.3f}"
        name = row.get("participant", {}).get("name", "all")
        print(f"  {name:30} {mean}  {row['scored']} scored of {row['total']}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=readable)
    parser.add_argument("--source", required=True, help="id of the data set in Pacta; the pledges' ids begin with it")
    parser.add_argument("--title", required=True, help="title of the data set")
    parser.add_argument("--assessor", required=True, help="name of who gave the scores")
    parser.add_argument("--period", required=True, help="what time they judge, in EDTF: 2009-04/2010-06")
    parser.add_argument("--encoding", default="utf-8", help="of the file; mac_roman, cp1252, …")
    parser.add_argument("--address", default=os.environ.get("PACTA_URL", "http://127.0.0.1:8000"))
    parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
    arguments = parser.parse_args()
    table = Table(arguments.file, arguments.encoding)
    if table.faults:
        sys.exit("\n".join([*table.faults, "Nothing was imported."]))
    key = os.environ.get("PACTA_KEY", "").strip()
    if not key and not arguments.dry_run:
        parser.error("PACTA_KEY must hold a key that may write")
    print(*(f"  caveat: {caveat}" for caveat in table.caveats), sep="\n")
    try:
        with Client(arguments.address, key or None) as service:
            work = Import(service, arguments)
            work.run(table)
            for what, number in sorted(work.done.items()):
                print(f"  {'would be: ' if arguments.dry_run else ''}{what}: {number}")
            if not arguments.dry_run:
                show_compliance(service, arguments)
    except Problem as problem:
        sys.exit(str(problem))
    except Failure as failure:
        sys.exit(f"Pacta does not answer at {arguments.address} ({failure}): say with --address where it is served.")
