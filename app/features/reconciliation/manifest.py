"""The manifest of a reconciliation service: what it offers, and where."""

from app import VERSION
from app.features.reconciliation.preview import HEIGHT, WIDTH
from app.features.reconciliation.requests import MOST_QUERIES
from app.features.reconciliation.services import Service
from app.features.reconciliation.suggestions import shown_type
from app.ledger.model.shapes import Values

SUGGESTED = ("entity", "property", "type")


def manifest(service: Service, base: str, *, is_public: bool) -> Values:
    """Return the manifest of a service whose addresses begin with `base`; not public: it says how a key is sent."""
    path = service.address
    told: Values = {
        "versions": ["0.2"],
        "name": f"Pacta: {service.name}",
        "identifierSpace": f"{base}/v1/{service.collection}/",
        "schemaSpace": f"{base}/v1/vocabulary",
        "documentation": f"{base}/docs",
        "logo": f"{base}/favicon.ico",
        "serviceVersion": VERSION,
        "defaultTypes": [shown_type(service.default_type)],
        "view": {"url": f"{base}/v1/{service.collection}/{{{{id}}}}"},
        "preview": {"url": f"{base}{path}/{{{{id}}}}/preview", "width": WIDTH, "height": HEIGHT},
        "suggest": {name: {"service_url": base, "service_path": f"{path}/suggest/{name}"} for name in SUGGESTED},
        "extend": {
            "propose_properties": {"service_url": base, "service_path": f"{path}/properties"},
            "property_settings": [
                {
                    "name": "limit",
                    "label": "Limit",
                    "type": "number",
                    "default": 0,
                    "help_text": "Most values of a record; 0 for all.",
                }
            ],
        },
        "batchSize": MOST_QUERIES,
    }
    told["suggest"]["entity"]["flyout_service_path"] = f"{path}/${{id}}/flyout"
    if not is_public:
        told["authentication"] = {"type": "apiKey", "name": "Authorization", "in": "header"}
    return told
