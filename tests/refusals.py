"""How a refusal is looked at."""

from typing import Any

import httpx


def refused(response: httpx.Response, status: int, slug: str) -> dict[str, Any]:
    """Return the problem of an answer that refuses with this status and type."""
    assert response.status_code == status, response.text[:1000]
    problem: dict[str, Any] = response.json()
    assert problem["type"] == f"/problems/{slug}", problem
    return problem


def places(problem: dict[str, Any]) -> list[str]:
    """Return where a problem's faults are: JSON Pointers, or the names of parameters and headers."""
    return [
        next(fault[kind] for kind in ("pointer", "parameter", "header") if kind in fault) for fault in problem["errors"]
    ]


def invalid(response: httpx.Response) -> list[str]:
    """Return the places of what is wrong with the content."""
    return places(refused(response, 422, "invalid-content"))
