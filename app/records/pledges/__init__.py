"""Pledges, their status changes and the rules that guard them."""
