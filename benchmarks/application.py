"""The application with its yardsticks beside it, a hello-world and the bare driver: in the same process and routing.

`python -m benchmarks.application PORT` serves it as `pacta serve` does.
"""

import gc
import os
import socket
import sys
from typing import Annotated

import uvicorn
from fastapi import FastAPI, Query, Response
from starlette.routing import Route
from typing_extensions import override

from app.http.server.configuration import configuration
from app.http.server.request_log import configure
from app.main import create_app
from app.records.base.lists.page_cache import AskedFor, CachedPage, PageCache
from app.settings import settings
from benchmarks.bare import answering

FORGET = "BENCHMARK_FORGETS_PAGES"
"""Set, no page is answered as before: each is made anew."""


class Forgetful(PageCache):
    """Keeps nothing."""

    @override
    def keep(self, asked: AskedFor, page: CachedPage) -> CachedPage:
        return page


def application() -> FastAPI:
    """Return Pacta with `/bare` and `/hello` before all other routes: the latter takes three parameters."""
    configure(settings())
    app = create_app()

    @app.get("/hello")
    async def hello(name: str, count: Annotated[int, Query(ge=1, le=200)] = 50, word: str | None = None) -> Response:
        return Response(f'{{"hello":"{name}","count":{count},"word":"{word}"}}', media_type="application/json")

    app.router.routes.insert(0, app.router.routes.pop())
    app.router.routes.insert(0, Route("/bare", answering(settings())))
    if FORGET in os.environ:
        app.state.pages = Forgetful()
        app.state.kept_pages = Forgetful()
    # As `pacta serve` does: what is there now stays.
    gc.freeze()
    return app


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", int(sys.argv[1]))) as listening:
        uvicorn.Server(configuration(application())).run([listening])
