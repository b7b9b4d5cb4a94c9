"""Commands that work on the database itself: for who operates Pacta."""
