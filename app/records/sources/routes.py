"""The routes of sources."""

from app.records.base.merge_routes import add_merging
from app.records.base.routes import Slice, collection_router
from app.records.sources.account_routes import add_accounts
from app.records.sources.queries import COLLECTION
from app.records.sources.texts.routes import router as quotations

router = collection_router(COLLECTION)
add_accounts(router, COLLECTION)
add_merging(router, COLLECTION)
SOURCES = Slice(COLLECTION, (router, quotations))
