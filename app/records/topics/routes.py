"""The routes of topics."""

from app.records.base.merge_routes import add_merging
from app.records.base.routes import Slice, collection_router
from app.records.sources.account_routes import add_accounts
from app.records.topics.queries import COLLECTION

router = collection_router(COLLECTION)
add_accounts(router, COLLECTION)
add_merging(router, COLLECTION)
TOPICS = Slice(COLLECTION, (router,))
