"""The relational model, one file an aggregate: facts and their constraints, no rules."""

from app.tables import (
    access,
    assessments,
    history,
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
    topics,
)
from app.tables.base import Base

__all__ = [
    "Base", "access", "assessments", "history", "ledger", "measurements", "meetings", "milestones",
    "participants", "pledges", "projections", "search", "sources", "statements", "topics",
]  # fmt: skip
