"""The route by which a bundle comes in one request."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import PlainWrite
from app.context import context
from app.errors import (
    BadRequest,
    BundleStopped,
    ContentTooLarge,
    MalformedJson,
    RequestTimeout,
    UnsupportedMediaType,
)
from app.exchange.bundles.requests import BundleLoader, fault_of
from app.exchange.bundles.schemas import BUNDLE_BODY, BundleReport
from app.exchange.loading.load_report import Report
from app.exchange.loading.part_plan import Loading
from app.http.openapi.operations import untagged
from app.http.openapi.refusals import refusing
from app.http.openapi.schemas import REFERENCE
from app.http.responses import untagged_response
from app.http.routing.strict import JSON, StrictRoute, refuse_other_content
from app.strict_json import encode
from app.values.flags import Flag
from app.values.texts import ShortText
from app.write_result import WriteResult

YAML = "application/yaml"
SCHEMA = {"schema": {"$ref": REFERENCE + BUNDLE_BODY.__name__}}
router = APIRouter(prefix="/v1/bundles", tags=["exchange"], route_class=StrictRoute, redirect_slashes=False)


async def _loading(
    *,
    data_set: Annotated[
        ShortText | None,
        Query(
            description="of which data set this is an edition: it corrects and takes back what an earlier one said of "
            "the same records; default: the label of the key"
        ),
    ] = None,
    overwrite: Annotated[Flag, Query(description="let the bundle win over what people changed here since")] = False,
) -> Loading:
    return Loading(data_set or "", overwrite)


@router.post(
    "",
    operation_id="recordBundle",
    summary="Load one report, or any bundle",
    description=(
        "Sources, meetings, people, pledges, statements and their parts go in together, in JSON or YAML, and may name "
        "each other. All of it is judged before anything is written, and all faults come at once. Up to 1,000 changes "
        "are written at once; beyond, in pieces, between which others write: where that refuses the rest, 409 says how "
        "much is written. Sent again it goes on, and changes nothing that is there already: no `Idempotency-Key` is "
        "needed. What people changed here since is left, and listed."
    ),
    responses=untagged(BundleReport, "What became of each record"),
    openapi_extra={"requestBody": {"required": True, "content": {JSON: SCHEMA, YAML: SCHEMA}}},
)
@refusing(BadRequest, MalformedJson, RequestTimeout, ContentTooLarge, UnsupportedMediaType, BundleStopped)
async def load_bundle(request: Request, write: PlainWrite, loading: Annotated[Loading, Depends(_loading)]) -> Response:
    refuse_other_content(request, (JSON, YAML))
    loader: BundleLoader = request.app.state.bundles
    is_yaml = request.headers["content-type"].lower().startswith(YAML)
    named = Loading(loading.data_set or context.get().actor, loading.overwrite)
    report = await loader(await request.body(), is_yaml=is_yaml, loading=named, dry_run=write.is_dry_run)
    return untagged_response(WriteResult("", 0, encode(_told(report, named)), warnings=report.warnings))


def _told(report: Report, loading: Loading) -> dict[str, Any]:
    return {
        "data_set": loading.data_set,
        "counts": {name: vars(counts) for name, counts in report.collections.items() if any(vars(counts).values())},
        "records": [{**vars(one), "address": f"/v1/{one.collection}/{one.id}"} for one in report.records],
        "left": [fault_of(fault).as_dict() for fault in report.left],
    }
