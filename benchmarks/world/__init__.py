"""A made-up world of any size, in the proportions of real trackers, written through the ledger like everything else."""
