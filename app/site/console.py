"""The console: Swagger UI over Pacta's own OpenAPI document, from Pacta's own files."""

from asyncio import to_thread

from fastapi import APIRouter, Request, Response

from app.etags import digest
from app.http.responses import tagged
from app.http.routing.strict import StrictRoute, producing
from app.site.files import OURS, content_of
from app.site.markup import HTML, page_response
from app.site.openapi_file import served

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Everything comes from here. Swagger UI's stylesheet holds its icons as `data:`."""

pages = APIRouter(route_class=producing(HTML), redirect_slashes=False, include_in_schema=False)
document = APIRouter(route_class=StrictRoute, redirect_slashes=False, include_in_schema=False)


@pages.get("/docs")
async def get_console(request: Request) -> Response:
    return page_response(request, content_of(OURS, "console.html"), POLICY)


@document.get("/openapi.json")
async def get_openapi_document(request: Request) -> Response:
    body = await to_thread(served, public_read=request.app.state.settings.public_read)
    return tagged(request, body, f'"{digest(body)}"')
