"""Lists: their parameters, their filters, and the pages that are found and answered."""
