"""Actions: what was done, and what that is to pledges."""
