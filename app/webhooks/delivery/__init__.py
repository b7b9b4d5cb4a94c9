"""Delivering: what is still to be sent to each webhook, and sending it."""
