"""Write the OpenAPI document into the file that the service serves, and the client's record types beside it."""

from pathlib import Path

from app.main import create_app
from app.site.openapi_file import NAME, packed
from docs import client_records

FILE = Path(__file__).parents[1] / "app" / "site" / "static" / NAME

if __name__ == "__main__":
    document = create_app().openapi()
    FILE.write_bytes(packed(document))
    client_records.FILE.write_text(client_records.module(document))
