"""Reading texts by the service: each is sent as a client sends it, and its proposal scored."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx
import yaml

from app.db import migration
from app.db.engines import writing_engine
from app.exchange.formats.bundle import SEEDS
from benchmarks.intake.gold import CodedText, coded_texts
from benchmarks.intake.proposals import proposal_of
from benchmarks.intake.reports import coded_reports
from benchmarks.intake.results import Score, together
from benchmarks.intake.score_lines import lines
from benchmarks.intake.scores import score
from benchmarks.serving import served
from benchmarks.writes import key_of

THERE = ("sources", "topics", "participants")
"""What of the seeds is loaded before: whom texts name can be found, and nothing of what they tell."""

MOST_SECONDS = 120.0

Ask = Callable[[str], Any]
"""Return what the service answers to a text."""


def measure_texts(address: str, folder: Path, *, reports: bool) -> None:
    """Print how well the texts of a folder are read: with their own gold, or with what the seeds have of reports."""
    coded = (coded_reports if reports else coded_texts)(folder)
    known = _known()
    _migrate(address)
    key = key_of(address)
    with (
        served(address) as (port, _process, _seconds),
        httpx.Client(
            base_url=f"http://127.0.0.1:{port}", headers={"Authorization": f"Bearer {key}"}, timeout=MOST_SECONDS
        ) as client,
    ):
        for name in THERE:
            content = (SEEDS / f"{name}.yaml").read_bytes()
            _checked(client.post("/v1/bundles", content=content, headers={"Content-Type": "application/yaml"}))
        tell(read(coded, lambda text: _checked(client.post("/v1/intake", json={"text": text})), known))


def read(coded: Sequence[CodedText], ask: Ask, known: Sequence[str]) -> list[Score]:
    """Return the score of each text."""
    return [score(one, proposal_of(ask(one.text)), known) for one in coded]


def tell(scores: Sequence[Score]) -> None:
    """Print scores, and their sum."""
    for one in scores:
        print("\n".join(lines(one)), flush=True)
    if len(scores) > 1:
        print("\n".join(lines(together(scores))), flush=True)


def _known() -> list[str]:
    return [record["id"] for record in yaml.safe_load((SEEDS / "participants.yaml").read_text())["participants"]]


def _migrate(address: str) -> None:
    engine = writing_engine(address)
    with engine.begin() as connection:
        migration.upgrade(connection)
    engine.dispose()


def _checked(answer: httpx.Response) -> Any:
    if answer.is_error:
        message = f"{answer.request.method} {answer.request.url.path} answered {answer.status_code}: {answer.text}"
        raise RuntimeError(message)
    return answer.json()
