"""How many pledges, or promisors, stand where: in all, over time, by who owes whom, by what is missing of them."""
