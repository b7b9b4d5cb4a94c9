"""Instruments: adopted texts, and where each party stands."""
