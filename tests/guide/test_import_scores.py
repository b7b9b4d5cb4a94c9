"""A table of scores, with the defects of published ones, becomes pledges whose compliance is its column means."""

import csv
import io
import runpy
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.serving import Service

SCRIPT = Path(__file__).parents[2] / "examples" / "import_scores.py"
OPTIONS = ("--source", "g20-table", "--title", "Compliance, a made-up table", "--assessor", "The Research Group",
           "--period", "2009-04/2010-06")  # fmt: skip
MEMBERS = (
    "Argentina", "Australia", "Brazil", "Canada", "China", "European Union", "France", "Germany", "India", "Indonesia",
    "Italy", "Japan", "Mexico", "Russia", "Saudi Arabia", "South Africa", "South Korea", "Türkiye", "United Kingdom",
    "United States",
)  # fmt: skip
WRITTEN = {-1: ("-1", "\N{MINUS SIGN}1", "-", "\N{MINUS SIGN}"), 0: ("0", " 0"), 1: ("1", "+1", "+"), None: ("", " ")}
ROWS = 6
Scores = list[list[int | None]]
Run = Callable[..., str]


def made_up() -> Scores:
    """Return six rows of twenty scores and blanks; nobody has scored the last member."""
    row = [[((7 * one + 5 * other + one * other) % 7) % 4 - 1 for other in range(20)] for one in range(ROWS)]
    return [[score if score < 2 and other < 19 else None for other, score in enumerate(scores)] for scores in row]


def mean(scores: Iterable[int | None]) -> Fraction | None:
    known = [score for score in scores if score is not None]
    return Fraction(sum(known), len(known)) if known else None


def answered(scores: Iterable[int | None]) -> float | None:
    """Return the mean as the service answers it: exact, then the nearest number there is in JSON."""
    exact = mean(scores)
    return None if exact is None else float(exact)


def table(scores: Scores) -> list[list[str]]:
    """Return the rows of a file: ids with dots and spaces, every way to write a score, one wrong average each way."""
    rows = [["No.", "Commitment", *MEMBERS, "Average"]]
    for number, row in enumerate(scores):
        cells = [WRITTEN[score][(number + place) % len(WRITTEN[score])] for place, score in enumerate(row)]
        published = f"{answered(row) or 0:.2f}".replace("-", "\N{MINUS SIGN}") if number != 3 else "0.99"
        rows.append([f"2009L-{number}" + ("", ".", "  ")[number % 3], f"Promise {number}, for all", *cells, published])
    averages = [f"{answered(column) or 0:.1f}" for column in zip(*scores, strict=True)]
    return [*rows, [], ["Average", "", *averages[:18], "1.0", "", ""]]


def write(file: Path, rows: list[list[str]], ends: str = "\r\n", encoding: str = "utf-8-sig") -> Path:
    text = io.StringIO()
    csv.writer(text, lineterminator=ends).writerows(rows)
    file.write_bytes(text.getvalue().encode(encoding))
    return file


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs the script, here since that is much quicker, and returns what it prints or why it fails."""

    def run(file: Path, *options: str) -> str:
        monkeypatch.setattr("sys.argv", [str(SCRIPT), str(file), *OPTIONS, *options])
        try:
            runpy.run_path(str(SCRIPT), run_name="__main__")
        except SystemExit as end:
            return str(end)
        return capsys.readouterr().out

    return run


def get(service: Service, path: str, **query: Any) -> dict[str, Any]:
    with service.client() as client:
        answer = client.get(path, params=query)
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_table_of_scores(fresh_service: Service, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PACTA_KEY", fresh_service.keys["write"])
    to = ("--address", fresh_service.url)
    scores = made_up()
    cells = [score for row in scores for score in row if score is not None]
    file = write(tmp_path / "scores.csv", table(scores))
    assert f"would be: scores recorded: {len(cells)}" in run(file, *to, "--dry-run")
    assert get(fresh_service, "/v1/ledger")["number"] == 0

    done = run(file, *to)
    assert f"scores recorded: {len(cells)}" in done
    assert f"cells not assessed: {20 * ROWS - len(cells)}" in done
    report = get(fresh_service, "/v1/stats/compliance", by="participant")
    assert {row["participant"]["name"]: (row["mean"], row["scored"], row["total"]) for row in report["items"]} == {
        member: (answered(column), ROWS - column.count(None), ROWS)
        for member, column in zip(MEMBERS, zip(*scores, strict=True), strict=True)
    }
    assert (report["overall"]["mean"], report["overall"]["total"]) == (answered(cells), 20 * ROWS)
    caveats = " ".join(get(fresh_service, "/v1/sources/g20-table")["caveats"])
    for wrong in (
        "byte order mark",
        "a dot or in space",
        "no hyphen",
        "bare sign",
        "2009L-3 is 0.99",
        "United Kingdom",
    ):
        assert wrong in caveats
        assert wrong in done
    assert caveats.count("the average published") == 2
    pledge = get(fresh_service, "/v1/pledges/g20-table-2009l-3")
    assert "publishes the average 0.99" in pledge["summary"]
    assert sum(party["role"] == "promisor" for party in pledge["parties"]) == 20

    head = get(fresh_service, "/v1/ledger")
    assert f"scores there: {len(cells)}" in run(file, *to)
    assert get(fresh_service, "/v1/ledger") == head

    # A score that is corrected supersedes, one that is taken back is withdrawn: the means follow.
    scores[0][0], scores[0][1] = (-1 if scores[0][0] != -1 else 1), None
    rows = [[cell.replace("\N{MINUS SIGN}", "\N{EN DASH}") for cell in row] for row in table(scores)]
    done = run(write(file, rows, "\r", "mac_roman"), *to, "--encoding", "mac_roman")
    assert "scores corrected: 1" in done
    assert "scores withdrawn: 1" in done
    means = {row["participant"]["name"]: row["mean"] for row in get(fresh_service, "/v1/stats/compliance")["items"]}
    assert [means[member] for member in MEMBERS] == [answered(column) for column in zip(*scores, strict=True)]


def test_files_are_refused_whole(run: Run, tmp_path: Path) -> None:
    rows = [["No.", "Commitment", "Türkiye", "France"], ["1a", "One", "1", "-"], ["2a", "Two", "", "0"]]
    twice = write(tmp_path / "twice.csv", [*rows, ["1A.", "Again", "yes", "1", "1"]])
    # It says so before it asks any service.
    assert [line.removeprefix(f"{twice}:") for line in run(twice).splitlines()] == [
        "4:: has more values than there are columns",
        "4:No.: the id is that of line 2, too",
        "4:Türkiye: is no score: write -1, 0 or +1, and nothing for what was not assessed",
        "Nothing was imported.",
    ]
    mac = write(tmp_path / "mac.csv", rows, "\r", "mac_roman")
    assert run(mac) == f"{mac}:1: is not utf-8: name its --encoding, such as mac_roman or cp1252"
