"""HTTP as Pacta speaks it: problems, strict requests, conditions, paging, idempotency."""
