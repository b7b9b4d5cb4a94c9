"""`pacta status`: one change, many from a file, and their history."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from app.cli.status import batches
from app.cli.status.sources import find_or_create, title_of
from app.client import Client
from tests.cli.conftest import Pacta
from tests.conftest import Unique
from tests.serving import Service

UNSEEN = {"status": "no_verified_progress", "reason": "Nothing was found", "sources_reviewed_up_to": "2025-06-30"}


@pytest.fixture
def pledge(seeded: Service, unique: Unique) -> str:
    id_ = unique("pledge")
    with Client(seeded.url, seeded.keys["write"]) as client:
        client.pledges.put(id_, {"title": "Open a port", "parties": [{"participant": "guatemala", "role": "promisor"}]})
    return id_


def changes(*pledges: str, **fields: Any) -> list[dict[str, Any]]:
    return [{"pledge": pledge, "effective_on": "2025-06-30", **UNSEEN, **fields} for pledge in pledges]


def status_of(here: Pacta, pledge: str) -> str:
    word: str = here("pledge", "show", pledge, "--json").json["status"]["status"]
    return word


def test_a_status_is_set_with_a_source_that_is_new(here: Pacta, pledge: str, unique: Unique) -> None:
    url = f"https://example.org/{unique('officers-sent')}.html"
    command = (
        "status", "set", pledge, "in_progress", "--reason", "Officers were sent", "--effective-on", "2025-07",
        "--source-url", url, "--quote", "officers were deployed", "--act", "concrete_action",
    )  # fmt: skip
    dry = here(*command, "--dry-run")
    assert (dry.code, dry.out) == (0, f"Would be recorded: {pledge} is in_progress.\n")
    assert here(*command, "--dry-run", "--json").json["outcome"] == "recorded"
    assert here("source", "list", "--q", url.rpartition("/")[2].partition(".")[0], "--json").json["items"] == []
    done = here(*command)
    assert (done.code, done.out) == (0, f"Recorded: {pledge} is in_progress (it had none before).\n")
    assert done.err.startswith("Made the source ")
    again = here(*command)
    assert (again.code, again.out) == (0, f"Unchanged: {pledge} has this status change already.\n")
    assert again.err == ""
    (change,) = here("status", "history", pledge, "--json").json["items"]
    (citation,) = change["citations"]
    assert (citation["quote"]["exact"], citation["act"]) == ("officers were deployed", "concrete_action")
    source = here("source", "show", citation["source"]["id"], "--json").json
    assert (source["url"], "example.org" in source["title"]) == (url, True)


def test_no_source_is_made_for_what_guards_refuse(here: Pacta, pledge: str, unique: Unique) -> None:
    name = unique("announced")
    command = (
        "status", "set", pledge, "fulfilled", "--reason", "It was announced",
        "--source-url", f"https://example.org/{name}", "--act", "announcement",
    )  # fmt: skip
    for more in (("--dry-run",), ()):
        refused = here(*command, *more)
        assert (refused.code, "guard concrete_action" in refused.err) == (4, True)
        assert "does not exist" not in refused.err
        assert "Made the source" not in refused.err
    assert here("source", "list", "--q", f'"{name.replace("-", " ")}"', "--json").json["items"] == []


def test_a_source_is_found_by_its_address_alone(here: Pacta, seeded: Service, unique: Unique) -> None:
    title, host = unique("Report"), f"{unique('host')}.example.org"
    with Client(seeded.url, seeded.keys["write"]) as client:
        known = client.sources.create({"kind": "readout", "title": title, "url": f"https://{host}/report"})["id"]
        # However it is called, and however its address is written.
        assert find_or_create(client, f"https://{host}/report", None, "other", dry_run=False) == (known, False)
        assert find_or_create(client, f"http://{host}/report#2", title, "other", dry_run=True) == (known, False)
        # One of the same title elsewhere is another.
        other, is_missing = find_or_create(client, f"https://{host}/elsewhere", title, "other", dry_run=False)
        assert (other != known, is_missing) == (True, False)
        assert client.sources.get(other)["url"] == f"https://{host}/elsewhere"


def test_a_guard_that_refuses_is_told(here: Pacta, pledge: str) -> None:
    refused = here("status", "set", pledge, "fulfilled", "--reason", "It was announced")
    assert (refused.code, refused.out) == (4, "")
    assert "/citations: guard concrete_action: " in refused.err
    assert refused.err.endswith("Nothing was recorded.\n")
    told = here("status", "set", pledge, "fulfilled", "--reason", "It was announced", "--json")
    assert (told.code, told.json["outcome"], told.err) == (4, "refused", "Nothing was recorded.\n")
    assert here("status", "set", "no-such", "planned", "--reason", "x").code == 3
    assert here("status", "set", pledge, "nope", "--reason", "x").code == 2
    assert here("status", "set", pledge, "planned", "--reason", "x", "--quote", "y").code == 2
    both = ("--source", "landau-arevalo-talks", "--source-url", "https://example.org/")
    assert here("status", "set", pledge, "planned", "--reason", "x", *both).code == 2
    assert status_of(here, pledge) == "not_assessed"


def test_a_pledge_that_is_not_there_is_told_by_the_exit_code(here: Pacta) -> None:
    outcome = here("status", "set", "no-such-pledge", "planned", "--reason", "x")
    assert (outcome.code, outcome.err.splitlines()[-1]) == (3, "Nothing was recorded.")
    unsaid = here("status", "set", "no-such-pledge", "planned", "--reason", "x", "--override", "citation")
    assert (unsaid.code, "--override-reason" in unsaid.err) == (2, True)


def test_history_tells_who_and_why(here: Pacta, pledge: str) -> None:
    assert here("status", "history", pledge).out == ""
    assert here("status", "history", "no-such-pledge").code == 3
    source = ("--source", "landau-arevalo-talks", "--voice", "document")
    assert here("status", "set", pledge, "planned", "--reason", "It was announced", *source).code == 0
    head, row = here("status", "history", pledge).out.splitlines()
    assert head.split()[:2] == ["effective", "on"]
    assert "It was announced" in row
    assert "the write key" in row
    (line,) = csv.DictReader(io.StringIO(here("status", "history", pledge, "--csv").out))
    assert (line["pledge.id"], line["status"]) == (pledge, "planned")


def test_changes_are_applied_all_or_none_and_twice(here: Pacta, folder: Path, pledge: str, unique: Unique) -> None:
    file = folder / "changes.jsonl"
    file.write_text("".join(json.dumps(one) + "\n\n" for one in changes(pledge, "guatemala-deportation-flights")))
    dry = here("status", "apply", "changes.jsonl", "--dry-run")
    assert (dry.code, dry.out.splitlines()[-1]) == (0, "It would be: 2 recorded, 0 unchanged, 0 refused.")
    assert status_of(here, pledge) == "not_assessed"
    done = here("status", "apply", "changes.jsonl")
    assert (done.code, done.err) == (0, "")
    assert [row.split() for row in done.out.splitlines()[1:-1]] == [
        ["1", pledge, "no_verified_progress", "recorded"],
        ["3", "guatemala-deportation-flights", "no_verified_progress", "recorded"],
    ]
    again = here("status", "apply", "changes.jsonl", "--json").json
    assert (again["recorded"], again["unchanged"]) == (0, 2)
    bad = [
        *changes(pledge, status="planned"),
        *changes(pledge, effective_on="2025-07-01"),
        {"pledge": pledge, "sttaus": "x"},
    ]
    (folder / "bad.json").write_text(json.dumps(bad, indent=1))
    refused = here("status", "apply", "bad.json")
    assert (refused.code, "recorded" in refused.out) == (1, False)
    assert [line.partition(": ")[0] for line in refused.err.splitlines()] == [
        "bad.json:3", "bad.json:17", "bad.json:17", "bad.json:17", "Nothing was recorded",
    ]  # fmt: skip
    assert "guard citation" in refused.err
    assert "/sttaus: unknown field" in refused.err
    (folder / "guarded.json").write_text(json.dumps(bad[:2]))
    assert here("status", "apply", "guarded.json").code == 4
    assert len(here("status", "history", pledge, "--json").json["items"]) == 1
    kept_going = here("status", "apply", "bad.json", "--keep-going", "--json")
    assert (kept_going.code, kept_going.json["recorded"], kept_going.json["refused"], kept_going.json["invalid"]) == (
        1,
        1,
        1,
        1,
    )
    assert [one["outcome"] for one in kept_going.json["items"]] == ["refused", "recorded", "invalid"]


def test_csv_is_read_as_people_write_it(here: Pacta, folder: Path, pledge: str) -> None:
    head = "\ufeffpledge;status;effective_on;reason;source;quote;act;actions;override;override_reason;if_version"
    row = f'{pledge};planned;2025-02-05;"Announced,\nagain";landau-arevalo-talks;a port;announcement;;;;1'
    (folder / "changes.csv").write_text(f"{head}\n\n{row}\n;;;;;;;;;;\n", "utf-8")
    done = here("status", "apply", "changes.csv", "--json")
    assert (done.code, done.json["recorded"]) == (0, 1), done.err
    assert done.json["items"][0]["line"] == 3
    (change,) = here("status", "history", pledge, "--json").json["items"]
    assert (change["reason"], change["citations"][0]["act"]) == ("Announced,\nagain", "announcement")


def test_a_file_may_name_sources_by_their_addresses(here: Pacta, folder: Path, pledge: str, unique: Unique) -> None:
    url, other = f"https://example.org/{unique('report')}", f"https://example.org/{unique('other')}"
    head = "pledge,status,effective_on,reason,source_url,source_title,quote\n"
    rows = [f"{pledge},planned,2025-0{month}-01,Announced,{url},A report,a port\n" for month in (2, 3)]
    (folder / "urls.csv").write_text(head + "".join(rows), "utf-8")

    def sources() -> list[str]:
        return [one["id"] for one in here("source", "list", "--json").json["items"] if one["url"] in {url, other}]

    dry = here("status", "apply", "urls.csv", "--dry-run")
    assert (dry.code, dry.out.splitlines()[-1]) == (0, "It would be: 2 recorded, 0 unchanged, 0 refused.")
    assert sources() == []
    for recorded, unchanged in ((2, 0), (0, 2)):
        done = here("status", "apply", "urls.csv", "--json")
        assert (done.code, done.json["recorded"], done.json["unchanged"]) == (0, recorded, unchanged), done.err
        assert len(sources()) == 1
    cited = [change["citations"][0] for change in here("status", "history", pledge, "--json").json["items"]]
    assert [(one["source"]["id"], one["quote"]["exact"]) for one in cited] == [(sources()[0], "a port")] * 2
    # Where one is refused, no source is made for the others.
    bad = [{"pledge": pledge, "status": "planned", "effective_on": "2025-04-01", "reason": "x", "citations": cite}
           for cite in ([{"source_url": other}], [])]  # fmt: skip
    (folder / "bad.json").write_text(json.dumps(bad))
    assert here("status", "apply", "bad.json").code == 4
    assert len(sources()) == 1
    bad[0]["citations"] = [{"source_url": url, "source": "landau-arevalo-talks"}]
    (folder / "bad.json").write_text(json.dumps(bad))
    refused = here("status", "apply", "bad.json", "--dry-run")
    assert (refused.code, "give source or source_url" in refused.err) == (1, True)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.csv", b"pledge,sttaus\n", "a.csv:1: has the unknown columns sttaus; known are pledge, status, "),
        ("a.csv", b"pledge,status\nx,y,z\n", "a.csv:2: has more values than there are columns\n"),
        ("a.csv", b"pledge,status\n\xff,y\n", "a.csv:2: is not UTF-8\n"),
        ("a.csv", b"pledge,status\n", "a.csv:1: holds no status changes\n"),
        ("a.jsonl", b'{"pledge": "x"}\n[1]\n{\n', "a.jsonl:2: must be a status change\na.jsonl:3: is no JSON\n"),
        ("a.yaml", b"pledge: x\n", "a.yaml:1: must hold a list of status changes\n"),
        ("a.yaml", b"- pledge: x\n- y\n", "a.yaml:2: must be a status change\n"),
        ("a.yaml", b"- {a: 1, a: 2}\n", "a.yaml:1: repeats a key of line 1: keep one of them\n"),
        (
            "a.csv",
            b"pledge,status,status\nx,planned,x\n",
            "a.csv:1: has several columns status: keep one of each\n",
        ),
        (
            "a.csv",
            b'pledge,status,reason\nx,planned,y\nx,planned,"never closed\nx,planned,z\n',
            "a.csv:3: is not CSV: a quotation mark is opened here and never closed\n",
        ),
        ("a.txt", b"", "a.txt: its name must end in one of .csv, .yaml, "),
    ],
)
def test_what_is_wrong_with_a_file_is_told_by_its_lines(
    pacta: Pacta, folder: Path, name: str, text: bytes, told: str
) -> None:
    (folder / name).write_bytes(text)
    outcome = pacta("status", "apply", name)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith(told)


@pytest.mark.parametrize("form", ["csv", "quoted", "yaml", "lines", "batch"])
def test_standard_input_is_taken_for_what_it_looks_like(
    here: Pacta, pledge: str, folder: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    (change,) = changes(pledge)
    text = {
        "csv": ",".join(change) + "\n" + ",".join(change.values()) + "\n",
        "quoted": "".join(",".join(f'"{one}"' for one in row) + "\n" for row in (change, change.values())),
        "yaml": "".join(f"{'- ' if name == 'pledge' else '  '}{name}: {value}\n" for name, value in change.items()),
        "lines": json.dumps(change) + "\n",
        "batch": json.dumps({"items": [change]}, indent=1),
    }[form]
    (folder / "input").write_text(text)
    with (folder / "input").open() as given:
        monkeypatch.setattr("sys.stdin", given)
        done = here("status", "apply", "-", "--json")
    assert (done.code, done.json["recorded"]) == (0, 1), done.err


def test_many_go_in_batches_and_on_from_where_they_stopped(
    here: Pacta, pledge: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MOST", 2)
    days = [f"2025-06-{day:02}" for day in range(1, 6)]
    items = [changes(pledge, effective_on=day, sources_reviewed_up_to=day)[0] for day in days]
    items[2]["status"] = "fulfilled"
    (folder / "many.jsonl").write_text("\n".join(map(json.dumps, items)))
    whole = here("status", "apply", "many.jsonl")
    assert (whole.code, "all or nothing takes up to 2" in whole.err) == (1, True)
    done = here("status", "apply", "many.jsonl", "--keep-going")
    assert (done.code, done.out.splitlines()[-1]) == (4, "Done: 4 recorded, 0 unchanged, 1 refused.")
    assert "5 of 5 status changes judged\n" in done.err
    items[2]["status"] = "no_verified_progress"
    (folder / "many.jsonl").write_text("\n".join(map(json.dumps, items)))
    done = here("status", "apply", "many.jsonl", "--keep-going")
    assert (done.code, done.out.splitlines()[-1]) == (0, "Done: 1 recorded, 4 unchanged, 0 refused.")
    # Nor is a batch larger than a body may be.
    monkeypatch.setattr(batches, "MOST", 500)
    for item in items:
        item["reason"] = "x" * 19_000
    (folder / "many.jsonl").write_text("\n".join(map(json.dumps, items * 60)))
    large = here("status", "apply", "many.jsonl", "--keep-going", "--dry-run", "--json")
    assert (large.code, len(large.json["items"])) == (4, 300), large.err


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("https://example.org/a/report-on-officers.html?x=1", "report on officers (example.org)"),
        ("https://example.org/", "example.org"),
        ("https://user:secret@example.org/caf%C3%A9", "café (example.org)"),
    ],
)
def test_a_source_is_called_after_its_address(url: str, title: str) -> None:
    assert title_of(url) == title
