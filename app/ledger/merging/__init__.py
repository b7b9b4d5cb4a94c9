"""Merging one record into another, and undoing that."""
