"""A service with the seeds, and the OpenAPI document."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.db.engines import writing_engine
from app.exchange.bundles import SEEDS, read_bundle
from app.exchange.loading import load_bundle
from tests.conftest import Serve
from tests.contract import Contract
from tests.serving import Service

Schema = dict[str, Any]


@pytest.fixture(scope="session")
def document(contract: Contract) -> Schema:
    """Return the OpenAPI document."""
    return contract.document


@pytest.fixture(scope="module")
def seeded(database_url: str, serving: Serve) -> Iterator[Service]:
    """Return a running service that holds the seeds, shared by the tests of a module."""
    engine = writing_engine(database_url)
    load_bundle(engine, read_bundle(SEEDS))
    engine.dispose()
    with serving(database_url) as service:
        yield service
