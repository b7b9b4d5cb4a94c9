"""What the tests of assessments share with those of status: who promises, and what reports it."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.pledges.conftest import track, world
from tests.pledges.tracked import Body, Tracked, found

__all__ = ["assess", "track", "world"]

Assess = Callable[..., Body]
"""`assess(pledge, 1, "mexico", …)`: record a score by an assessor and return the document."""


def saying(score: int, assessor: str = "the-union", **fields: Any) -> Body:
    """Return an assessment of 2024 by somebody independent."""
    body = {
        "score": score,
        "assessor": assessor,
        "assessor_kind": "independent",
        "period": "2024",
        "rationale": "So it is.",
    }
    return body | fields


def ask(pledge: Tracked, body: Body, **headers: str) -> httpx.Response:
    """Ask for an assessment and return the answer, whatever it is."""
    return pledge.client.post(f"{pledge.path}/assessments", json=body, headers=headers)


def read(pledge: Tracked, assessment: str) -> Body:
    return found(pledge.client.get(f"{pledge.path}/assessments/{assessment}"))


def withdraw(pledge: Tracked, assessment: str) -> httpx.Response:
    return pledge.client.post(f"{pledge.path}/assessments/{assessment}/withdraw", json={"reason": "a mistake"})


@pytest.fixture
def assess() -> Assess:
    def assess(pledge: Tracked, score: int, assessor: str = "the-union", **fields: Any) -> Body:
        response = ask(pledge, saying(score, assessor, **fields))
        assert response.status_code == httpx.codes.CREATED, response.text
        document: Body = response.json()
        return document

    return assess
