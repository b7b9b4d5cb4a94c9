"""How assessors score, how far they agree, and how participants take what is pledged, judged and said."""
