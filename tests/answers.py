"""Answers to writes: what was written, and what is doubtful in it."""

from typing import Any

import httpx

CLOCK = {"overdue", "due_soon", "conditional", "effective_legal_nature", "components", "newer_evidence", "review_due"}
"""What a pledge is at the moment at which it is looked at, which no revision says."""


def document(response: httpx.Response) -> dict[str, Any]:
    """Return what a write answers but for its warnings: what GET answers from then on."""
    assert response.is_success, response.text[:1000]
    content: dict[str, Any] = response.json()
    del content["warnings"]
    return content


def warnings(response: httpx.Response) -> list[dict[str, Any]]:
    """Return the warnings of an answer to a write."""
    assert response.is_success, response.text[:1000]
    found: list[dict[str, Any]] = response.json()["warnings"]
    return found


def codes(response: httpx.Response) -> list[tuple[str, str]]:
    """Return where an answer warns, and of what."""
    return [(warning["pointer"], warning["code"]) for warning in warnings(response)]
