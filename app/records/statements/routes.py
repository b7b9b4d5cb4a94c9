"""The routes of statements."""

from app.records.base.merge_routes import add_merging
from app.records.base.parts.routes import part_router
from app.records.base.routes import Slice, collection_router
from app.records.positions.queries import STATEMENT_POSITIONS
from app.records.sources.account_routes import add_accounts
from app.records.statements.queries import COLLECTION

router = collection_router(COLLECTION)
add_accounts(router, COLLECTION)
add_merging(router, COLLECTION)
STATEMENTS = Slice(COLLECTION, (router, part_router(STATEMENT_POSITIONS)))
