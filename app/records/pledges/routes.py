"""The routes of pledges."""

from app.records.base.merge_routes import add_merging
from app.records.base.routes import collection_router
from app.records.pledges.queries import COLLECTION
from app.records.pledges.record_type import derived
from app.records.sources.account_routes import add_accounts

router = collection_router(COLLECTION)
add_accounts(router, COLLECTION, derived)
add_merging(router, COLLECTION)
