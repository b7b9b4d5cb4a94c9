"""The routes of instruments."""

from app.records.base.merge_routes import add_merging
from app.records.base.parts.routes import part_router
from app.records.base.routes import Slice, collection_router
from app.records.instruments.participation.queries import COLLECTION as PARTICIPATION
from app.records.instruments.queries import COLLECTION
from app.records.sources.account_routes import add_accounts

router = collection_router(COLLECTION)
add_accounts(router, COLLECTION)
add_merging(router, COLLECTION)
INSTRUMENTS = Slice(COLLECTION, (router, part_router(PARTICIPATION)))
