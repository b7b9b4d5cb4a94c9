"""Pages as a browser asks for them."""

from collections.abc import Iterator

import httpx
import pytest

from tests.serving import Service

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.fixture(scope="module")
def browser(seeded: Service) -> Iterator[httpx.Client]:
    """Return a client that asks for pages, of a service that holds the seeds."""
    with seeded.client() as client:
        client.headers["Accept"] = BROWSER
        yield client
