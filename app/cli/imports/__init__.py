"""`pacta import`: bundles and files of others, as batches that can be undone."""
