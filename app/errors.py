"""Every refusal Pacta can give, each with its address, status and what would satisfy it (RFC 9457)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where, and what would be right. `place` is never the rejected value."""

    message: str
    pointer: str | None = None
    parameter: str | None = None
    header: str | None = None
    line: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the members that are set, as they stand in a problem's `errors`."""
        places = {"pointer": self.pointer, "parameter": self.parameter, "header": self.header, "line": self.line}
        return {name: place for name, place in places.items() if place is not None} | {"message": self.message}


class PactaError(Exception):
    """A refusal. Subclasses fix the status and the problem type; instances say what happened.

    `remedy` is the text of the page that the problem's `type` resolves to.
    """

    slug: ClassVar[str]
    status: ClassVar[int]
    title: ClassVar[str]
    remedy: ClassVar[str]

    def __init__(
        self,
        detail: str,
        *,
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
        **members: Any,
    ) -> None:
        """Keep the sentence, the faults and the extension members that the answer shows."""
        super().__init__(detail)
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = dict(headers or {})
        self.members = members


class Merged(PactaError):
    """The record was merged into another. `record` is the old id, `survivor` the one that took its place."""

    slug, status, title = "merged", 308, "The record was merged into another"
    remedy = (
        "Follow `Location`, which names the survivor. The revisions of the old record stay where they are; "
        "`POST …/unmerge` undoes the merge."
    )

    def __init__(self, detail: str, record: str = "", **members: Any) -> None:
        """Keep the old id, which the address names."""
        super().__init__(detail, **members)
        self.record = record


class MalformedJson(PactaError):
    """The body is not JSON as RFC 8259 and I-JSON define it."""

    slug, status, title = "malformed-json", 400, "The body is not strict JSON"
    remedy = (
        "Send one JSON value in UTF-8 without a byte order mark: no duplicate keys, no NaN or Infinity, "
        "no lone surrogates, at most 200 levels deep, integers of at most 4,300 digits."
    )


class BadCursor(PactaError):
    """The cursor was not made by this list."""

    slug, status, title = "bad-cursor", 400, "The cursor does not belong to this list"
    remedy = "Take `next_cursor` from the page before and send it with the same filters and the same sort."


class BadRequest(PactaError):
    """The request cannot be understood as HTTP."""

    slug, status, title = "bad-request", 400, "The request is malformed"
    remedy = "Send a well-formed HTTP request."


class Unauthenticated(PactaError):
    """No key was sent, or the key is unknown or revoked."""

    slug, status, title = "unauthenticated", 401, "A valid key is required"
    remedy = (
        "Send `Authorization: Bearer KEY`. The operator makes keys with `pacta keys create`; the first one is shown "
        "(or written to a file) when Pacta starts on an empty database."
    )

    def __init__(self, detail: str, **members: Any) -> None:
        """Say how a key is sent and where one comes from: whoever has none has not read a page of ours."""
        super().__init__(f"{detail} {self.remedy}", **members)


class Forbidden(PactaError):
    """The key does not have the scope that the operation requires."""

    slug, status, title = "forbidden", 403, "The key lacks the required scope"
    remedy = "Use a key that has the scope which the detail names."


class OriginNotAllowed(PactaError):
    """A page of another origin asks a browser for what such pages may not do here (the Fetch standard's CORS)."""

    slug, status, title = "origin-not-allowed", 403, "Pages of this origin may not do this"
    remedy = (
        "Read without a key, or send the request from elsewhere than a page. The operator allows origins to read by "
        "`PACTA_CORS_ORIGINS`; writing is allowed to none."
    )


class ForeignForm(PactaError):
    """A page of another site made a browser send a form of Pacta."""

    slug, status, title = "foreign-form", 403, "The form was sent by another site"
    remedy = "Open the page here, and send the form from it. Programs write by the API, with a key."


class NotFound(PactaError):
    """Nothing is at this address."""

    slug, status, title = "not-found", 404, "Nothing is at this address"
    remedy = "Check the address. For a deleted record, `last_revision` names where it can still be read."


class MethodNotAllowed(PactaError):
    """The address exists, but does not support this method."""

    slug, status, title = "method-not-allowed", 405, "The method is not allowed at this address"
    remedy = "Use one of the methods in the `Allow` header."


class NotAcceptable(PactaError):
    """None of the media types asked for can be served."""

    slug, status, title = "not-acceptable", 406, "None of the accepted media types is available"
    remedy = "Accept the media type that the detail names: records are `application/json`."


class RequestTimeout(PactaError):
    """The request did not come in time."""

    slug, status, title = "request-timeout", 408, "The request did not come in time"
    remedy = "Send the request again, without pauses: how long it may take is in the detail. Nothing was done."


class Conflict(PactaError):
    """The request conflicts with the state of the record or of other records."""

    slug, status, title = "conflict", 409, "The request conflicts with what is recorded"
    remedy = "Change the records that `referred_by` names first, or choose another id."


class LikelyDuplicate(PactaError):
    """What was posted looks like a record that is there, and was to be refused if so. `other` is its address."""

    slug, status, title = "likely-duplicate", 409, "A record that is there says the same"
    remedy = (
        "Compare it with the record that `other` names. If it is another one all the same, send it without "
        "`unless_duplicate=true`."
    )


class Redacted(PactaError):
    """What the answer would rest on was redacted: removed from the ledger."""

    slug, status, title = "redacted", 410, "This was redacted"
    remedy = "Read another revision. `redacted` names the entries that were removed: by whom, when and why."


