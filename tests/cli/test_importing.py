"""`pacta import`: bundles and tables, on a server and on this machine's database; what is wrong; taking back."""

import json
from pathlib import Path

from tests.cli.conftest import Pacta
from tests.conftest import Unique

MAPPING = """\
pacta_mapping: 1
title: Topics of a ministry
data_set: {data_set}
sheets:
  - gives:
      - collection: topics
        id: {{column: code, id: true, prefix: "{data_set} "}}
        record: {{name: {{column: name}}, language: {{column: language, optional: true}}}}
"""


def topics(*names: str) -> str:
    """Return a bundle of topics, each below the one before."""
    parents = ["", *(f", parent: {name}" for name in names)]
    lines = (
        f"  - {{id: {name}, name: Name of {name}{parent}}}\n" for name, parent in zip(names, parents, strict=False)
    )
    return "topics:\n" + "".join(lines)


def test_a_bundle_is_tried_imported_and_counted(here: Pacta, folder: Path, unique: Unique) -> None:
    (folder / "topics.yaml").write_text(topics(unique("borders"), unique("ports")))
    tried = here("import", "topics.yaml", "--dry-run")
    told = "A dry run, nothing was written. It would be: 2 created, 0 changed, 0 unchanged."
    assert (tried.code, tried.out.splitlines()[-1]) == (0, told)
    done = here("import", "topics.yaml")
    lines = done.out.splitlines()
    assert lines[0].split() == ["created", "changed", "unchanged"]
    assert [line.split() for line in lines[1:-1]] == [["topics", "2", "0", "0"]]
    assert lines[-1].startswith("Imported: 2 created, 0 changed, 0 unchanged. To take it back: pacta import --undo ")
    again = here("import", "topics.yaml")
    assert (again.out.splitlines()[-1], again.err) == ("Nothing changed: 0 created, 0 changed, 2 unchanged.", "")


def test_a_folder_is_one_bundle_and_another_data_set_than_a_file(here: Pacta, folder: Path, unique: Unique) -> None:
    first, second, third, data_set = unique("a"), unique("b"), unique("c"), unique("bundle")
    bundle = folder / data_set
    bundle.mkdir()
    (bundle / "topics.yaml").write_text(topics(first, second))
    (bundle / "more.jsonl").write_text(f'{{"topics": [{{"id": "{third}", "name": "C", "parent": "{second}"}}]}}\n')
    done = here("import", data_set, "--json").json
    assert (done["data_set"], done["counts"]["collections"]["topics"]["created"]) == (data_set, 3)
    other = folder / "topics.yaml"
    other.write_text(topics(first, second).replace(f"Name of {second}", "Harbours"))
    left = here("import", "topics.yaml")
    assert left.out.splitlines()[-1] == "Nothing changed: 0 created, 0 changed, 1 unchanged, 1 left."
    assert left.err == (
        f"topics.yaml:3:name: differs from what the data set {data_set} wrote; left as it is here: name that one to go "
        "on from it\n"
    )
    named = here("import", "topics.yaml", "--data-set", data_set, "--json").json
    assert named["counts"]["collections"]["topics"]["changed"] == 1
    other.write_text(topics(first, second).replace(f"Name of {second}", "Docks"))
    won = here("import", "topics.yaml", "--overwrite", "--json").json
    assert won["counts"]["collections"]["topics"]["changed"] == 1


def test_the_seeds_are_what_is_imported_without_a_path(pacta: Pacta, fresh_database_url: str) -> None:
    done = pacta("import", "--json", PACTA_DATABASE_URL=fresh_database_url).json
    created = {name for name, counts in done["counts"]["collections"].items() if counts["created"]}
    parts = {"participation", "status_changes"}
    assert created == {
        "sources", "participants", "topics", "meetings", "instruments", "pledges", "statements", "actions", *parts,
    }  # fmt: skip
    assert (done["data_set"], done["actor"]) == ("seeds", "command line")
    assert pacta("ledger", "verify", PACTA_DATABASE_URL=fresh_database_url).code == 0


def test_what_is_wrong_with_a_bundle_comes_one_a_line(here: Pacta, folder: Path, unique: Unique) -> None:
    bad = f"topics:\n  - {{id: {unique('a')}, name: 7}}\n  - {{id: {unique('b')}, name: B, parent: {unique('c')}}}\n"
    (folder / "topics.yaml").write_text(bad)
    refused = here("import", "topics.yaml")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.splitlines() == [
        "topics.yaml:2:name: Write a string: text between quotation marks.",
        "topics.yaml:3:parent: does not exist: neither the bundle nor the database has it among the topics",
        "Nothing was imported: 2 faults.",
    ]
    asked = here("import", "topics.yaml", "--json")
    assert (asked.code, asked.json["state"]) == (1, "refused")
    assert [(fault["sheet"], fault["line"], fault["field"]) for fault in asked.json["faults"]] == [
        ("topics.yaml", 2, "name"),
        ("topics.yaml", 3, "parent"),
    ]


