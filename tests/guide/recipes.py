"""The recipes of CONTRIBUTING.md, carried out in a copy of the program as a reader would, and the copy served.

A block says on its first line where the rest of it goes: `# FILE, below: START` puts it below the one line of the file
that begins with START, `# FILE, in place of: START` in its place, and `# FILE, new` makes the file. A block of shell
is run from the folder.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.processes import free_port
from tests.serving import PATIENCE

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "CONTRIBUTING.md"
COPIED = ("app", "migrations", "seeds", "alembic.ini", "Makefile", "pyproject.toml")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TITLE = re.compile(r"# (?P<file>\S+), (?P<how>new|below|in place of)(?:: (?P<start>.+))?")
KEY = "a-key-of-the-recipes-alone"

READY = ("/readyz", "/v1/pledges?as_of=2025-01-01", "/v1/stats/overview", "/v1/search?q=border")
"""What has to answer before anything is tried: what is made of the entries may be behind at first, and says so."""


def recipes() -> dict[str, list[tuple[str, str]]]:
    """Return the blocks of each recipe, with their languages, by the recipe's title."""
    section = PAGE.read_text().partition("\n## Recipes\n")[2].partition("\n## ")[0]
    parts = section.split("\n### ")[1:]
    return {part.partition("\n")[0]: BLOCK.findall(part) for part in parts}


class Copy:
    """A copy of the program in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Make it."""
        self.folder = folder
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PACTA_")},
            "PYTHONPATH": str(folder),
        }
        # Each command starts a Python: what the recipe leaves as it was is not compiled again for each.
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)
        folder.mkdir()
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("*.pyc.*"))
            else:
                shutil.copy(ROOT / name, folder / name)

    def carry_out(self, recipe: str) -> None:
        """Do what a recipe says, in its order."""
        for language, text in recipes()[recipe]:
            if language == "sh":
                for command in text.splitlines():
                    self._make(command)
            else:
                self._edit(text)

    def write(self, recipe: str) -> None:
        """Write what a recipe says, but for what its commands write and what goes there."""
        for language, text in recipes()[recipe]:
            if language != "sh" and "*" not in text.partition("\n")[0]:
                self._edit(text)

    def _make(self, command: str) -> None:
        """Run `make` as the recipe says, in the environment of these tests."""
        words = command.split()
        assert words[0] == "make", command
        programs = f"BIN={Path(sys.executable).parent}"
        self.run("make", "--old-file=install-development", programs, *words[1:])

    def _edit(self, text: str) -> None:
        title, _, body = text.partition("\n")
        said = TITLE.fullmatch(title)
        assert said, f"{title}: says nowhere where it goes"
        file = self._file(said["file"])
        if said["how"] == "new":
            assert not file.exists(), title
            file.parent.mkdir(exist_ok=True)
            file.write_text(body)
            return
        lines = file.read_text().splitlines(keepends=True)
        places = [place for place, line in enumerate(lines) if line.lstrip().startswith(said["start"])]
        assert len(places) == 1, f"{title}: {len(places)} lines begin so"
        kept = 1 if said["how"] == "below" else 0
        lines[places[0] : places[0] + 1] = [*lines[places[0] : places[0] + kept], body]
        file.write_text("".join(lines))

    def _file(self, named: str) -> Path:
        """Return the file that a block names; `*` stands for what it cannot know."""
        if "*" not in named:
            return self.folder / named
        (found,) = self.folder.glob(named)
        return found

    def run(self, *command: str, **variables: str) -> str:
        """Run a command in the copy, and return what it said."""
        environment = self._environment | variables
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @property
    def database_url(self) -> str:
        """Return its own database."""
        return f"sqlite:///{self.folder}/pacta.db"

    @contextmanager
    def serve(self, database_url: str = "", *, seed: bool = False) -> Iterator[httpx.Client]:
        """Serve the copy while the context lasts, on a database of its own where none is given; give a client."""
        port = str(free_port())
        variables = {
            "PACTA_DATABASE_URL": database_url or self.database_url,
            "PACTA_PORT": port,
            "PACTA_SEED": str(int(seed)),
            "PACTA_BOOTSTRAP_KEY": KEY,
            "PACTA_LOG_LEVEL": "warning",
        }
        log = self.folder / "log"
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "serve"],
                cwd=self.folder,
                env=self._environment | variables,
                stdout=output,
                stderr=output,
            )
        try:
            headers = {"Authorization": f"Bearer {KEY}"}
            address = f"http://127.0.0.1:{port}"
            with httpx.Client(base_url=address, headers=headers, timeout=PATIENCE, trust_env=False) as client:
                self._await(client, process)
                yield client
        finally:
            process.terminate()
            process.wait(PATIENCE)
        assert "error" not in log.read_text(), log.read_text()

    def _await(self, client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                for path in READY:
                    client.get(path).raise_for_status()
            except httpx.HTTPError:
                log = (self.folder / "log").read_text()
                assert process.poll() is None, log
                assert time.monotonic() < end, log
                time.sleep(0.05)
            else:
                return

    def check_style(self) -> None:
        """Assert that what the recipe wrote is written as everything is."""
        for check in (["check", "--quiet"], ["format", "--check", "--quiet"]):
            self.run(str(Path(sys.executable).with_name("ruff")), *check)

    def check_layers(self) -> None:
        """Assert that each part imports only what it may, and that every new one has its place."""
        self.run(str(Path(sys.executable).with_name("lint-imports")))

    def verify(self, database_url: str) -> None:
        """Assert that `pacta ledger verify` finds nothing."""
        self.run(sys.executable, "-m", "app.cli", "ledger", "verify", PACTA_DATABASE_URL=database_url)
