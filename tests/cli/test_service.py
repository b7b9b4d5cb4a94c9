"""What commands show of the service: search, statistics, exports, changes, and whether all is well."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.service.statistics import FILTERS, STATISTICS, Statistic
from tests.cli.conftest import ROOT, Pacta
from tests.contract import Contract
from tests.serving import Service


@pytest.fixture(scope="module")
def backend() -> str:
    """Commands speak HTTP: which database answers plays no part."""
    return "sqlite"


def test_search_shows_what_was_found_and_where(here: Pacta) -> None:
    shown = here("search", "deported", "flight", "--limit", "2").out.splitlines()
    assert shown[1].split()[:2] == ["pledges", "guatemala-deportation-flights"]
    assert "«deportados»" in shown[1]
    assert len(shown) == 3
    hits = here("search", "flights", "--in", "meetings", "--json").json["items"]
    assert {hit["collection"] for hit in hits} == {"meetings"}
    assert here("search", "xylophone").out == ""
    assert here("search", "x", "--in", "nowhere").code == 1


@pytest.mark.parametrize("statistic", STATISTICS, ids=lambda one: one.name)
def test_every_statistic_is_shown(here: Pacta, contract: Contract, statistic: Statistic) -> None:
    operation = contract.document["paths"][f"/v1/stats/{statistic.name}"]["get"]
    known = {contract.resolve(one)["name"] for one in operation["parameters"]}
    assert {*statistic.options, *FILTERS} <= known
    shown = here("stats", statistic.name, "--limit", "2")
    assert (shown.code, shown.err) == (0, "")
    report = here("stats", statistic.name, "--json").json
    if statistic.columns:
        schema = contract.resolve(operation["responses"]["200"]["content"]["application/json"]["schema"])
        row = contract.resolve(schema["properties"]["items"]["items"])["properties"]
        assert set(statistic.columns) <= set(row)
        assert len(shown.out.splitlines()) == (
            min(2, len(report["items"])) + ("overall" in report) + 1 if report["items"] else 0
        )
    table = list(csv.DictReader(io.StringIO(here("stats", statistic.name, "--csv").out)))
    assert "\x1b" not in shown.out
    assert bool(table) == bool(report.get("items", True))


def test_statistics_take_filters(here: Pacta) -> None:
    first = here("stats", "overview", "--meeting", "rubio-arevalo-2025-02-05").out.splitlines()[1]
    total = here("stats", "overview", "--filter", "meeting=rubio-arevalo-2025-02-05", "--json").json["total"]
    assert first.split() == ["total", str(total)]
    assert here("stats", "overview", "--meeting", "no-such-meeting").code == 1


def test_exports_are_whole_files(here: Pacta, folder: Path) -> None:
    done = here("export", "-o", "pacta.jsonl")
    assert (done.code, done.out) == (0, "")
    size = (folder / "pacta.jsonl").stat().st_size
    assert done.err == f"{size:,} bytes written to pacta.jsonl.\n"
    lines = [json.loads(line) for line in (folder / "pacta.jsonl").read_text().splitlines()]
    assert any("pledges" in line for line in lines)
    table = here("export", "pledges", "--filter", "promisor=mexico", "--filter", "fields=title").out
    assert next(csv.reader(io.StringIO(table))) == ["id", "title"]
    assert here("export", "stats/overview", "-o", "overview.xlsx").code == 0
    assert (folder / "overview.xlsx").read_bytes().startswith(b"PK")
    assert here("export", "pledges", "-o", "pledges.pdf").code == 2
    assert here("export", "pledges", "--format", "yaml").code == 2
    assert here("export", "nothings").code in {1, 3}
    refused = here("export", "pledges", "-o", "wrong.csv", "--filter", "naem=x")
    assert (refused.code, "naem" in refused.err) == (1, True)
    assert here("export", "pledges", "-o", "no/folder.csv").code == 1
    assert sorted(file.name for file in folder.iterdir()) == ["overview.xlsx", "pacta.jsonl"]


def test_changes_are_the_ledgers_last_entries(here: Pacta, seeded: Service) -> None:
    with seeded.client() as client:
        last = client.get("/v1/ledger").json()["number"]
    lines = here("changes").out.splitlines()
    assert [int(line.split()[0]) for line in lines] == list(range(last - 19, last + 1))
    lines = here("changes", "--limit", "2").out.splitlines()
    assert [int(line.split()[0]) for line in lines] == [last - 1, last]
    followed = here("changes", "--after", str(last - 2), "--follow", "--limit", "2", "--json").out.splitlines()
    assert [json.loads(line)["number"] for line in followed] == [last - 1, last]
    of_one = here("changes", "--after", "0", "--in", "topics", "--record", "migration").out
    assert " put topics/migration, version 1, by " in of_one
    assert (
        of_one == here("changes", "--after", "0", "--filter", "collection=topics", "--filter", "record=migration").out
    )
    assert "naem: unknown parameter; " in here("changes", "--filter", "naem=x").err
    assert here("changes", "--filter", "after=5").code == here("changes", "--filter", "follow=x").code == 2
    first = here("changes", "--after", "0", "--json", "--limit", "1").json
    since = here("changes", "--since", first["at"], "--json", "--limit", "1").json
    assert since["number"] == first["number"]
    assert here("changes", "--since", "2999-01-01T00:00:00Z").out == ""
    assert "since" in here("changes", "--since", "yesterday").err
    ahead = here("changes", "--after", str(last + 5))
    assert (ahead.code, ahead.err) == (1, f"The ledger ends at entry {last}, before {last + 5}.\n")


def test_the_doctor_looks_at_the_server(here: Pacta, seeded: Service) -> None:
    told = here("doctor", "--json")
    assert (told.code, told.json["healthy"]) == (0, True)
    assert [check["check"] for check in told.json["checks"]] == [
        "program",
        "server",
        "reachable",
        "ready",
        "key",
        "ledger",
    ]
    assert "ok       key: may read and write\n" in here("doctor").out
    assert "key: may read alone" in here("doctor", PACTA_KEY=seeded.keys["read"]).out
    assert "warning  key: none" in here("doctor", PACTA_KEY="").out
    wrong = here("doctor", PACTA_KEY="unknown")
    assert (wrong.code, "failed   " in wrong.out) == (6, True)
    nobody = here("doctor", PACTA_URL="http://127.0.0.1:1")
    assert (nobody.code, "does not answer" in nobody.out) == (5, True)


def test_every_command_shows_an_example() -> None:
    script = """
import typer
from app.cli import application
def walk(command, path):
    for name, one in getattr(command, "commands", {}).items():
        walk(one, [*path, name])
    if not hasattr(command, "commands"):
        print(*path, "|", "pacta " + " ".join(path) in " ".join(f"{command.help} {command.epilog}".split()))
walk(typer.main.get_command(application), [])
"""
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    without = [line.partition(" |")[0] for line in run.stdout.splitlines() if line.endswith("False")]
    assert without == []


def test_the_shell_completes_commands() -> None:
    environment = {
        "_PACTA_COMPLETE": "complete_bash",
        "COMP_WORDS": "pacta sta",
        "COMP_CWORD": "1",
        "PYTHONPATH": str(ROOT),
    }
    script = "import sys; sys.argv = ['pacta']; from app.cli import main; main()"
    run = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert {"status", "stats"} <= set(run.stdout.split())