def test_a_table_is_tried_imported_and_taken_back(here: Pacta, folder: Path, unique: Unique) -> None:
    data_set = unique("ministry")
    (folder / "mapping.yaml").write_text(MAPPING.format(data_set=data_set))
    (folder / "table.csv").write_text("code,name,language\n1,Ports,en\n2,Roads,xx-nowhere-at-all\n")
    command = ("import", "table.csv", "--mapping", "mapping.yaml")
    for more in ((), ("--dry-run",)):
        refused = here(*command, *more)
        assert (refused.code, "It would be, but for what is refused: 2 created" in refused.out) == (1, bool(more))
        assert refused.err.splitlines()[0].startswith("table.csv:3:language: column 'language': ")
        assert refused.err.splitlines()[-1] == "Nothing was imported: 1 fault."
    (folder / "table.csv").write_text("code,name\n1,Ports\n2, Roads\n")
    odd = "table.csv: name: white space around a value, left out"
    assert here(*command, "--dry-run").err.splitlines() == [odd]
    done = here(*command, "--json").json
    assert done["counts"]["notes"] == [odd]
    assert (done["data_set"], done["counts"]["collections"]["topics"]["created"]) == (data_set, 2)
    tried = here("import", "--undo", done["id"], "--dry-run")
    assert (tried.code, tried.out) == (0, "Would be undone: 3 deleted, 0 changed, 0 removed.\n")
    assert here("topic", "edit", f"{data_set}-1", "--set", "name=Harbours").code in {0, 2}
    undone = here("import", "--undo", done["id"])
    assert undone.out.startswith("Undone: ")
    assert undone.err.splitlines() == [f"topics/{data_set}-1:name: was changed here since; left as it is here"]
    assert here("topic", "show", f"{data_set}-2").code == 3


def test_the_report_tells_row_by_row_what_becomes_of_records(here: Pacta, folder: Path, unique: Unique) -> None:
    data_set = unique("ministry")
    (folder / "mapping.yaml").write_text(MAPPING.format(data_set=data_set))
    (folder / "table.csv").write_text("code,name\n1,Ports\n2,Roads\n3,Rails\n")
    command = ("import", "table.csv", "--mapping", "mapping.yaml", "--report")
    one, two, three = (f"topics/{data_set}-{number}" for number in (1, 2, 3))
    tried = here(*command, "--dry-run").out.splitlines()
    of_records = [line for line in tried if line.startswith("table.csv:")]
    assert of_records == [
        f"table.csv:2: {one}: created", f"table.csv:3: {two}: created", f"table.csv:4: {three}: created",
    ]  # fmt: skip
    assert here(*command).code == 0
    assert here("topic", "edit", f"{data_set}-1", "--set", "name=Harbours").code == 0
    (folder / "table.csv").write_text("code,name\n1,Docks\n2,Streets\n3,Rails\n")
    told = here(*command).out.splitlines()
    begun = told.index(f"table.csv:2: {one}: left")
    assert told[begun : begun + 2] == [
        f"table.csv:2: {one}: left", '    name: the file says "Docks" (before: "Ports"); here "Harbours": left',
    ]  # fmt: skip
    assert '    name: the file says "Streets" (before: "Roads"); here "Roads": taken' in told
    assert not any(three in line for line in told)
    rows = here(*command, "--json").json["rows"]
    assert [(row["record"], row["outcome"]) for row in rows if row["collection"] == "topics"] == [
        (f"{data_set}-1", "left"), (f"{data_set}-2", "unchanged"), (f"{data_set}-3", "unchanged"),
    ]  # fmt: skip
    (folder / "table.csv").write_text("code,name,language\n4,Dams,xx-nowhere-at-all\n")
    refused = here(*command, "--dry-run")
    assert (refused.code, refused.out.splitlines()[0]) == (1, f"table.csv:2: topics/{data_set}-4: refused")
    assert here("import", "--undo", "1", "--report").code == 2


def test_what_the_first_rows_become_is_shown_without_a_service(pacta: Pacta, folder: Path) -> None:
    (folder / "mapping.yaml").write_text(MAPPING.format(data_set="ministry"))
    (folder / "table.csv").write_text("code,name\n1,Ports\n2,\n3,Roads\n")
    command = ("import", "table.csv", "--mapping", "mapping.yaml", "--rows")
    assert pacta(*command, "1").out.splitlines() == ["table.csv:2", "  topics/ministry-1", '    name: "Ports"']
    (told,) = (json.loads(line) for line in pacta(*command, "1", "--json").out.splitlines())
    assert told["gives"] == [{"collection": "topics", "id": "ministry-1", "name": "Ports"}]
    (folder / "mapping.yaml").write_text(MAPPING.format(data_set="ministry").replace("name: {column", "title: {column"))
    wrong = pacta(*command, "1")
    assert (wrong.code, wrong.err.splitlines()[-1]) == (1, "The mapping is not right.")
    (folder / "mapping.yaml").write_text(MAPPING.format(data_set="ministry").replace("column: code", "column: number"))
    missing = pacta(*command, "1")
    assert (missing.code, missing.err) == (1, "table.csv:1: column 'number': is not there: the sheet has code, name\n")
    assert pacta("import", "--rows", "1").code == 2


def test_a_ready_mapping_is_named_and_an_unknown_one_told_of(here: Pacta, folder: Path) -> None:
    (folder / "topics.csv").write_text("id,name\nmade-of-a-table,Made of a table\n")
    done = here("import", "topics.csv", "--mapping", "pacta-tables", "--json").json
    assert done["counts"]["collections"]["topics"]["created"] == 1
    unknown = here("import", "topics.csv", "--mapping", "nowhere")
    assert (unknown.code, "is no mapping that comes with Pacta; one of buildcanada, " in unknown.err) == (1, True)
    misspelt = here("import", "topics.csv", "--mapping", "trumptraker")
    assert (misspelt.code, "the nearest is trumptracker" in misspelt.err) == (1, True)
    missing = here("import", "topics.csv", "--mapping", "nowhere.yaml")
    assert (missing.code, missing.err) == (1, "nowhere.yaml: cannot be read: No such file or directory\n")
    without = here("import", "topics.csv")
    assert without.code == 1
    assert "mapping" in without.err
    assert here("import", "gone.csv").err == "gone.csv: cannot be read: No such file or directory\n"
