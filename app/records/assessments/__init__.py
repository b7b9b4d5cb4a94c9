"""Assessments: who judges how far a promisor complied, in which period and by which method."""
