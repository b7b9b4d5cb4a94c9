"""Memory while a bundle is in it: full collections are put off, and nothing of it is left to them."""

import gc
import json
from pathlib import Path

from sqlalchemy import Engine

from app.exchange.formats.bundle import BundleRecord, read_bundle
from app.exchange.garbage import NEVER, release, without_full_collections
from app.exchange.loading.loader import load_bundle

PLEDGES = 20


def test_full_collections_are_put_off_until_the_last_of_those_that_overlap_ends() -> None:
    before = gc.get_threshold()
    first, second = without_full_collections(), without_full_collections()
    first.__enter__()
    assert gc.get_threshold()[2] == NEVER
    second.__enter__()
    first.__exit__(None, None, None)
    assert gc.get_threshold()[2] == NEVER
    second.__exit__(None, None, None)
    assert gc.get_threshold() == before


def test_what_is_let_go_of_is_gone() -> None:
    held = [object(), object()]
    release(held)
    assert held == []


def test_no_cycle_keeps_a_bundle(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "bundle.yaml"
    state = {"id": "garbage-state", "kind": "state", "name": "State"}
    pledges = [
        {
            "id": f"garbage-{number}",
            "title": f"Promise {number}",
            "parties": [{"participant": "garbage-state", "role": "promisor"}],
            "status_changes": [{"status": "not_assessed", "effective_on": "2024-01-01", "reason": "As told"}],
        }
        for number in range(PLEDGES)
    ]
    file.write_text(json.dumps({"participants": [state], "pledges": pledges}))
    gc.collect()
    gc.disable()
    try:
        report = load_bundle(engine, read_bundle(file))
        assert report.created == 2 * PLEDGES + 1
        assert not [one for one in gc.get_objects() if type(one) is BundleRecord and one.id.startswith("garbage-")]
    finally:
        gc.enable()
