"""The routes of pledges."""

from app.records.collection.routes import collection_router
from app.records.pledges.queries import COLLECTION

router = collection_router(COLLECTION)
