"""The parameters of paths that lead to records and their parts."""

from typing import Annotated

from fastapi import Path

from app.values.identifiers import PartId, RecordId

RecordPath = Annotated[RecordId, Path(description="the record's id")]
PartPath = Annotated[PartId, Path(description="the part's id within its record")]
