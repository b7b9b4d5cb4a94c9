"""Garbage collection that fits a run of tests: up to a tenth of a file, and a seventh of the start, went there."""

import gc

LARGE_STEPS = (20_000, 20, 20)
"""After how many new objects it looks. Statements that are compiled once are thousands of them, and stay."""

# What is imported stays: nothing of it is garbage. This module comes before all others: see pyproject.toml.
gc.disable()


def pytest_collection_finish() -> None:
    """Take the modules, and what thousands of tests are made of, out of its sight; begin to look."""
    gc.freeze()
    gc.set_threshold(*LARGE_STEPS)
    gc.enable()


def pytest_unconfigure() -> None:
    """Look once at the end for what was left open: pytest is about to look at everything five times."""
    gc.collect()
    gc.freeze()
