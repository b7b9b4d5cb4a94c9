"""The ASGI application."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from asgi_correlation_id import CorrelationIdMiddleware
from fastapi import FastAPI
from sqlalchemy import Connection

from app import VERSION
from app.access.sessions import purge_sessions
from app.api import ROUTERS
from app.db.database import Database
from app.db.snapshot_streams import SnapshotStreams
from app.exchange.bundles.requests import BundleLoader
from app.exchange.bundles.schemas import BUNDLE_BODY
from app.exchange.imports.jobs import ImportJobs
from app.exchange.intake.reader import TextReader
from app.exchange.intake.schemas import IntakeBody
from app.exchange.releases.jobs import ReleaseJobs
from app.exchange.tables import openapi as tables
from app.exchange.tables.openapi import has_table
from app.exchange.tables.options import SUFFIXES
from app.features.duplicates.suggestion_cache import SuggestionCache
from app.features.reconciliation.services import PREFIX as RECONCILIATION
from app.features.statistics.first_count import count_first
from app.features.statistics.memory.twins import Twins
from app.http import problems
from app.http.idempotency import purge
from app.http.middleware.access_log import AccessLog
from app.http.middleware.compression import Compression
from app.http.middleware.cross_origin import ASKING, SENT, CrossOriginReading
from app.http.middleware.head_as_get import HeadAsGet
from app.http.middleware.request_ids import is_request_id, new_request_id
from app.http.middleware.suffixed_addresses import SuffixedAddresses
from app.http.openapi import document
from app.http.routing.indexed_router import IndexedRouter
from app.http.server.limits import limits_of
from app.http.server.protocol import LIMITS, STOPPING
from app.ledger.calendar import Calendar
from app.ledger.entries.change_feed import Follower
from app.ledger.projections.mentions import MENTIONS
from app.ledger.projections.projections import up_to_date
from app.ledger.upkeep import keep_up
from app.linked_data import openapi as linked_data
from app.records.base.lists.page_cache import PageCache
from app.settings import Settings, settings
from app.site import cross_references, description, example_documents, example_responses, examples
from app.site.pages.names import KeptNames
from app.site.pages.problem_pages import ProblemPages
from app.site.pages.sitemaps import SitemapIndex
from app.webhooks.delivery.deliverer import Deliverer
from app.webhooks.delivery.sender import sending
from app.webhooks.schemas import WebhookEvent, document_event
from app.webhooks.secrets import SecretBox


def tend(connection: Connection) -> bool:
    """Do a piece of the work that nobody waits for; return whether more is left."""
    return purge(connection) or purge_sessions(connection) or keep_up(connection)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    database = Database(app.state.settings, tend)
    await database.start()
    app.state.database = database
    app.state.follower = Follower(database, partial(up_to_date, database, MENTIONS))
    app.state.bundles = BundleLoader(database)
    app.state.reader = TextReader()
    app.state.imports = ImportJobs(database)
    app.state.releases = ReleaseJobs(database)
    app.state.streams = SnapshotStreams(app.state.settings.database_url, at_once=app.state.settings.streams)
    app.state.secret_box = SecretBox(app.state.settings)
    calendar = Calendar(database)
    await calendar.catch_up(is_start=True)
    imports = app.state.imports.keep(looks=not app.state.is_guest)
    beside = [asyncio.create_task(calendar.keep()), asyncio.create_task(imports)]
    if not app.state.is_guest:
        beside.append(asyncio.create_task(count_first(database, app.state.twins)))
    async with sending(app.state.settings) as app.state.sender:
        if app.state.settings.webhooks and not app.state.is_guest:
            patience = timedelta(days=app.state.settings.webhook_days)
            deliverer = Deliverer(database, app.state.secret_box, app.state.sender, patience=patience)
            beside.append(asyncio.create_task(deliverer.run()))
        try:
            # For the server: see app/http/server/protocol.py.
            yield {STOPPING: database.committed.close, LIMITS: limits_of(app.state.settings)}
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            await app.state.reader.stop()
            await app.state.bundles.stop()
            await app.state.imports.stop()
            await app.state.releases.stop()
            app.state.streams.stop()
            await database.stop()
            app.state.twins.close()


def create_app(given: Settings | None = None, *, is_guest: bool = False) -> FastAPI:
    """Return the application for the given settings, or those of the environment.

    A guest comes for a while, and neither delivers nor looks for what earlier processes left: the command line.
    """
    app = FastAPI(
        title="Pacta",
        summary=description.SUMMARY,
        description=description.DESCRIPTION,
        version=VERSION,
        openapi_tags=description.TAGS,
        license_info=description.LICENCE,
        contact=description.CONTACT,
        servers=description.SERVERS,
        # Pacta serves the document and the console itself: app/site/console.py.
        openapi_url=None,
        redirect_slashes=False,
    )
    app.state.settings = given or settings()
    app.state.is_guest = is_guest
    app.state.pages = PageCache()
    app.state.kept_pages = PageCache()
    app.state.kept_names = KeptNames()
    app.state.sitemaps = SitemapIndex()
    app.state.twins = Twins(app.state.settings.slow_read_seconds)
    app.state.suggestions = SuggestionCache(app.state.settings.slow_read_seconds)
    # Not included: FastAPI would make each route once more for this application, when the first request comes.
    routes = [route for router in ROUTERS for route in router.routes]
    app.router = IndexedRouter(
        routes=routes, lifespan=_lifespan, redirect_slashes=False, dependency_overrides_provider=app
    )
    problems.install(app)
    completing = (
        document_event,
        linked_data.name_collections,
        tables.fill,
        cross_references.fill,
        examples.fill,
        example_documents.fill,
        example_responses.fill,
        linked_data.fill,
    )
    document.install(app, *completing, bodies=[BUNDLE_BODY, IntakeBody, WebhookEvent])
    app.add_middleware(problems.Failures)
    app.add_middleware(ProblemPages)
    app.add_middleware(Compression)
    app.add_middleware(SuffixedAddresses, SUFFIXES, has_table)
    app.add_middleware(SuffixedAddresses, {linked_data.MEDIA_TYPE: linked_data.SUFFIX}, linked_data.has_linked_data)
    app.add_middleware(HeadAsGet)
    if origins := app.state.settings.reading_origins():
        app.add_middleware(CrossOriginReading, origins, without=RECONCILIATION)
    # The specification of reconciliation services asks for that, in general.
    app.add_middleware(CrossOriginReading, ["*"], methods=ASKING, sent=(*SENT, "Authorization"), within=RECONCILIATION)
    app.add_middleware(AccessLog)
    app.add_middleware(
        CorrelationIdMiddleware,
        header_name="X-Request-Id",
        generator=new_request_id,
        validator=is_request_id,
        transformer=lambda request_id: request_id,
    )
    return app
