"""The commands of collections, against a running service."""

import csv
import io
import json
import os
import re
import stat
import subprocess
import sys
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import yaml
from typing_extensions import override

from app.cli.records.columns import COLLECTIONS
from app.cli.records.drafts import parse, to_yaml
from app.cli.records.editor import merged
from app.client import Client, Unreachable
from tests.cli.conftest import ROOT, Pacta
from tests.conftest import Unique
from tests.contract import Contract
from tests.serving import PATIENCE, Service

HOSTILE = "Ports \x1b[31mred\x9b2J \u202egnihton"


@pytest.fixture(scope="module")
def backend() -> str:
    """Commands speak HTTP: which database answers plays no part."""
    return "sqlite"


@pytest.fixture
def topic(seeded: Service, unique: Unique) -> str:
    id_ = unique("topic")
    with Client(seeded.url, seeded.keys["write"]) as client:
        client.topics.put(id_, {"name": "Ports", "tags": ["sea"]})
    return id_


def write_editor(folder: Path, monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Make an editor that does what Python says to the `text`, each time with the number of its run."""
    script = folder / "editor.py"
    lead = "import sys, pathlib\nfile = pathlib.Path(sys.argv[1]); text = file.read_text()\n"
    count = "runs = pathlib.Path(__file__).with_suffix('.n'); n = len(runs.read_text()) if runs.exists() else 0\n"
    seen = "runs.write_text('x' * (n + 1)); runs.with_suffix(f'.seen{n}').write_text(text)\n"
    script.write_text(lead + count + seen + "\n".join(lines) + "\nfile.write_text(text)\n")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    monkeypatch.delenv("VISUAL", raising=False)


def test_lists_are_tables_for_people_and_data_for_scripts(here: Pacta) -> None:
    shown = here("pledge", "list", "--promisor", "guatemala", "--limit", "2")
    head, *rows = shown.out.splitlines()
    assert head.split() == ["id", "status", "due", "title"]
    assert [row.split()[:2] for row in rows] == [
        ["guatemala-border-task-force", "not_assessed"], ["guatemala-delegation-to-washington", "not_assessed"],
    ]  # fmt: skip
    assert shown.err == "There are more than 2: --all or --limit.\n"
    assert "\x1b" not in shown.out
    found = here("pledge", "list", "--promisor", "guatemala", "--all", "--json").json["items"]
    assert len(found) > 2
    assert found[0]["status"]["status"] == "not_assessed"
    table = here("pledge", "list", "--columns", "title,status", "--limit", "1", "--csv", "--promisor", "guatemala").out
    lines = list(csv.DictReader(io.StringIO(table)))
    assert len(lines) == len(found), "a file has them all"
    assert (lines[0]["id"], lines[0]["status.status"]) == ("guatemala-border-task-force", "not_assessed")


def test_columns_that_there_are_not_are_refused(here: Pacta) -> None:
    for more in ((), ("--json",), ("--csv",)):
        wrong = here("pledge", "list", "--columns", "titel,status", *more)
        assert (wrong.code, wrong.out, "the nearest is title" in wrong.err) == (1, "", True)
    within = here("pledge", "list", "--columns", "status.statu")
    assert (within.code, "no pledge has status.statu" in within.err) == (2, True)
    assert here("pledge", "list", "--columns", "translations.es.title,due.from,id").code == 0
    (first, *_others) = here("pledge", "list", "--columns", "due", "--json").json["items"]
    assert [*first] == ["id", "due"]
    chosen = here("pledge", "list", "--columns", "id,title,status.status", "--csv").out
    assert chosen.splitlines()[0] == "id,title,status.status"
    assert here("pledge", "list", "--json", "--csv").code == 2
    assert here("stats", "overview", "--json", "--csv").code == 2


def test_filters_are_those_of_the_api(here: Pacta) -> None:
    one = here("source", "list", "--filter", "id=landau-arevalo-talks", "--filter", "kind=news_report", "--json")
    assert [found["id"] for found in one.json["items"]] == ["landau-arevalo-talks"]
    assert here("pledge", "list", "--no-overdue", "--as-of", "2025-03-01", "--kind", "no_kind").code == 1
    refused = here("topic", "list", "--filter", "naem=x")
    assert (refused.code, refused.out) == (1, "")
    assert "naem: unknown parameter; " in refused.err
    assert here("topic", "list", "--filter", "naem=x", "--json").out == ""
    # Whatever a parameter is called, it goes to the API.
    for name in ("path", "self", "id_", "words", "request"):
        assert f"{name}: unknown parameter" in here("topic", "list", "--filter", f"{name}=x").err
    assert here("topic", "list", "--filter", "limit=1", "--limit", "3").out.count("\n") == 4
    assert here("topic", "list", "--filter", "name").code == 2
    nothing = here("topic", "list", "--q", "xylophone")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "")


@pytest.mark.parametrize("shown", COLLECTIONS, ids=lambda shown: shown.noun)
def test_each_collection_is_listed_by_its_own_filters(here: Pacta, contract: Contract, shown: object) -> None:
    noun, collection, columns, filters = shown.noun, shown.collection, shown.columns, shown.filters  # type: ignore[attr-defined]
    operation = contract.document["paths"][f"/v1/{collection}"]["get"]
    assert {*filters} <= {contract.resolve(one)["name"] for one in operation["parameters"]}
    listed = here(noun, "list", "--limit", "1")
    assert (listed.code, len(listed.out.splitlines())) == (0, 2)
    fields = contract.resolve({"$ref": f"#/components/schemas/{noun.capitalize()}Document"})["properties"]
    assert {column.partition(".")[0] for column in columns} <= set(fields)


def test_a_record_is_shown_as_yaml(here: Pacta, topic: str) -> None:
    shown = yaml.safe_load(here("topic", "show", topic).out)
    assert (shown["name"], shown["tags"], shown["version"]) == ("Ports", ["sea"], 1)
    assert here("topic", "show", topic, "--fields", "name", "--json").json == {"id": topic, "name": "Ports"}
    assert yaml.safe_load(here("topic", "show", topic, "--written").out).keys() >= {"name", "tags"}
    absent = here("topic", "show", "no-such-topic")
    assert (absent.code, absent.out) == (3, "")
    assert absent.err.startswith("Nothing is at this address: ")
    assert here("topic", "show", topic, "--known-at", "2020-01-01T00:00:00Z").code == 3


def test_records_are_created_from_files_and_options(here: Pacta, folder: Path, unique: Unique) -> None:
    id_ = unique("harbour")
    (folder / "topic.yaml").write_text(f"id: {id_}\nname: 'NO'\n")
    dry = here("topic", "create", "topic.yaml", "--dry-run")
    assert (dry.code, dry.out) == (0, f"Would be created: {id_}, version 1.\n")
    assert here("topic", "show", id_).code == 3
    assert here("topic", "create", "topic.yaml", "--set", "tags=[a, b]").code == 0
    assert here("topic", "show", id_, "--json").json["tags"] == ["a", "b"]
    again = here("topic", "create", "topic.yaml")
    assert (again.code, again.out) == (4, "")
    twin = here("topic", "create", "--set", "name=NO", "--id", f"{id_}-2", "--unless-duplicate")
    assert twin.code == 4
    warned = here("topic", "create", "--set", "name=NO", "--id", f"{id_}-2")
    assert (warned.code, "likely" in warned.err or "looks like" in warned.err) == (0, True)
    wrong = here("topic", "create", "--set", "nmae=x")
    assert (wrong.code, "/nmae: unknown field" in wrong.err) == (1, True)
    assert here("topic", "create").code == here("topic", "create", "--set", "name").code == 2
    assert here("topic", "create", "--set", "name=x", "--set", "name=y").code == 2
    # Of a field of text it is the text, whatever it looks like.
    numbered = here(
        "meeting",
        "create",
        "--set",
        "title=2025",
        "--set",
        "starts=2026",
        "--set",
        "form=meeting",
        "--set",
        "status=held",
        "--dry-run",
        "--json",
    ).json
    assert (numbered["title"], numbered["starts"]["edtf"]) == ("2025", "2026")
    flagged = here("topic", "create", "--set", "name=true", "--dry-run", "--json").json
    assert flagged["name"] == "true"
    (folder / "emoji.json").write_text(json.dumps({"name": "\U0001f600"}))
    assert here("topic", "create", "emoji.json", "--dry-run", "--json").json["name"] == "\U0001f600"
    (folder / "list.yaml").write_text("- a\n")
    (folder / "bad.yaml").write_text("name: x\nname: y\n")
    assert here("topic", "create", "list.yaml").err == "list.yaml:1: must hold the fields of one record\n"
    assert here("topic", "create", "bad.yaml").err == "bad.yaml:2: repeats a key of line 1: keep one of them\n"
    assert here("topic", "create", "absent.yaml").err == "absent.yaml: No such file or directory.\n"


def test_keys_that_may_not_write_are_told(here: Pacta, seeded: Service) -> None:
    assert here("topic", "create", "--set", "name=x", PACTA_KEY=seeded.keys["read"]).code == 6
    assert here("topic", "list", PACTA_KEY="unknown").code == 6
    nobody = here("topic", "list", PACTA_URL="http://127.0.0.1:1")
    assert (nobody.code, nobody.out) == (5, "")
    assert nobody.err == "http://127.0.0.1:1 does not answer: [Errno 111] Connection refused\n"
    for address in ("127.0.0.1:80", "pacta", "ftp://example.org", "http://[", "http://a:b"):
        wrong = here("topic", "list", PACTA_URL=address)
        assert (wrong.code, wrong.err) == (1, "PACTA_URL names no address: write http://HOST:PORT or https://HOST.\n")
    within = here("topic", "list", PACTA_URL=f"{seeded.url}/v1/")
    assert (within.code, within.err) == (1, "PACTA_URL ends in /v1: leave that out, commands add it.\n")
    assert "no key has" in here("topic", "list", PACTA_KEY="a\nb").err


def test_a_record_is_edited_as_yaml(here: Pacta, topic: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_editor(tmp_path, monkeypatch, "text = text.replace('Ports', 'Harbours')")
    assert here("topic", "edit", topic).out == f"Written: {topic}, version 2.\n"
    assert here("topic", "edit", topic).out == "Nothing was changed.\n"
    assert (tmp_path / "editor.seen0").read_text().startswith(f"# /v1/topics/{topic}\n")
    assert here("topic", "edit", topic, "--set", "tags=[b]", "--json").json["tags"] == ["b"]
    assert here("topic", "edit", "no-such-topic").code == 3


def test_refusals_come_back_into_the_editor(
    here: Pacta, topic: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_editor(
        tmp_path, monkeypatch,
        "wrong, broken = '\\nnmae: ', '\\nname: ['",
        "text = [text.replace('\\nname: ', wrong), text.replace(wrong, broken), text.replace(broken, '\\nname: ')][n]",
    )  # fmt: skip
    edited = here("topic", "edit", topic)
    # The last time it was saved as it was before the mistakes, which is no refusal.
    assert (edited.code, edited.out) == (0, f"Written: {topic}, version 1.\n")
    assert "# /nmae: unknown field; the nearest is name\n" in (tmp_path / "editor.seen1").read_text()
    assert re.search(r"# line \d+: ", (tmp_path / "editor.seen2").read_text())
    write_editor(tmp_path, monkeypatch, "text = text.replace('name:', 'nmae:')")
    given_up = here("topic", "edit", topic)
    assert (given_up.code, given_up.out) == (1, "")
    assert "Nothing was written.\n" in given_up.err


def test_what_was_written_is_not_lost_with_the_server(
    here: Pacta, topic: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put(*_arguments: object, **_options: object) -> None:
        raise Unreachable("gone")

    write_editor(tmp_path, monkeypatch, "text = text.replace('Ports', 'Harbours')")
    monkeypatch.setattr("app.client.blocking_collections.Collection.put", put)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    outcome = here("topic", "edit", topic)
    assert (outcome.code, outcome.out) == (5, "")
    kept = Path(re.findall(r"kept in (\S+)\.\n", outcome.err)[0])
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "name: Harbours\n" in kept.read_text()


def test_what_somebody_else_changed_meanwhile_is_kept(
    here: Pacta, seeded: Service, topic: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, key = f"{seeded.url}/v1/topics/{topic}", seeded.keys["write"]
    other = (
        "import httpx\nif n == 0: httpx.patch("
        f"'{url}', json={{'tags': ['river'], 'language': 'en'}}, headers={{'Authorization': 'Bearer {key}'}}, "
        f"timeout={PATIENCE})"
    )
    write_editor(
        tmp_path, monkeypatch, other, "text = text.replace('Ports', 'Harbours').replace('sea', 'ocean') + ('\\n' * n)"
    )
    assert here("topic", "edit", topic).out == f"Written: {topic}, version 3.\n"
    again = (tmp_path / "editor.seen1").read_text()
    assert '# You both changed tags; theirs: ["river"]\n' in again
    shown = here("topic", "show", topic, "--json").json
    assert (shown["name"], shown["tags"], shown["language"]) == ("Harbours", ["ocean"], "en")


def test_what_two_changed_is_put_together() -> None:
    base = {"name": "a", "tags": ["x"], "parent": "p", "gone": 1}
    draft, notes = merged(
        base, {"name": "b", "tags": ["x"], "parent": "p"}, {"name": "a", "tags": ["y"], "parent": "q", "gone": 2}
    )
    assert draft == {"name": "b", "tags": ["y"], "parent": "q"}
    assert notes[1:] == ["You both changed gone; theirs: 2"]


@pytest.mark.parametrize(
    "value", ["NO", "2025-02-05", "1", "a: b", "one\ntwo\n", " x", "- a", "#", "é\u202e", "", "null"]
)
def test_yaml_is_read_as_it_was_written(value: str) -> None:
    draft = {
        "text": value,
        "list": [value],
        "number": Decimal("12345678901234567.0123456789"),
        "whole": 3,
        "none": None,
    }
    assert parse(to_yaml(draft).encode()) == (draft, [])


def test_the_address_is_printed_where_there_is_no_browser(here: Pacta, pacta: Pacta, seeded: Service) -> None:
    assert here("topic", "open", "migration").out == f"{seeded.url}/topics/migration\n"
    assert pacta("topic", "open", "migration").code == 1


class Hostile(BaseHTTPRequestHandler):
    """A server whose records hold what moves cursors."""

    def do_GET(self) -> None:
        record = {"id": "hostile", "title": HOSTILE, "summary": f"{HOSTILE}\n=1+1"}
        body = json.dumps({"items": [record], "next_cursor": None} if self.path.count("/") == 2 else record).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: object) -> None: ...


def test_nothing_of_a_record_reaches_the_terminal_as_control(pacta: Pacta) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Hostile) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}"
        for arguments in (
            ("show", "hostile"), ("show", "hostile", "--json"), ("list", "--columns", "summary"), ("list", "--json"),
        ):  # fmt: skip
            said = pacta("meeting", *arguments, PACTA_URL=url)
            assert said.code == 0, said.err
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said.out), arguments
            assert "Ports" in said.out
            if "--json" in arguments:
                record = said.json if "show" in arguments else said.json["items"][0]
                assert record["title"] == HOSTILE
        server.shutdown()


def test_no_cell_is_a_formula(here: Pacta, seeded: Service, unique: Unique) -> None:
    id_ = unique("formula")
    with Client(seeded.url, seeded.keys["write"]) as client:
        client.topics.put(id_, {"name": "=1+1"})
    listed = here("topic", "list", "--filter", f"id={id_}", "--columns", "name,version", "--csv").out
    assert listed.splitlines()[1] == f"{id_},1,'=1+1"


def test_login_is_kept_where_nobody_else_can_read_it(pacta: Pacta, seeded: Service, folder: Path) -> None:
    key = seeded.keys["write"]
    assert pacta("login", seeded.url, "--key", "wrong").code == 6
    assert not (folder / "config").exists()
    told = pacta("login", seeded.url, "--key", key)
    assert (told.code, key in told.out) == (0, False)
    file = folder / "config" / "pacta" / "login.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text()) == {"url": seeded.url, "key": key}
    assert pacta("topic", "edit", "migration", "--set", "tags=[x]").code == 0
    # What the environment says goes first.
    assert pacta("topic", "list", PACTA_URL="http://127.0.0.1:1").code == 5
    assert pacta("topic", "list", PACTA_DATABASE_URL="sqlite:///absent.db").code == 1
    file.chmod(0o644)
    assert "Others can read" in pacta("topic", "list").err
    file.write_text("{}")
    assert pacta("topic", "list").code == 1
    assert pacta("logout").code == 0
    assert not file.exists()
    assert pacta("logout").out == "There was nothing to forget.\n"


def test_tables_are_cut_to_the_terminal_and_know_no_colour_where_none_is_wanted(here: Pacta, seeded: Service) -> None:
    script = "import pty, sys; sys.exit(pty.spawn([sys.executable, '-m', 'app.cli', *sys.argv[1:]]) >> 8)"
    for no_color in ("", "1"):
        environment = os.environ | {
            "PACTA_URL": seeded.url, "COLUMNS": "80", "NO_COLOR": no_color, "TERM": "xterm", "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        command = [sys.executable, "-c", script, "pledge", "list", "--limit", "3"]
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in run.stdout.splitlines()]
        assert max(map(len, lines[:4])) <= 80
        assert lines[1].startswith("guatemala-border-task-force "), "ids are not cut"
        assert lines[2].rstrip().endswith("…")
        assert not re.search(r"\x1b\[[0-9;]*3[0-7]", run.stdout)
