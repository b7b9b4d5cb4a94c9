"""What the tests of positions share with those of status: who promises, and what reports it."""

from tests.pledges.conftest import track, world

__all__ = ["track", "world"]
