"""What tests of the ledger share."""

import pytest


@pytest.fixture
def anyio_backend() -> str:
    """Run asynchronous tests on asyncio, as the service runs."""
    return "asyncio"
