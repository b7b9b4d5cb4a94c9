"""How uvicorn serves the application."""

import uvicorn
from starlette.applications import Starlette

from app.http.server.limits import STOP_SECONDS, backlog
from app.http.server.protocol import ProblemProtocol


def configuration(app: Starlette) -> uvicorn.Config:
    """Return the configuration of a server of an application: HTTP/1.1 with its limits, and none of uvicorn's logs."""
    return uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="on",
        http=ProblemProtocol,
        ws="none",
        backlog=backlog(),
        timeout_graceful_shutdown=STOP_SECONDS,
    )
