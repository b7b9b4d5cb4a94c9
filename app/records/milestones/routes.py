"""The routes of milestones."""

from app.records.collection.part_routes import part_router
from app.records.milestones.queries import COLLECTION

router = part_router(COLLECTION)
