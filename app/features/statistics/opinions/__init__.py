"""How far assessors agree, and how participants take what is pledged, judged and said."""
