"""CSV as the tests read it."""

import csv
import io
from typing import Any

import httpx

Row = dict[str, str]


def rows_of(response: httpx.Response, **options: Any) -> list[Row]:
    """Return the rows of a table by the names of its columns."""
    assert response.status_code == httpx.codes.OK, response.text[:1000]
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline=""), **options))
