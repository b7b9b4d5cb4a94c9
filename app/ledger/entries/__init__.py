"""The entries: their chain, the states that they add up to, and what was redacted in them."""
