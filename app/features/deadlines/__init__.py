"""Deadlines as a calendar to subscribe to: what falls due, what is to be reviewed, which meetings are planned."""
