"""Lists as tables: all that a list's filters find, flat, as CSV, JSON Lines or a workbook."""
