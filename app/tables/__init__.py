"""The relational model, one file an aggregate: facts and their constraints, no rules."""

from app.tables import (
    access,
    assessments,
    known,
    ledger,
    measurements,
    meetings,
    milestones,
    participants,
    pledges,
    projections,
    search,
    sources,
    statements,
    statistics,
    topics,
)
from app.tables.base import Base

__all__ = [
    "Base", "access", "assessments", "known", "ledger", "measurements", "meetings", "milestones", "participants",
    "pledges", "projections", "search", "sources", "statements", "statistics", "topics",
]  # fmt: skip
