"""Write what is made of the code: the OpenAPI document, the record types of the client, the schema of mappings."""

import json
from pathlib import Path

from app.exchange.imports.mapping.models import Mapping
from app.main import create_app
from app.site.openapi_file import NAME, packed
from docs import client_records

FILE = Path(__file__).parents[1] / "app" / "site" / "static" / NAME
MAPPING = Path(__file__).with_name("mapping.schema.json")
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def mapping_schema() -> str:
    """Return the JSON Schema of mappings."""
    schema = {"$schema": DRAFT, **Mapping.model_json_schema()}
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    document = create_app().openapi()
    FILE.write_bytes(packed(document))
    client_records.FILE.write_text(client_records.module(document))
    MAPPING.write_text(mapping_schema())
