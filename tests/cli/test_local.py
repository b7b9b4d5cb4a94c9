"""Commands without a server: the application runs in this process."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Pacta


def test_without_a_server_commands_use_the_database(pacta: Pacta, folder: Path, database_url: str) -> None:
    """One process for all: the application takes seconds to load."""
    here = {"PACTA_DATABASE_URL": database_url}
    assert pacta("topic", "create", "--set", "name=Ports", **here).code == 0
    assert pacta("topic", "edit", "ports", "--set", "tags=[sea]", PACTA_PUBLIC_READ="0", **here).code == 0
    (entry, changed) = pacta("changes", "--json", **here).out.splitlines()[-2:]
    assert [json.loads(one)["actor"] for one in (entry, changed)] == ["command line"] * 2
    # Much is read while it comes, and what is not read is left.
    assert pacta("export", "-o", "all.jsonl", **here).code == 0
    assert json.loads((folder / "all.jsonl").read_text().splitlines()[-1])["topics"][0]["tags"] == ["sea"]
    assert pacta("topic", "show", "no-such-topic", **here).code == 3
    doctor = pacta("doctor", "--json", **here)
    assert (doctor.code, {check["outcome"] for check in doctor.json["checks"]}) == (0, {"ok"}), doctor.out
    assert pacta("topic", "open", "ports", **here).code == 1


@pytest.mark.parametrize(
    ("arguments", "code"), [(("topic", "list"), 1), (("doctor",), 1), (("status", "history", "x"), 1)]
)
def test_a_missing_database_is_told_in_a_line(pacta: Pacta, arguments: tuple[str, ...], code: int) -> None:
    outcome = pacta(*arguments)
    assert outcome.code == code
    assert "There is no database at pacta.db" in outcome.out + outcome.err


def test_commands_on_the_database_say_that_a_server_is_none_of_theirs(pacta: Pacta) -> None:
    told = "This command works on a database, not on the server of PACTA_URL."
    for command in (("release", "create", "1"), ("keys", "list"), ("ledger", "head")):
        outcome = pacta(*command, PACTA_URL="https://pacta.example.org")
        assert (outcome.code, outcome.err.splitlines()[1:]) == (1, [told])
        assert told not in pacta(*command).err
