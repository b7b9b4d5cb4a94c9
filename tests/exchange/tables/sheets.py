"""Workbooks as the tests read them."""

import io
from typing import Any

import httpx
from python_calamine import CalamineWorkbook


def sheet_of(response: httpx.Response, name: str = "data") -> list[list[Any]]:
    """Return the cells of a sheet, row by row."""
    assert response.status_code == httpx.codes.OK, response.text[:1000]
    rows: list[list[Any]] = (
        CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_name(name).to_python()
    )
    return rows
