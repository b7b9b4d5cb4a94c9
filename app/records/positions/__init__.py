"""Positions: how those whom a pledge or a statement concerns take it."""
