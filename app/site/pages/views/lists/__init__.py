"""The pages of lists: one view for all collections, its form made of the API's filters."""
