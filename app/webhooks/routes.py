"""The routes of webhooks: for keys with the scope admin alone."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Path, Query, Request, Response

from app.access.callers import AdminWrite, may_administer
from app.db.database import Database
from app.errors import Fault, Invalid
from app.etags import digest
from app.http.openapi.operations import GUARDED, created, deleted, patch_body, success
from app.http.paging import next_link
from app.http.preconditions import IfNoneMatchRead, WriteCondition
from app.http.responses import VARY, delete_response, read_response, tagged, write_response
from app.http.routing.strict import JSON, MERGE_PATCH, StrictRoute
from app.http.validation import validated
from app.strict_json import encode
from app.values.times.instants import format_instant
from app.vocabulary import WebhookState
from app.webhooks import commands, queries
from app.webhooks.delivery.sender import Sender
from app.webhooks.events import test_body
from app.webhooks.schemas import (
    DeliveryPage,
    DeliveryQuery,
    Replay,
    Webhook,
    WebhookDocument,
    WebhookList,
    WebhookTest,
    WebhookWithSecret,
)
from app.webhooks.secrets import SecretBox, new_secret, signed, valid_secrets

BASE = "/v1/webhooks"
router = APIRouter(prefix=BASE, tags=["webhooks"], route_class=StrictRoute, redirect_slashes=False)
WebhookPath = Annotated[str, Path(max_length=80, description="the webhook's id")]
ADMIN = [Depends(may_administer)]


@router.post(
    "",
    operation_id="createWebhook",
    summary="Create a webhook",
    description=(
        "What is written from now on is sent to the address, signed as Standard Webhooks has it. The secret is shown "
        "in this answer and never again; so `Idempotency-Key` is passed over."
    ),
    status_code=201,
    responses=created(WebhookWithSecret, "Created, with its secret"),
)
async def create_webhook(request: Request, body: Webhook, write: AdminWrite) -> Response:
    _refuse_address(request, body)
    secret = new_secret()
    box: SecretBox = request.app.state.secret_box
    result = await write(commands.create, body, secret, box.close(secret))
    return write_response(result, f"{BASE}/{result.record}")


@router.get(
    "",
    operation_id="listWebhooks",
    summary="List webhooks",
    description=f"All of them, the oldest first: there are {commands.MOST} at most.",
    responses=success(WebhookList, "All webhooks", not_modified=True),
    dependencies=ADMIN,
    openapi_extra=GUARDED,
)
async def list_webhooks(request: Request, _tags: IfNoneMatchRead = None) -> Response:
    database: Database = request.app.state.database
    body = encode({"items": [queries.document(row) for row in await queries.all_webhooks(database)]})
    return tagged(request, body, f'"{digest(body)}"')


@router.get(
    "/{webhook}",
    operation_id="getWebhook",
    summary="Read a webhook",
    description="Its secret was shown when it was made, and is never shown again.",
    responses=success(WebhookDocument, "The webhook", not_modified=True),
    dependencies=ADMIN,
    openapi_extra=GUARDED,
)
async def get_webhook(request: Request, webhook: WebhookPath, _tags: IfNoneMatchRead = None) -> Response:
    row = await queries.webhook(request.app.state.database, webhook)
    return read_response(request, row["version"], encode(queries.document(row)))


@router.patch(
    "/{webhook}",
    operation_id="updateWebhook",
    summary="Change fields of a webhook",
    description="A JSON merge patch (RFC 7396): null clears a field, a list is given whole, the rest stays.",
    responses=success(WebhookDocument, "Changed"),
    openapi_extra=patch_body(Webhook),
)
async def update_webhook(
    request: Request,
    webhook: WebhookPath,
    body: Annotated[dict[str, Any], Body(media_type=MERGE_PATCH)],
    condition: WriteCondition,
    write: AdminWrite,
) -> Response:
    result = await write(commands.patch, webhook, body, condition, lambda given: _checked(request, given))
    return write_response(result, f"{BASE}/{webhook}")


@router.delete(
    "/{webhook}",
    operation_id="deleteWebhook",
    summary="Delete a webhook",
    description="Its log goes with it.",
    status_code=204,
    responses=deleted("Deleted"),
)
async def delete_webhook(webhook: WebhookPath, condition: WriteCondition, write: AdminWrite) -> Response:
    return delete_response(await write(commands.remove, webhook, condition))


@router.post(
    "/{webhook}/pause",
    operation_id="pauseWebhook",
    summary="Pause a webhook",
    description="Nothing is sent until it is resumed, and then all that was written meanwhile.",
    responses=success(WebhookDocument, "Paused"),
)
async def pause_webhook(webhook: WebhookPath, write: AdminWrite) -> Response:
    return write_response(await write(commands.set_state, webhook, WebhookState.PAUSED), f"{BASE}/{webhook}")


@router.post(
    "/{webhook}/resume",
    operation_id="resumeWebhook",
    summary="Resume a webhook",
    description="Also one that was disabled: `disabled_because` says why.",
    responses=success(WebhookDocument, "Resumed"),
)
async def resume_webhook(webhook: WebhookPath, write: AdminWrite) -> Response:
    return write_response(await write(commands.set_state, webhook, WebhookState.ACTIVE), f"{BASE}/{webhook}")


@router.post(
    "/{webhook}/rotate-secret",
    operation_id="rotateWebhookSecret",
    summary="Rotate the secret of a webhook",
    description="The new one is shown this once. For 24 hours deliveries are signed with the one before, too.",
    responses=success(WebhookWithSecret, "With its new secret"),
)
async def rotate_webhook_secret(request: Request, webhook: WebhookPath, write: AdminWrite) -> Response:
    secret = new_secret()
    box: SecretBox = request.app.state.secret_box
    result = await write(commands.rotate_secret, webhook, secret, box.close(secret))
    return write_response(result, f"{BASE}/{webhook}")


@router.post(
    "/{webhook}/test",
    operation_id="testWebhook",
    summary="Send a test event",
    description="One attempt, at once, of type `webhooks.test`: signed like any other, and kept in no log.",
    responses={200: {"model": WebhookTest, "description": "What the receiver answered"}},
    dependencies=ADMIN,
)
async def test_webhook(request: Request, webhook: WebhookPath) -> Response:
    row = await queries.webhook(request.app.state.database, webhook)
    now, sender, box = datetime.now(UTC), request.app.state.sender, request.app.state.secret_box
    body = test_body(webhook, format_instant(now))
    headers = signed(f"msg_{webhook}_test_{int(now.timestamp())}", now, body, valid_secrets(box, row, now))
    outcome = await sender(row["url"], headers, body)
    told = {"delivered": outcome.delivered, "status": outcome.status, "error": outcome.error}
    return Response(encode(told), headers={"Vary": VARY}, media_type=JSON)


@router.get(
    "/{webhook}/deliveries",
    operation_id="listWebhookDeliveries",
    summary="List the deliveries of a webhook",
    description=(
        "The latest entry first: delivered ones and dead letters (`state=dead`) for 30 days, pending ones for as long "
        "as they are."
    ),
    responses=success(DeliveryPage, "A page of the log", not_modified=True),
    dependencies=ADMIN,
    openapi_extra=GUARDED,
)
async def list_webhook_deliveries(
    request: Request, webhook: WebhookPath, query: Annotated[DeliveryQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    page = await queries.deliveries(request.app.state.database, webhook, query)
    body, cursor = encode(page), page["next_cursor"]
    link = {"Link": next_link(request.url.path, request.query_params.multi_items(), cursor)} if cursor else {}
    return tagged(request, body, f'"{digest(body)}"', link)


@router.post(
    "/{webhook}/replay",
    operation_id="replayWebhook",
    summary="Deliver entries again",
    description="All from an entry on, whether or not they were delivered, or one delivery, such as a dead letter.",
    responses=success(WebhookDocument, "They will be delivered"),
)
async def replay_webhook(webhook: WebhookPath, body: Replay, write: AdminWrite) -> Response:
    return write_response(await write(commands.replay, webhook, body), f"{BASE}/{webhook}")


def _checked(request: Request, given: Any) -> Webhook:
    webhook = validated(Webhook, given)
    _refuse_address(request, webhook)
    return webhook


def _refuse_address(request: Request, webhook: Webhook) -> None:
    """Raise `Invalid` for an address that is not allowed, as far as it says so itself."""
    sender: Sender = request.app.state.sender
    if (fault := sender.targets.fault(webhook.url)) is not None:
        detail = "Nothing is sent to this address."
        raise Invalid(detail, faults=[Fault(fault, pointer="/url")])
