"""The text of a file: of plain text, HTML, PDF or DOCX. It runs in the bounded process, and fetches nothing."""

from io import BytesIO
from zipfile import ZipFile

from app.exchange.formats.uploads.limits import Limits
from app.exchange.formats.uploads.messages import RefusedFile
from app.exchange.formats.uploads.packages import members_of, open_package

PLAIN, HTML, PDF, DOCX = "txt", "html", "pdf", "docx"
MEDIA_TYPES = {
    "text/plain": PLAIN,
    "text/html": HTML,
    "application/pdf": PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": DOCX,
}
"""What a file may be, each with the ending of such files."""

MOST_CHARACTERS = 2 * 1024 * 1024
MOST_PAGES = 2_000


def text_of(data: bytes, kind: str, limits: Limits) -> tuple[str, dict[str, str | None]]:
    """Return the text of a file, and what it says of itself: title, author, publisher, url, published.

    Raises `RefusedFile` for what cannot be read, or holds no text.
    """
    about: dict[str, str | None] = {}
    if kind == HTML:
        text, about = _of_html(data)
    elif kind == PDF:
        text = _of_pdf(data)
    elif kind == DOCX:
        text = _of_docx(data, limits)
    else:
        text = _of_bytes(data)
    if not text.strip():
        raise RefusedFile("holds no text that can be read")
    if len(text) > MOST_CHARACTERS:
        raise RefusedFile(f"holds more than {MOST_CHARACTERS} characters: send it in parts")
    return text, about


def _of_bytes(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise RefusedFile("is no text in UTF-8") from None


def _of_html(data: bytes) -> tuple[str, dict[str, str | None]]:
    from trafilatura import extract, extract_metadata, html2txt  # noqa: PLC0415 - takes a while, and few texts are HTML

    text = extract(data, output_format="txt", include_comments=False, favor_recall=True) or html2txt(data) or ""
    found = extract_metadata(data)
    if found is None:
        return text, {}
    names = {"title": found.title, "author": found.author, "publisher": found.sitename, "url": found.url}
    return text, {**names, "published": found.date}


def _of_pdf(data: bytes) -> str:
    from pypdf import PdfReader  # noqa: PLC0415 - the same
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        book = PdfReader(BytesIO(data))
        if book.is_encrypted and not book.decrypt(""):
            raise RefusedFile("is encrypted: send it without a password")
        if len(book.pages) > MOST_PAGES:
            raise RefusedFile(f"has more than {MOST_PAGES} pages: send it in parts")
        pages, size = list[str](), 0
        for page in book.pages:
            pages.append(page.extract_text())
            size += len(pages[-1])
            if size > MOST_CHARACTERS:
                break
    except PyPdfError as error:
        raise RefusedFile(f"is no PDF that can be read: {str(error)[:100]}") from None
    if not any(page.strip() for page in pages):
        raise RefusedFile("holds pictures of pages and no text: it would have to be recognised first")
    return "\n".join(pages)


def _of_docx(data: bytes, limits: Limits) -> str:
    from mammoth import extract_raw_text  # type: ignore[import-untyped]  # noqa: PLC0415 - the same, and it has no types

    package = open_package(BytesIO(data), "")
    members_of(package, "", limits)
    _refuse_lies(package, limits)
    text: str = extract_raw_text(BytesIO(data)).value
    return text


def _refuse_lies(package: ZipFile, limits: Limits) -> None:
    """Refuse a package that inflates to more than its directory says, which was judged alone so far."""
    left = limits.inflated_bytes
    for info in package.infolist():
        with package.open(info) as member:
            while piece := member.read(min(left + 1, 1024 * 1024)):
                left -= len(piece)
                if left < 0:
                    raise RefusedFile(f"inflates to more than {limits.inflated_bytes} bytes")
