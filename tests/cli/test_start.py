"""What a command imports is what its user waits for."""

import json
import subprocess
import sys

import pytest

from tests.serving import Service

# Typer brings Pydantic along.
HEAVY = {"asyncio", "alembic", "babel", "duckdb", "fastapi", "sqlalchemy", "starlette", "uvicorn", "yaml"}
SCRIPT = """
import json, sys
from app.cli import main
sys.argv = ["pacta", *json.loads(sys.argv[1])]
try:
    main()
except SystemExit as ended:
    print(json.dumps([ended.code or 0, sorted(sys.modules)]), file=sys.stderr)
"""


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("arguments", "most"), [(["--help"], 450), (["pledge", "list"], 500), (["pledge", "list", "--json"], 450)], ids=str
)
def test_commands_wait_for_no_framework(seeded: Service, arguments: list[str], most: int) -> None:
    environment = {"PACTA_URL": seeded.url, "PYTHONPATH": ":".join(sys.path)}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(arguments)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    code, loaded = json.loads(run.stderr.splitlines()[-1])
    assert code == 0
    assert {name.partition(".")[0] for name in loaded} & HEAVY == set()
    assert len(loaded) < most
