"""The scripts that update statuses: a dry run, the real one, and a second time that changes nothing."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.serving import Service

EXAMPLES = Path(__file__).parents[2] / "examples"


def run(command: list[str | Path], service: Service, key: str = "write") -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"PACTA_KEY": service.keys[key], "PACTA_URL": service.url}
    return subprocess.run([str(part) for part in command], env=environment, capture_output=True, text=True, check=False)


def python_script(
    service: Service, file: Path, *options: str, key: str = "write"
) -> "subprocess.CompletedProcess[str]":
    script = EXAMPLES / "update_statuses.py"
    return run([sys.executable, script, file, *options], service, key)


def statuses(service: Service) -> dict[str, str]:
    with service.client() as client:
        pledges = client.get("/v1/pledges", params={"limit": 200}).json()["items"]
    return {pledge["id"]: pledge["status"]["status"] for pledge in pledges}


def test_python_script_can_be_run_twice(fresh_seeded: Service) -> None:
    file = EXAMPLES / "updates.csv"
    wanted = {row["pledge"]: row["status"] for row in csv.DictReader(file.read_text().splitlines())}
    before = statuses(fresh_seeded)
    dry = python_script(fresh_seeded, file, "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert f"would be: {len(wanted)} recorded, 0 unchanged, 0 refused" in dry.stdout
    assert statuses(fresh_seeded) == before
    first = python_script(fresh_seeded, file)
    assert first.returncode == 0, first.stderr
    assert f"done: {len(wanted)} recorded, 0 unchanged, 0 refused" in first.stdout
    after = statuses(fresh_seeded)
    assert after == before | wanted
    second = python_script(fresh_seeded, file)
    assert second.returncode == 0, second.stderr
    assert f"done: 0 recorded, {len(wanted)} unchanged, 0 refused" in second.stdout
    assert statuses(fresh_seeded) == after


def test_the_console_can_be_tried_after_the_script(fresh_seeded: Service) -> None:
    with fresh_seeded.client("write") as client:
        document = client.get("/openapi.json").json()
        operation = document["paths"]["/v1/pledges/{id}/status-changes"]["post"]
        parameters = [fresh_seeded.contract.resolve(one) for one in operation["parameters"]]
        (pledge,) = (one["example"] for one in parameters if one["name"] == "id")
        body = operation["requestBody"]["content"]["application/json"]["example"]
        for file in ("updates.csv", "updates.jsonl"):
            assert pledge not in (EXAMPLES / file).read_text()
        assert python_script(fresh_seeded, EXAMPLES / "updates.csv").returncode == 0
        recorded = client.post(f"/v1/pledges/{pledge}/status-changes", json=body)
    assert recorded.status_code == 201, recorded.text


def test_python_script_says_what_is_wrong_and_changes_nothing(fresh_seeded: Service, tmp_path: Path) -> None:
    file = tmp_path / "updates.csv"
    file.write_text(
        "pledge,status,reason,effective_on\n"
        "guatemala-border-task-force,fulfilled,it was announced,2025-02-05\n"
        "guatemala-delegation-to-washington,not_assessed,nobody has looked,2025-02-05\n"
    )
    before = statuses(fresh_seeded)
    refused = python_script(fresh_seeded, file)
    assert refused.returncode == 1
    assert "line 2: guatemala-border-task-force: refused" in refused.stdout
    assert "guard concrete_action" in refused.stdout
    assert statuses(fresh_seeded) == before


def test_python_script_without_a_valid_key(fresh_seeded: Service) -> None:
    refused = python_script(fresh_seeded, EXAMPLES / "updates.csv", key="read")
    assert refused.returncode == 1
    assert "The key lacks the required scope" in refused.stderr


def test_shell_script_can_be_run_twice(fresh_seeded: Service) -> None:
    file = EXAMPLES / "updates.jsonl"
    updates = [json.loads(line) for line in file.read_text().splitlines()]
    script = EXAMPLES / "update_statuses.sh"
    first = run([script, file], fresh_seeded)
    assert first.returncode == 0, first.stderr
    reports = [json.loads(line) for line in first.stdout.splitlines() if line.startswith("{")]
    assert [report["recorded"] for report in reports] == [len(updates), len(updates)], "in a dry run, and for real"
    assert {update["pledge"]: update["status"] for update in updates}.items() <= statuses(fresh_seeded).items()
    second = run([script, file, fresh_seeded.url], fresh_seeded)
    assert second.returncode == 0, second.stderr
    last = json.loads(second.stdout.splitlines()[-1])
    assert (last["recorded"], last["unchanged"]) == (0, len(updates))


def test_shell_script_fails_where_the_service_refuses(fresh_seeded: Service) -> None:
    refused = run(
        [EXAMPLES / "update_statuses.sh", EXAMPLES / "updates.jsonl", fresh_seeded.url], fresh_seeded, key="read"
    )
    assert refused.returncode != 0
    assert "Nothing was recorded" in refused.stderr


@pytest.mark.parametrize("script", ["update_statuses.sh", "update_statuses.py", "import_scores.py"])
def test_scripts_say_how_they_are_used(script: str, tmp_path: Path) -> None:
    missing, table = str(tmp_path / "missing.csv"), tmp_path / "table.csv"
    table.write_text("id,text,France\n1,Promised,+1\n")
    options = ["--source", "s", "--title", "T", "--assessor", "A", "--period", "2024"] if "scores" in script else []
    for arguments, key, told in (
        ([], "key", "usage"),
        ([missing, *options], "key", "missing.csv"),
        ([str(table), *options], "", "PACTA_KEY"),
    ):
        command = [str(EXAMPLES / script), *arguments]
        tried = subprocess.run(
            command if script.endswith(".sh") else [sys.executable, *command],
            env=os.environ | {"PACTA_KEY": key},
            capture_output=True,
            text=True,
            check=False,
        )
        assert tried.returncode == 2, tried.stderr
        assert told in tried.stderr.replace("Usage", "usage")
        assert "Traceback" not in tried.stderr


def commands(folder: Path) -> dict[str, str]:
    """Make `pacta` a command of the shell, and return the environment that has it."""
    command = folder / "bin" / "pacta"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m app.cli "$@"\n')
    command.chmod(0o755)
    return os.environ | {"PATH": f"{command.parent}:{os.environ['PATH']}", "PYTHONPATH": str(EXAMPLES.parent)}


# The commands run alike on both databases: tests/cli.
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_nightly_list_names_what_is_to_be_reviewed(fresh_seeded: Service, tmp_path: Path) -> None:
    environment = commands(tmp_path) | {"PACTA_URL": fresh_seeded.url}
    run = subprocess.run([EXAMPLES / "review_list.sh"], env=environment, capture_output=True, text=True, check=True)
    with fresh_seeded.client() as client:
        overdue = [one["id"] for one in client.get("/v1/pledges?overdue=true&sort=due&limit=200").json()["items"]]
    listed = run.stdout.partition("Overdue:\n")[2].partition("\n\n")[0].splitlines()[1:]
    assert overdue
    assert [row.split()[0] for row in listed] == overdue
    nobody = environment | {"PACTA_URL": "http://127.0.0.1:1"}
    failed = subprocess.run([EXAMPLES / "review_list.sh"], env=nobody, capture_output=True, text=True, check=False)
    assert (failed.returncode, failed.stdout) == (5, "")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_steps_of_hosted_ci_try_and_record(fresh_seeded: Service, tmp_path: Path) -> None:
    workflow = yaml.safe_load((EXAMPLES / "github_actions.yml").read_text())
    steps = {step["name"]: step["run"] for step in workflow["jobs"]["statuses"]["steps"] if "name" in step}
    environment = commands(tmp_path) | {"PACTA_URL": fresh_seeded.url, "PACTA_KEY": fresh_seeded.keys["write"]}
    (tmp_path / "statuses").mkdir()
    shutil.copy(EXAMPLES / "updates.csv", tmp_path / "statuses")

    def take(step: str) -> "subprocess.CompletedProcess[str]":
        # As GitHub runs it.
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", steps[step]]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    before = statuses(fresh_seeded)
    tried = take("Try")
    assert (tried.returncode, statuses(fresh_seeded)) == (0, before), tried.stderr
    assert "It would be: 3 recorded, 0 unchanged, 0 refused." in tried.stdout
    for _time in range(2):
        assert take("Record").returncode == 0
    assert statuses(fresh_seeded) != before
    (tmp_path / "statuses" / "bad.jsonl").write_text('{"pledge": "guatemala-border-task-force", "status": "fulfilled"}')
    assert take("Try").returncode != 0
