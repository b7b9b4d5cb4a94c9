"""What came of pledges: status changes, their histories, and where pledges stand."""
