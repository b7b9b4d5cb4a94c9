"""Where Pacta departs from uvicorn: what is not HTTP is refused with a problem, and nobody waits at the end."""

from typing_extensions import override
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.errors import BadRequest
from app.http.problems import MEDIA_TYPE, problem
from app.http.server.middleware import new_request_id
from app.strict_json import encode

STOPPING = "stopping"
"""Where the application's lifespan leaves what is to be called when the service is asked to stop."""


class ProblemProtocol(HttpToolsProtocol):
    """HTTP/1.1 as uvicorn speaks it, except for what it says to a request that cannot be read.

    And except for the end: uvicorn tells the application only after the last request was answered, so requests that
    wait for something to happen would hold it up.
    """

    @override
    def shutdown(self) -> None:
        if stopping := self.app_state.get(STOPPING):
            stopping()
        super().shutdown()

    @override
    def send_400_response(self, msg: str) -> None:
        request_id = new_request_id()
        # Nothing is known of the request, so the problem cannot name its address.
        body = encode(problem(BadRequest(BadRequest.remedy), "about:blank") | {"request_id": request_id})
        headers = {
            "content-type": MEDIA_TYPE,
            "content-length": str(len(body)),
            "cache-control": "no-store",
            "x-request-id": request_id,
            "connection": "close",
        }
        sent = [(name.encode(), value.encode()) for name, value in headers.items()]
        lines = [name + b": " + value for name, value in [*self.server_state.default_headers, *sent]]
        self.transport.write(b"\r\n".join([b"HTTP/1.1 400 Bad Request", *lines, b"", body]))
        self.transport.close()
