"""Files that pages need, served by Pacta itself: pages work without the internet and ask no other host."""

from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Request, Response

from app.etags import digest
from app.http.responses import PROTECTION, KeptBody, tagged
from app.http.routing.strict import producing

OURS, SWAGGER_UI = "app.site", "fastapi_offline"
CSS, JAVASCRIPT, PNG = "text/css", "text/javascript", "image/png"
PICTURES = (PNG,)
"""Media types of bytes that are no text."""

router = APIRouter(redirect_slashes=False, include_in_schema=False)


@cache
def content_of(package: str, name: str) -> KeptBody:
    """Return the bytes of a file below a package's `static` folder, read once."""
    return KeptBody((files(package) / "static" / name).read_bytes())


def _serve(path: str, package: str, media_type: str, name: str = "") -> None:
    told = media_type if media_type in PICTURES else f"{media_type}; charset=utf-8"

    async def get_file(request: Request) -> Response:
        content = content_of(package, name or path.rpartition("/")[2])
        return tagged(request, content, f'"{digest(content)}"', PROTECTION, told)

    router.add_api_route(path, get_file, route_class_override=producing(media_type))


_serve("/favicon.ico", OURS, "image/svg+xml", "icon.svg")
_serve("/static/share.png", OURS, PNG)
_serve("/static/style.css", OURS, CSS)
_serve("/static/pages.css", OURS, CSS)
_serve("/static/console.css", OURS, CSS)
_serve("/static/console.js", OURS, JAVASCRIPT)
_serve("/static/marking.js", OURS, JAVASCRIPT)
_serve("/static/licences.txt", OURS, "text/plain")
_serve("/static/swagger-ui.css", SWAGGER_UI, CSS)
_serve("/static/swagger-ui-bundle.js", SWAGGER_UI, JAVASCRIPT)
