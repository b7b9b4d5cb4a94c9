"""Participation: what participants did about an instrument, and where each stands."""
