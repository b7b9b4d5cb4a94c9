"""Documents, what readers get of records: rendering them, counting their changes, and which are queued."""
