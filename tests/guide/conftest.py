"""A service with the seeds, as `make serve` gives it."""

from collections.abc import Iterator

import pytest

from app.db.engines import writing_engine
from app.exchange.bundles import SEEDS, read_bundle
from app.exchange.loading import load_bundle
from tests.conftest import Serve
from tests.serving import Service


@pytest.fixture
def seeded(fresh_database_url: str, serving: Serve) -> Iterator[Service]:
    """Return a running service that holds the seeds."""
    engine = writing_engine(fresh_database_url)
    load_bundle(engine, read_bundle(SEEDS))
    engine.dispose()
    with serving(fresh_database_url) as service:
        yield service
