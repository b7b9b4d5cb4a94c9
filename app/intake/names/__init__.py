"""Who is named: where a sentence mentions somebody, and whom a text means by all that it calls them."""
