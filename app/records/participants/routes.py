"""The routes of participants."""

from app.records.collection.routes import collection_router
from app.records.participants.queries import COLLECTION

router = collection_router(COLLECTION)
