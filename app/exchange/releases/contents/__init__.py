"""What a release holds: tables, codebook, crosswalk, what it says of itself, and the zip file around them."""
