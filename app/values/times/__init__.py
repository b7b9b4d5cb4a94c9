"""Days and times: dates of the world, which may be vague; instants of the record, which are exact."""
