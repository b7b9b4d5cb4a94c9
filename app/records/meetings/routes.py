"""The routes of meetings."""

from app.records.collection.routes import collection_router
from app.records.meetings.queries import COLLECTION

router = collection_router(COLLECTION)
