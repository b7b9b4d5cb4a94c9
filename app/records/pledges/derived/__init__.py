"""What is derived of pledges, as they are written or as they are read: nobody records it."""
