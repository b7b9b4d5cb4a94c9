"""Routes are made when somebody asks for more of them than where they are."""

from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, FastAPI, Query, Request, Response
from fastapi.testclient import TestClient
from typing_extensions import override

from app.http.routing.deferred import DeferredRoute


def test_a_route_is_made_once_and_when_it_is_asked_for() -> None:
    made: list[str] = []

    class Counted(DeferredRoute):
        @override
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            made.append(self.path)
            return super().get_route_handler()

    router = APIRouter(prefix="/things", route_class=Counted)

    @router.get("/{number}", responses={404: {"description": "None"}})
    async def get_thing(number: int, times: Annotated[int, Query(ge=1)] = 1) -> int:
        return number * times

    @router.post("/{number}")
    async def post_thing(number: int) -> int:
        return number

    app = FastAPI()
    app.router.routes.extend(router.routes)
    first, second = router.routes[-2:]
    assert isinstance(first, Counted)
    assert (first.path, first.methods, list(first.responses)) == ("/things/{number}", {"GET"}, [404])
    assert not hasattr(type(first), "dependant")
    assert made == []
    with TestClient(app) as client, ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _n: client.get("/things/3", params={"times": 2}).json(), range(8)))
    assert answers == [6] * 8
    assert made == ["/things/{number}"]
    with pytest.raises(AttributeError, match="nothing_of_the_sort"):
        _ = first.nothing_of_the_sort
    assert "_declared" in vars(second)
    assert set(app.openapi()["paths"]["/things/{number}"]) == {"get", "post"}
    assert made == ["/things/{number}"] * 2
