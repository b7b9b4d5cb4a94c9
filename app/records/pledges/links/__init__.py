"""Links between pledges: their rules, and the list of them in both directions."""
