"""The ledger, and what is made of it beside histories: projections, and what can be searched."""
