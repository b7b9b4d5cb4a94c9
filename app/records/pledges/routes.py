"""The routes of pledges and their parts."""

from app.records.assessments.queries import COLLECTION as ASSESSMENTS
from app.records.base.merge_routes import add_merging
from app.records.base.parts.routes import part_router
from app.records.base.routes import Slice, collection_router
from app.records.measurements.queries import COLLECTION as MEASUREMENTS
from app.records.milestones.queries import COLLECTION as MILESTONES
from app.records.pledges.amendments.routes import router as amendments
from app.records.pledges.links.routes import router as links
from app.records.pledges.queries import COLLECTION
from app.records.pledges.status.routes import router as status
from app.records.pledges.targets.routes import router as progress
from app.records.positions.queries import PLEDGE_POSITIONS
from app.records.sources.account_routes import add_accounts

router = collection_router(COLLECTION)
add_accounts(router, COLLECTION)
add_merging(router, COLLECTION)
assessments, measurements, milestones = (part_router(parts) for parts in (ASSESSMENTS, MEASUREMENTS, MILESTONES))
positions = part_router(PLEDGE_POSITIONS)
PLEDGES = Slice(
    COLLECTION, (router, amendments, status, positions, links, assessments, progress, measurements, milestones)
)
