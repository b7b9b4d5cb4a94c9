"""How far a pledge has come."""

from app.strict_json import decode, encode


def progress_report(document: bytes) -> bytes:
    """Return how far a pledge has come, out of its document."""
    pledge = decode(document)
    counts = pledge["counts"]
    return encode(
        {
            "pledge": {"id": pledge["id"], "title": pledge["title"]},
            "version": pledge["version"],
            "targets": pledge["targets"],
            "progress": pledge["progress"],
            "milestones": {"total": counts["milestones"], "done": counts["milestones_done"]},
        }
    )
