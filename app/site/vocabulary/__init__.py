"""`/v1/vocabulary`: every closed list, rule and limit, made from the code that keeps them."""
