"""Writes the OpenAPI document into the file that the service serves."""

from pathlib import Path

from app.main import create_app
from app.site.openapi_file import NAME, packed

FILE = Path(__file__).parents[1] / "app" / "site" / "static" / NAME

if __name__ == "__main__":
    FILE.write_bytes(packed(create_app().openapi()))
