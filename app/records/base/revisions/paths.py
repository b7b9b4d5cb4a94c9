"""The parameter of paths that lead to a revision."""

from typing import Annotated

from fastapi import Path

from app.records.base.lists.parameters import MAX_VERSIONS
from app.values.flags import PLAIN_DIGITS

RevisionPath = Annotated[int, Path(ge=1, le=MAX_VERSIONS, description="the version to read"), PLAIN_DIGITS]
