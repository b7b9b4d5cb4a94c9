"""Files are read in a process of their own: HTML, DOCX and PDF, and what is made to harm."""

import io
import zipfile

import httpx
import pytest

from tests.exchange.intake.conftest import PATH
from tests.refusals import refused

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(scope="module")
def backend() -> str:
    """Return one database: it plays no part in how files are read."""
    return "sqlite"


def docx(*paragraphs: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    package = "http://schemas.openxmlformats.org/package/2006"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{office}" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
    return made.getvalue()


def pdf(text: str) -> bytes:
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(made),
    )


HTML = b"""<html><head><title>Clinics</title></head><body><nav>Menu</nav><article><h1>Clinics</h1>
<p>Norway will fund two field hospitals in Tamale. Nobody doubts that these are needed there.</p>
<script>Norway will pay</script></article></body></html>"""


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("text/plain", b"Norway will fund two field hospitals in Tamale."),
        ("text/html", HTML),
        (DOCX, docx("Clinics", "Norway will fund two field hospitals in Tamale.")),
        ("application/pdf", pdf("Norway will fund two field hospitals in Tamale.")),
    ],
    ids=["text", "html", "docx", "pdf"],
)
def test_a_file_is_read(client: httpx.Client, media_type: str, content: bytes) -> None:
    answer = client.post(PATH, content=content, headers={"Content-Type": media_type}, params={"language": "en"})
    assert answer.status_code == httpx.codes.OK, answer.text
    titles = [one["draft"]["title"] for one in answer.json()["candidates"]]
    assert titles == ["Fund two field hospitals in Tamale"]


ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><html><body><p>&j;</p></body></html>"
)


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        (DOCX, b"PK\x05\x06" + b"\0" * 18),
        (
            "application/pdf",
            b"%PDF-1.4\n" + b"1 0 obj<</Kids[1 0 R]/Type/Pages>>endobj\n" * 100 + b"trailer<</Root 1 0 R>>",
        ),
        ("application/pdf", b"\0" * 100_000),
    ],
    ids=["empty archive", "pages in a circle", "zeros"],
)
def test_what_is_made_to_harm_is_refused(client: httpx.Client, media_type: str, content: bytes) -> None:
    refused(client.post(PATH, content=content, headers={"Content-Type": media_type}), 422, "invalid-content")


def test_a_bomb_is_refused(client: httpx.Client) -> None:
    bomb = docx("a" * 70_000_000)
    refused(client.post(PATH, content=bomb, headers={"Content-Type": DOCX}), 422, "invalid-content")


@pytest.mark.parametrize(
    "content", [ENTITIES, b"<div>" * 100_000 + b"text", b"<" * 100_000], ids=["entities", "deep", "open"]
)
def test_hostile_html_is_answered(client: httpx.Client, content: bytes) -> None:
    answer = client.post(PATH, content=content, headers={"Content-Type": "text/html"})
    assert answer.status_code in {200, 422}, answer.text
