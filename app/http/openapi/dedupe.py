"""What many operations have in common, said once in the OpenAPI document and referred to: it makes it half as long."""

import json
from collections import Counter
from typing import Any

from app.http.openapi.schemas import operations

Document = dict[str, Any]
FIRST_REFUSAL = "308"
WORTH_SHARING = 3
"""How often a parameter has to occur."""


def share(document: Document) -> None:
    """Move refusals and recurring parameters to the document's components."""
    document["components"]["responses"] = _share_refusals(document)
    document["components"]["parameters"] = _share_parameters(document)


def _share_refusals(document: Document) -> Document:
    shared: Document = {}
    for operation in operations(document):
        answers = operation["responses"]
        for status in [status for status in answers if status >= FIRST_REFUSAL]:
            name = _name(answers[status])
            shared[name] = answers[status]
            answers[status] = {"$ref": f"#/components/responses/{name}"}
    return dict(sorted(shared.items()))


def _name(answer: Document) -> str:
    """Return what a refusal is called by the problems that it can be: those of one status, so no two share a name."""
    (content,) = answer["content"].values()
    return "Or".join(slug.title().replace("-", "") for slug in content["examples"])


def _share_parameters(document: Document) -> Document:
    occurring = Counter(
        _text(parameter) for operation in operations(document) for parameter in operation.get("parameters", ())
    )
    shared: Document = {}
    names: dict[str, str] = {}
    for operation in operations(document):
        for index, parameter in enumerate(operation.get("parameters", ())):
            text = _text(parameter)
            if occurring[text] < WORTH_SHARING:
                continue
            if text not in names:
                names[text] = _free_name(parameter["name"], shared)
                shared[names[text]] = parameter
            operation["parameters"][index] = {"$ref": f"#/components/parameters/{names[text]}"}
    return shared


def _text(parameter: Document) -> str:
    return json.dumps(parameter, sort_keys=True)


def _free_name(name: str, taken: Document) -> str:
    number = 1
    candidate = name
    while candidate in taken:
        number += 1
        candidate = f"{name}-{number}"
    return candidate