class Withdrawn(PactaError):
    """The release was withdrawn. `withdrawn` says when, by whom and why."""

    slug, status, title = "withdrawn", 410, "The release was withdrawn"
    remedy = "Take another release: `/v1/releases` lists them. `withdrawn` says when, by whom and why."


class PreconditionFailed(PactaError):
    """The record has moved on since the client read it, or exists already."""

    slug, status, title = "precondition-failed", 412, "The precondition does not hold"
    remedy = "Read the record again, check your change against it and send its current `ETag` in `If-Match`."


class ContentTooLarge(PactaError):
    """The body is larger than this address takes."""

    slug, status, title = "content-too-large", 413, "The body is too large"
    remedy = "Send less at once: the limit is in the detail."


class TargetTooLong(PactaError):
    """The address is longer than the server takes."""

    slug, status, title = "uri-too-long", 414, "The address is too long"
    remedy = "Ask for less at once, such as fewer values of a filter: how long an address may be is in the detail."


class UnsupportedMediaType(PactaError):
    """The body is not declared as JSON, by `Content-Type`, or is compressed."""

    slug, status, title = "unsupported-media-type", 415, "The body is not declared as plain JSON"
    remedy = (
        "Send `Content-Type: application/json`, without `Content-Encoding`; PATCH takes "
        "`application/merge-patch+json` too."
    )


class RangeNotSatisfiable(PactaError):
    """The range that is asked for begins behind the end."""

    slug, status, title = "range-not-satisfiable", 416, "The range lies behind the end"
    remedy = "Ask for bytes that are there: `Content-Range` names how many there are."


class Invalid(PactaError):
    """The content is invalid: `errors` names every field at fault and what would be accepted."""

    slug, status, title = "invalid-content", 422, "The content is invalid"
    remedy = "Correct the fields, parameters or headers that `errors` names, as each message says."


class GuardRefused(PactaError):
    """A status change does not satisfy a guard."""

    slug, status, title = "guard-refused", 422, "A guard refuses the status change"
    remedy = (
        "Give what the guard asks for. Guards of evidence can be overridden by name with a reason: "
        '`"override": {"guards": ["…"], "reason": "…"}`. `/v1/vocabulary` lists all guards.'
    )


class BatchRefused(PactaError):
    """An atomic batch holds items that cannot be recorded, so nothing was."""

    slug, status, title = "batch-refused", 422, "Nothing of the batch was recorded"
    remedy = "Correct the items that `errors` points at, or send the batch with `atomic: false`."


class BundleStopped(PactaError):
    """A part of a bundle is written, and the rest was refused by what was written here meanwhile."""

    slug, status, title = "bundle-stopped", 409, "A part of the bundle is written"
    remedy = (
        "Correct what `errors` points at, and send the bundle again: it goes on from there, since what is there "
        "already changes nothing. `written` and `left` count changes."
    )


class PreconditionRequired(PactaError):
    """Replacing a record requires a precondition: `If-Match` or `If-None-Match`."""

    slug, status, title = "precondition-required", 428, "Replacing a record requires a precondition"
    remedy = "Send the `ETag` you read in `If-Match`, or `If-Match: *` to replace whatever is there."


class HeadTooLarge(PactaError):
    """The headers are larger than the server takes."""

    slug, status, title = "header-fields-too-large", 431, "The headers are too large"
    remedy = "Send fewer or shorter headers: how large the head of a request may be is in the detail."


class InternalError(PactaError):
    """Pacta failed. The log has the details under the request id."""

    slug, status, title = "internal-error", 500, "Pacta failed"
    remedy = "Report the `request_id` to the operator: the log has the cause."


class NotReady(PactaError):
    """What is made of the records beside them (an index, suggestions) is not as far as they are."""

    slug, status, title = "not-ready", 503, "What this answer is made of is not ready yet"
    remedy = (
        "Try again after the seconds that `Retry-After` names: it is being made. `/readyz` shows how many entries of "
        "the ledger are still to be taken in."
    )

    def __init__(self, detail: str, **members: Any) -> None:
        """Say when to try again."""
        super().__init__(detail, headers={"Retry-After": "1"}, **members)


class Unavailable(PactaError):
    """The service or its database is unavailable, or too slow for this request; nothing was written."""

    slug, status, title = "unavailable", 503, "The service is unavailable or too busy"
    remedy = "Try again after the seconds that `Retry-After` names. Nothing was written."

    def __init__(self, detail: str = "Nothing was written. Try again.", **members: Any) -> None:
        """Say when to try again."""
        super().__init__(detail, headers={"Retry-After": "1"}, **members)


class OutcomeUnknown(PactaError):
    """The database's answer to the write was lost, and it could not be asked again: the write may have happened."""

    slug, status, title = "outcome-unknown", 503, "It is not known whether this was written"
    remedy = (
        "Read what you wrote before you write it again. A request that had an `Idempotency-Key` can be sent again "
        "under it as it was: it is carried out once."
    )

    def __init__(self, detail: str = "It may have been written: look first.", **members: Any) -> None:
        """Say when to try again."""
        super().__init__(detail, headers={"Retry-After": "5"}, **members)


class StorageFull(PactaError):
    """The database has no room; nothing was written."""

    slug, status, title = "storage-full", 507, "The database has no room left"
    remedy = "The operator must free room. Nothing was written."

    def __init__(self, detail: str = "Nothing was written. Try again when there is room.", **members: Any) -> None:
        """Say when to try again."""
        super().__init__(detail, headers={"Retry-After": "60"}, **members)


def all_errors() -> dict[str, type[PactaError]]:
    """Return every problem type by its slug, in the order of their statuses."""
    return {error.slug: error for error in sorted(PactaError.__subclasses__(), key=lambda error: error.status)}
