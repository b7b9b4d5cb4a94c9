"""Linters and client generators of others, run over the OpenAPI document: `make generators`.

They are no part of `make test`: some need Node.js or Java, and all of them together take minutes. `make generators`
installs them into a folder and names it in `PACTA_TEST_GENERATORS`; without it none of these tests is collected.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Serve
from tests.contract import Contract
from tests.databases import Databases
from tests.serving import Service
from tests.soundness import holding_the_seeds

SETTING = "PACTA_TEST_GENERATORS"
collect_ignore_glob = [] if SETTING in os.environ else ["test_*.py"]

QUIET = {
    "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
    "REDOCLY_TELEMETRY": "off",
    "PYTHONWARNINGS": "ignore",
}


GENERATED = "--global-property=apis,models,supportingFiles,skipFormModel=false"
"""What OpenAPI Generator is to make.

Of webhooks it makes a second file of the operations that have their tag, which takes the place of the first. Models of
forms it leaves out by default, even where operations take a form or JSON and refer to both.
"""


@dataclass(frozen=True)
class Tools:
    """The tools as they are installed, and the folder where they work."""

    installed: Path
    folder: Path

    def run(self, name: str, *arguments: str, **variables: str) -> str:
        """Run a tool on what is in the folder; AssertionError with all it said where it fails."""
        binaries = [self.installed / "python" / "bin", self.installed / "node" / "node_modules" / ".bin"]
        path = os.pathsep.join([*map(str, binaries), os.environ["PATH"]])
        environment = {**os.environ, **QUIET, "PATH": path, "PYTHONPATH": str(self.folder), **variables}
        done = subprocess.run(
            [name, *arguments],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{name} {' '.join(arguments)}:\n{done.stdout}"
        return done.stdout

    def generate(self, language: str, folder: str, *arguments: str) -> None:
        """Make a client with OpenAPI Generator."""
        made = ("-i", "openapi.json", "-g", language, "-o", folder)
        self.run("openapi-generator-cli", "generate", *made, GENERATED, *arguments)

    def write(self, name: str, text: str) -> str:
        """Write a file into the folder, and return its name."""
        (self.folder / name).write_text(text)
        return name


@pytest.fixture(scope="session")
def tools(tmp_path_factory: pytest.TempPathFactory, contract: Contract) -> Tools:
    """Return the tools, with the document in their folder as `openapi.json`."""
    tools = Tools(Path(os.environ[SETTING]).absolute(), tmp_path_factory.mktemp("generators"))
    tools.write("openapi.json", json.dumps(contract.document))
    return tools


@pytest.fixture(scope="session")
def generated_for(databases: Databases, serving: Serve) -> Iterator[Service]:
    """Return a service with the seeds, which generated clients read from and write to."""
    with holding_the_seeds(databases, "sqlite", serving) as service:
        yield service
