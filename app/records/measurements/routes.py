"""The routes of measurements."""

from app.records.base.parts.routes import part_router
from app.records.measurements.queries import COLLECTION

router = part_router(COLLECTION)
