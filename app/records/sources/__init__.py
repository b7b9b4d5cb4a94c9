"""Sources, and the citations by which every record names them."""
