"""The one list of routers. Routes are tried in order: those asked most come first. The console has its own order."""

from app.features.changes import router as changes
from app.features.duplicates.routes import router as duplicates
from app.features.search.routes import router as search
from app.features.statistics.routes import router as statistics
from app.records.assessments.routes import everywhere as all_assessments
from app.records.assessments.routes import router as assessments
from app.records.measurements.routes import router as measurements
from app.records.meetings.routes import router as meetings
from app.records.milestones.routes import router as milestones
from app.records.participants.routes import router as participants
from app.records.pledges.link_routes import router as links
from app.records.pledges.progress_routes import router as progress
from app.records.pledges.routes import router as pledges
from app.records.pledges.status_routes import router as status
from app.records.sources.quotation_routes import router as quotations
from app.records.sources.routes import router as sources
from app.records.statements.routes import router as statements
from app.records.topics.routes import router as topics
from app.site import console, files, health
from app.site.ledger_head import router as ledger
from app.site.problems import router as problems
from app.site.vocabulary.routes import router as vocabulary

ROUTERS = (
    pledges, status, links, assessments, all_assessments, progress, measurements, milestones,
    meetings, statements, participants, topics, sources, quotations,
    search, duplicates, statistics, changes, ledger, vocabulary, problems, health.router,
    console.pages, console.document, files.router,
)  # fmt: skip
