"""The texts of sources, and whether they hold what is quoted from them."""
