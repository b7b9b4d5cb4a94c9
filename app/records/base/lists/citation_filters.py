"""Filters over what follows from the citations that every record has."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from app.ledger.model.record_type import RecordType
from app.records.base.lists.bindings import Binding, key_column
from app.records.base.lists.filters import (
    Binds,
    Filter,
    among,
    flagged,
    not_flagged,
    nullable,
    or_without,
    without,
)
from app.tables.base import Base


def citation_filters(record_type: RecordType) -> Mapping[str, Filter]:
    """Return the filters by voice, attestation and dispute."""
    citations = next(one.table for one in record_type.nested_tables if one.field == "citations")
    return {
        **_voices(citations),
        **nullable("attestation", "attestation"),
        "disputed": flagged("disputed"),
        "not_disputed": not_flagged("disputed"),
    }


def _voices(citations: type[Base]) -> Mapping[str, Filter]:
    """Return the filters for records with a citation in one of the voices, in none, or in either."""

    def having(test: Callable[[ColumnElement[Any], Binds], ColumnElement[bool]]) -> Filter:
        def clause(binding: Binding, binds: Binds) -> ColumnElement[bool]:
            rows = binding.table(citations)
            return binding.is_in([binding.key], select(key_column(rows)).where(test(rows.c.voice, binds)))

        return Filter(clause)

    return {
        "voice": having(among),
        without("voice"): having(lambda voice, _binds: voice.is_(None)),
        or_without("voice"): having(lambda voice, binds: or_(voice.is_(None), among(voice, binds))),
    }
