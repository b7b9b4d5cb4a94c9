"""Pages with requests and their answers: each is run line by line, and the answers are compared with those shown."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.serving import Service

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```(sh|json)\n(.*?)```", re.DOTALL)
ADDRESS = "export PACTA_URL=http://127.0.0.1:8000"
ANYTHING = "…"
ALL = re.compile("")


def make_tour(
    text: str, service: Service, folder: Path, only: re.Pattern[str] = ALL, refused: frozenset[str] = frozenset()
) -> None:
    """Run the blocks of shell in a text that hold what `only` finds, and assert that they answer as shown.

    `refused` are the problems that are shown on purpose.
    """
    environment = os.environ | {
        "PACTA_URL": service.url,
        "PACTA_KEY": service.keys["write"],
        "PACTA_DATABASE_URL": service.database_url,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    answers = 0
    printed: str | None = None
    for language, block in BLOCK.findall(text):
        if language == "json":
            if printed is not None:
                assert agrees(json.loads(block), json.loads(printed)), f"{block}\n is not what was answered:\n{printed}"
                answers += 1
            continue
        if not only.search(block):
            printed = None
            continue
        # One shell after the other; each knows what those before it exported.
        script = f"[ ! -e exported ] || . ./exported\n{block}\nexport -p > exported"
        script = re.sub(r"export PACTA_KEY=.*", "", script).replace(ADDRESS, f"export PACTA_URL={service.url}")
        script = re.sub(r"(?m)^pacta ", f"{sys.executable} -m app.cli ", script)
        run = subprocess.run(
            ["/bin/bash", "-euc", script], cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr + run.stdout
        printed = run.stdout
        assert set(re.findall(r'"type": ?"/problems/(.+?)"', printed)) <= refused, f"{block}\n was refused:\n{printed}"
    assert answers > 0
    (folder / "exported").unlink()


def agrees(expected: Any, found: Any) -> bool:
    """Return whether an answer is as shown, where the three dots stand for anything, or for the rest."""
    if isinstance(expected, str) and ANYTHING in expected:
        pattern = ".*".join(re.escape(part) for part in expected.split(ANYTHING))
        return expected == ANYTHING or (isinstance(found, str) and re.fullmatch(pattern, found, re.DOTALL) is not None)
    if isinstance(expected, dict):
        shown = {name: value for name, value in expected.items() if name != ANYTHING}
        open_ended = ANYTHING in expected
        return (
            isinstance(found, dict)
            and (open_ended or shown.keys() == found.keys())
            and all(name in found and agrees(value, found[name]) for name, value in shown.items())
        )
    if isinstance(expected, list):
        shown_items = [item for item in expected if item != ANYTHING]
        enough = len(shown_items) == len(found) or (ANYTHING in expected and len(shown_items) < len(found))
        return enough and all(agrees(item, other) for item, other in zip(shown_items, found, strict=False))
    return bool(expected == found)
