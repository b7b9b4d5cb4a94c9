"""What people see: pages made on the server from what the API answers, in English and in Spanish."""
