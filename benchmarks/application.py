"""The application with a hello-world beside it: the yardstick is measured in the same process and routing."""

import os
from typing import Annotated

from fastapi import FastAPI, Query, Response
from typing_extensions import override

from app.http.server.request_log import configure
from app.main import create_app
from app.records.base.lists.page_cache import CachedPage, PageCache
from app.settings import settings

FORGET = "BENCHMARK_FORGETS_PAGES"
"""Set, no page is answered as before: each is made anew."""


class Forgetful(PageCache):
    """Keeps nothing."""

    @override
    def keep(self, asked: tuple[str, bytes, str], page: CachedPage) -> None:
        return


def application() -> FastAPI:
    """Return Pacta with `/hello` before all other routes: three query parameters, a few bytes."""
    configure(settings())
    app = create_app()

    @app.get("/hello")
    async def hello(name: str, count: Annotated[int, Query(ge=1, le=200)] = 50, word: str | None = None) -> Response:
        return Response(f'{{"hello":"{name}","count":{count},"word":"{word}"}}', media_type="application/json")

    app.router.routes.insert(0, app.router.routes.pop())
    if FORGET in os.environ:
        app.state.pages = Forgetful()
    return app
