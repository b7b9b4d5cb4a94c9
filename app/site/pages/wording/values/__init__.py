"""How values read: dates, numbers, texts of records, addresses."""
