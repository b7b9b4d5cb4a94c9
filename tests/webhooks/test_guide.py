"""What the README and the page for receivers show is so."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import WebhookVerificationError

from app.webhooks.delivery import retries
from app.webhooks.events import Event, body_of, is_wanted
from app.webhooks.secrets import new_secret, signed
from tests.guide.tour import ROOT, agrees, make_tour
from tests.serving import Service

PAGE = (ROOT / "docs" / "webhooks.md").read_text()
EVENT = Event(
    214, "2026-11-22T03:14:33.123456Z", "pledges", "guatemala-deportation-flights", 3, "put",
    "status_changes/2025-06-13-in-progress", None,
)  # fmt: skip


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_readme(fresh_service: Service, tmp_path: Path) -> None:
    section = (ROOT / "README.md").read_text().partition("## Webhooks\n")[2].partition("\n## ")[0]
    admin = replace(fresh_service, keys={**fresh_service.keys, "write": fresh_service.keys["admin"]})
    make_tour(section, admin, tmp_path)


def test_the_event_that_is_shown_is_one() -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert agrees(json.loads(shown), json.loads(body_of(EVENT)))
    assert len(body_of(EVENT._replace(record="x" * 80, part="x" * 300))) < 1_000


def test_verifying_in_python() -> None:
    (block,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    secret = new_secret()
    shown: dict[str, Any] = {}
    exec(block.replace("whsec_…", secret), shown)  # noqa: S102 - what the page shows
    receive: Any = shown["receive"]
    body = body_of(EVENT)
    headers = dict(signed("msg_newsroom_214", datetime.now(UTC), body, [new_secret(), secret]))
    assert receive(headers, body.encode())["data"]["number"] == 214
    with pytest.raises(WebhookVerificationError):
        receive(headers, body.replace("214", "215").encode())


def test_the_attempts_that_are_told() -> None:
    assert "5 seconds, 5 minutes, 30 minutes, 2, 5, 10, 14, 20 and 24 hours" in PAGE
    assert (5, 300, 1800, *(hours * 3600 for hours in (2, 5, 10, 14, 20, 24))) == retries.WAITS


def test_what_days_bring_is_of_the_pledge() -> None:
    came = EVENT._replace(collection="calendar", part=None)
    assert json.loads(body_of(came))["data"]["address"] == "/v1/pledges/guatemala-deportation-flights"
    assert came.of == EVENT.of
    assert is_wanted({"collections": ["pledges"]}, came)
    assert is_wanted({"collections": ["calendar"]}, came)
    assert not is_wanted({"collections": ["calendar"]}, EVENT)
    assert is_wanted({"records": ["pledges/guatemala-deportation-flights"]}, came)


def test_a_redaction_leads_to_the_entry() -> None:
    redaction = EVENT._replace(collection="entries", record="37", operation="redact", part=None)
    assert json.loads(body_of(redaction))["data"]["address"] == "/v1/changes?after=36&limit=1"
