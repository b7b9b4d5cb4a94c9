"""The routes of participants."""

from app.records.base.merge_routes import add_merging
from app.records.base.routes import Slice, collection_router
from app.records.participants.queries import COLLECTION
from app.records.sources.account_routes import add_accounts

router = collection_router(COLLECTION)
add_accounts(router, COLLECTION)
add_merging(router, COLLECTION)
PARTICIPANTS = Slice(COLLECTION, (router,))
