"""Statements: what was said that is not a pledge."""
