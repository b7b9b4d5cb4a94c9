"""Participants: who meets, speaks and pledges."""
