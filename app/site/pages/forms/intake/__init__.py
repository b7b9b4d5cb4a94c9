"""A report recorded by a person: what the rules find in a text, as a form, and the bundle that is made of it."""
