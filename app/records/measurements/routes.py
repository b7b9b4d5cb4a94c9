"""The routes of measurements."""

from app.records.collection.part_routes import part_router
from app.records.measurements.queries import COLLECTION

router = part_router(COLLECTION)
