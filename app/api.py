"""The one list of routers. Routes are tried in order: those asked most come first. The console has its own order."""

from fastapi import APIRouter
from fastapi.routing import APIRoute

from app.exchange.bundles.routes import router as bundles
from app.exchange.citation_files import router as citation_files
from app.exchange.export.routes import ROUTERS as EXPORT
from app.exchange.imports.routes import router as imports
from app.exchange.intake.routes import router as intake
from app.exchange.releases.routes import ROUTERS as RELEASES
from app.exchange.tables.routes import router as tables
from app.exchange.tables.routes import statistics_router
from app.features.changes.feed_routes import router as feeds
from app.features.changes.routes import router as changes
from app.features.deadlines.routes import router as deadlines
from app.features.duplicates.routes import router as duplicates
from app.features.reconciliation.routes import ROUTERS as RECONCILIATION
from app.features.search.routes import router as search
from app.features.statistics.opinions.routes import router as opinions
from app.features.statistics.routes import router as statistics
from app.linked_data.routes import router as linked_data
from app.records.registry import COLLECTIONS, SLICES
from app.site import console, files, glossary, health
from app.site.ledger_head import router as ledger
from app.site.pages.routes import router as site_pages
from app.site.pages.sitemaps import router as sitemaps
from app.site.problems import router as problems
from app.site.vocabulary.linked_terms import router as linked_terms
from app.site.vocabulary.routes import router as vocabulary
from app.webhooks.routes import router as webhooks

ASKED_MOST = COLLECTIONS["pledges"]
COUNTED = (statistics, opinions)


def routes_of(*routers: APIRouter) -> list[APIRoute]:
    """Return the routes of some routers."""
    return [route for router in routers for route in router.routes if isinstance(route, APIRoute)]


ROUTERS = (
    # First: other routes would take the suffix for a part of an id, or of the name of a table.
    linked_data, linked_terms, citation_files,
    *(router for one in sorted(SLICES, key=lambda one: one.collection is not ASKED_MOST) for router in one.routers),
    search, duplicates, *RECONCILIATION, *COUNTED, bundles, intake, imports, *EXPORT, *RELEASES, tables,
    statistics_router(routes_of(*COUNTED)), changes, feeds, deadlines, ledger, webhooks, vocabulary, problems,
    health.router, site_pages, sitemaps, console.pages, console.document, glossary.router, files.router,
)  # fmt: skip
