"""When a source was retrieved: an instant, of whatever year that has begun."""

import httpx
import pytest

from tests.conftest import Unique


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2025-06-13T11:30:00-06:00", "2025-06-13T17:30:00.000000Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z"),
        ("1999-12-31T23:59:59.999999Z", "1999-12-31T23:59:59.999999Z"),
    ],
)
def test_any_instant_can_be_written_and_written_again(
    client: httpx.Client, unique: Unique, given: str, kept: str
) -> None:
    path = f"/v1/sources/{unique('source')}"
    body = {"kind": "other", "title": "A page", "retrieved_at": given}
    assert client.put(path, json=body).json()["retrieved_at"] == kept
    # What was written is read again from the tables.
    assert client.patch(path, json={"title": "A page, once more"}).json()["retrieved_at"] == kept
