"""The OpenAPI document."""

from typing import Any

import pytest

from tests.contract import Contract

Schema = dict[str, Any]


@pytest.fixture(scope="session")
def document(contract: Contract) -> Schema:
    """Return the OpenAPI document."""
    return contract.document
