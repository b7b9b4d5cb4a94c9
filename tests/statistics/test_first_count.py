"""A service with a long ledger counts once by itself: whoever asks first waits for no rows."""

import asyncio
from threading import Event
from typing import Any, NoReturn

import pytest

from app.errors import Unavailable
from app.features.statistics import first_count
from app.features.statistics.counts.overview import overview
from app.features.statistics.memory import loader
from tests.conftest import Serve
from tests.serving import PATIENCE, Service


class Counted:
    """Stands for the statistic: refuses at first, then counts and tells of it."""

    def __init__(self) -> None:
        """Begin without having been asked."""
        self.attempts = 0
        self.done = Event()
        self._overview = overview

    def __call__(self, *arguments: Any) -> Any:
        """Count, but for the first time."""
        self.attempts += 1
        if self.attempts == 1:
            raise Unavailable
        found = self._overview(*arguments)
        self.done.set()
        return found


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    counted = Counted()
    monkeypatch.setattr(first_count, "overview", counted)
    monkeypatch.setattr(first_count, "PAUSE", 0.0)
    return counted


@pytest.fixture
def filled(fresh_service: Service) -> Service:
    """Return a service, with one pledge."""
    with fresh_service.client("write") as client:
        client.put("/v1/participants/snow", json={"kind": "state", "name": "Snow"}).raise_for_status()
        promisor = {"participant": "snow", "role": "promisor"}
        pledge = {"title": "Thaw", "kind": "policy", "parties": [promisor]}
        client.put("/v1/pledges/thaw", json=pledge).raise_for_status()
    return fresh_service


def refuse(*_arguments: Any) -> NoReturn:
    raise AssertionError("rows are loaded for whoever asks")


def test_the_rows_are_there_for_the_first_who_asks(
    filled: Service, serving: Serve, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_count, "FEWEST", 1)
    with serving(filled.database_url) as service, service.client() as client:
        assert counted.done.wait(PATIENCE)
        assert counted.attempts == 2
        for name in ("create", "fill"):
            monkeypatch.setattr(loader, name, refuse)
        assert client.get("/v1/stats/overview").json()["total"] == 1


def test_a_short_ledger_is_counted_when_somebody_asks(filled: Service, counted: Counted) -> None:
    asyncio.run(first_count.count_first(filled.database, filled.app.state.twins))
    assert counted.attempts == 0
