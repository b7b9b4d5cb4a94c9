"""Numbers over pledges, each with its denominator: overview, matrix, timeline, compliance, trackability."""
