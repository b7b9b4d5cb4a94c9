"""The targets of pledges: as rows, and how far they have come."""
