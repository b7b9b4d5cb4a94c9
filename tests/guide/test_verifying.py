"""docs/verifying.md says how a stranger verifies a ledger: the program in it does so."""

import re
import runpy
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from app.ledger.entries.redaction import redact
from tests.serving import Service

GUIDE = Path(__file__).parents[2] / "docs" / "verifying.md"
Verify = Callable[..., None]


@pytest.fixture
def verify(tmp_path: Path) -> Verify:
    (program,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    file = tmp_path / "verify_ledger.py"
    file.write_text(program)
    found: Verify = runpy.run_path(str(file))["verify"]
    return found


def write_some(service: Service) -> None:
    """Write what JSON can be written in several ways, and redact an entry."""
    parties = [{"participant": "guatemala", "role": "promisor"}]
    target = {"indicator": "flights", "measure": "count", "direction": "increase"}
    with service.client("write") as client:
        for name, condition in (("Estado", {}), ("País grande \\u0000 “”", {"If-Match": "*"})):
            body = {"kind": "state", "name": "Guatemala", "other_names": [{"name": name}]}
            assert client.put("/v1/participants/guatemala", json=body, headers=condition).is_success
        for value in ("0.0000001", "12345678901234567890.5", "40.10"):
            pledge = {"title": value, "kind": "policy", "strength": "firm", "parties": parties}
            measured = {"targets": [target | {"value": value}]}
            assert client.post("/v1/pledges", json=pledge | measured).status_code == 201
        client.put("/v1/topics/gone", json={"name": "Gone"})
        client.delete("/v1/topics/gone")
    service.write(redact, [1], "A test")


def test_a_stranger_can_verify_a_ledger(
    fresh_service: Service, verify: Verify, capsys: pytest.CaptureFixture[str]
) -> None:
    verify(fresh_service.url)
    write_some(fresh_service)
    with fresh_service.client() as client:
        head = client.get("/v1/ledger").json()
        entries = client.get("/v1/changes").json()["items"]
    verify(fresh_service.url)
    verify(fresh_service.url, head["number"], head["hash"])
    assert capsys.readouterr().out == "0 {}\n{n} {h}\n{n} {h}\n".format("0" * 64, n=head["number"], h=head["hash"])
    assert (entries[0]["body"], entries[0]["salt"]) == (None, None)
    assert len({entry["salt"] for entry in entries}) == len(entries)
    with pytest.raises(SystemExit, match="entry 2 is not what it was"):
        verify(fresh_service.url, 2, "1" * 64)
    with pytest.raises(SystemExit, match="had 99 entries"):
        verify(fresh_service.url, 99, head["hash"])


def test_what_was_changed_is_found(fresh_service: Service, verify: Verify, monkeypatch: pytest.MonkeyPatch) -> None:
    write_some(fresh_service)

    def forge(is_: bytes, was: bytes) -> None:
        def forged(address: str) -> Any:
            with urlopen(address) as answer:  # noqa: S310 - the service of the test
                return BytesIO(answer.read().replace(was, is_, 1))

        monkeypatch.setattr("urllib.request.urlopen", forged)

    for entry, is_, was in (
        (2, b"grandes", b"grande"),
        (5, b"40.10", b"40.1"),
        (1, b'"actor":"somebody"', b'"actor":"the write key"'),
        (4, b'"number":4', b'"number":3'),
    ):
        forge(is_, was)
        with pytest.raises(SystemExit, match=f"entry {entry} is not what it was"):
            verify(fresh_service.url)
    # Of what was redacted nothing is left to change.
    forge(b"Estada", b"Estado")
    verify(fresh_service.url)
