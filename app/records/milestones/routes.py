"""The routes of milestones."""

from app.records.base.parts.routes import part_router
from app.records.milestones.queries import COLLECTION

router = part_router(COLLECTION)
