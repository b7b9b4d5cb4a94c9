"""The application with a hello-world beside it: the yardstick is measured in the same process and routing."""

from typing import Annotated

from fastapi import FastAPI, Query, Response

from app.http.logging import configure
from app.main import create_app
from app.settings import settings


def application() -> FastAPI:
    """Return Pacta with `/hello`, which takes three query parameters and answers a few bytes."""
    configure(settings())
    app = create_app()

    @app.get("/hello")
    async def hello(
        name: str, count: Annotated[int, Query(ge=1, le=200)] = 50, word: str | None = None
    ) -> Response:
        return Response(f'{{"hello":"{name}","count":{count},"word":"{word}"}}', media_type="application/json")

    return app
