"""Keeps the histories of pledges: their terms, where they stood, their criteria and assessments."""
