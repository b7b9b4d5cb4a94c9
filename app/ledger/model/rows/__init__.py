"""Rows of records as writes read them and leave them, and the states that they hold."""
