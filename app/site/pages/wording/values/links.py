"""Addresses of others, as far as a page may lead there."""

from urllib.parse import urlsplit

from app.site.pages.languages import Language


def outward(_language: Language, address: str | None) -> str | None:
    """Return the address if a browser may follow it (http and https alone), else None: then it is shown as text."""
    if not address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.netloc else None


def host(_language: Language, address: str) -> str:
    """Return whose address it is."""
    return urlsplit(address).netloc.removeprefix("www.")


FUNCTIONS = {"outward": outward, "host": host}
