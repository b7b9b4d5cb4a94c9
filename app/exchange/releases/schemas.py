"""Releases as readers get them."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from app.exchange.releases.contents.texts import Edition
from app.exchange.releases.versions import VersionNumber
from app.ledger.model.shapes import Written
from app.strict_json import decode
from app.values.texts import ShortText

Version = Annotated[str, Field(examples=["8"])]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class ReleasedHead(BaseModel):
    """The last entry of the ledger that a release shows."""

    number: int
    hash: Sha256
    time: str


class ReleaseWithdrawal(BaseModel):
    """That a release was withdrawn."""

    at: str
    by: str
    reason: str


class ReleaseRequest(Written):
    """What a new release is to be called, and what is new in it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"version": "1", "notes": "The first"}]})

    version: Annotated[VersionNumber, Field(description="a number that comes after the last one; 8.1 corrects 8")]
    notes: Annotated[ShortText | None, Field(description="what is new, for its README")] = None


class ReleasePlan(BaseModel):
    """What a release is to be."""

    version: Version
    previous: str | None
    ledger: ReleasedHead


class Release(BaseModel):
    """A release: all data as of one entry of the ledger, in one zip file that never changes."""

    version: Version
    created_at: str
    actor: str
    previous: Annotated[str | None, Field(description="the release before; its crosswalk goes on from there")]
    notes: str | None
    ledger: ReleasedHead
    address: Annotated[str, Field(description="of the zip file", examples=["/v1/releases/8/pacta-v8.zip"])]
    bytes: Annotated[int, Field(description="of the zip file")]
    sha256: Annotated[Sha256, Field(description="of the zip file")]
    withdrawn: Annotated[ReleaseWithdrawal | None, Field(description="null: it was not")]


class ReleaseFile(BaseModel):
    """A file of a release: it is in the zip file, and has an address of its own."""

    name: Annotated[str, Field(examples=["pledges.csv"])]
    address: Annotated[str, Field(examples=["/v1/releases/8/pledges.csv"])]
    media_type: Annotated[str, Field(examples=["text/csv"])]
    bytes: int
    sha256: Sha256


class ReleaseDocument(Release):
    """A release with its files."""

    files: list[ReleaseFile]


class ReleaseList(BaseModel):
    """All releases, the newest first, those that were withdrawn among them."""

    items: list[Release]


def zip_name(version: str) -> str:
    """Return what the zip file of a release is called."""
    return f"pacta-v{version}.zip"


def planned(edition: Edition) -> dict[str, Any]:
    """Return what a release is to be."""
    last = edition.head
    ledger = {"number": last.number, "hash": last.hash, "time": last.at}
    return {"version": edition.version, "previous": edition.previous, "ledger": ledger}


def listed(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a release as it stands in the list."""
    withdrawn = {"at": row["withdrawn_at"], "by": row["withdrawn_by"], "reason": row["withdrawn_reason"]}
    return {
        **{name: row[name] for name in ("version", "created_at", "actor", "previous", "notes")},
        "ledger": {"number": row["ledger_number"], "hash": row["ledger_hash"], "time": row["ledger_time"]},
        "address": f"/v1/releases/{row['version']}/{zip_name(row['version'])}",
        **{name: row[name] for name in ("bytes", "sha256")},
        "withdrawn": withdrawn if row["withdrawn_at"] else None,
    }


def described(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a release with its files."""
    files = [
        {"name": file["name"], "address": f"/v1/releases/{row['version']}/{file['name']}", **_facts(file)}
        for file in decode(row["files"].encode())
    ]
    return listed(row) | {"files": files}


def _facts(file: Mapping[str, Any]) -> dict[str, Any]:
    return {name: file[name] for name in ("media_type", "bytes", "sha256")}
