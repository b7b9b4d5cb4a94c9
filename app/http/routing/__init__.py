"""How a request comes to the function of its route: what is read of it, by what, and what must let it pass first."""
