"""Clients and models in Python, generated from the OpenAPI document and used as they come."""

import json
import re
from collections.abc import Iterator

from tests.contract import Contract
from tests.generators.conftest import Tools
from tests.serving import Service

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
TEXTS = ("application/atom+xml", "application/jsonl", "application/x-bibtex", "application/yaml")
"""What openapi-python-client does not know for text, and would leave out of the answers."""

MODELS = """
import sys
from urllib.request import urlopen

from models import ComplianceReport, MeetingPage, ParticipantPage, Pledge, PledgePage, SourcePage, StatementPage
from models import TopicPage, Vocabulary

url = sys.argv[1]
pages = {
    "pledges": PledgePage, "meetings": MeetingPage, "statements": StatementPage, "participants": ParticipantPage,
    "topics": TopicPage, "sources": SourcePage,
}
for collection, page in pages.items():
    found = page.model_validate_json(urlopen(f"{url}/v1/{collection}?limit=200").read())
    assert found.items, collection
    assert found.items[0].version >= 1
written = PledgePage.model_validate_json(urlopen(f"{url}/v1/pledges?limit=200&form=written").read())
assert all(isinstance(item, Pledge) for item in written.items)
Vocabulary.model_validate_json(urlopen(f"{url}/v1/vocabulary").read())
ComplianceReport.model_validate_json(urlopen(f"{url}/v1/stats/compliance?by=participant").read())
least = Pledge(title="x", kind="process", strength="firm", parties=[{"participant": "a-state", "role": "promisor"}])
assert least.due is None
"""

OPENAPI_PYTHON_CLIENT = """
import sys
from datetime import date

from pacta_client import AuthenticatedClient, Client
from pacta_client.api.pledges import get_pledge, list_pledges
from pacta_client.api.status import record_status_change
from pacta_client.api.topics import create_topic
from pacta_client.models import (
    PledgeDocument, PledgePage, Problem, Status, StatusChange, StatusChangeDocument, Topic, TopicDocument,
)

url, key = sys.argv[1:]
reader = Client(url, raise_on_unexpected_status=True)
page = list_pledges.sync(client=reader, limit=200)
assert isinstance(page, PledgePage), page
for item in page.items:
    one = get_pledge.sync(item.id, client=reader)
    assert isinstance(one, PledgeDocument), one
    assert one.to_dict() == item.to_dict()
absent = get_pledge.sync("no-such-pledge", client=reader)
assert isinstance(absent, Problem), absent
assert absent.type_ == "/problems/not-found"

writer = AuthenticatedClient(url, key, raise_on_unexpected_status=True)
topic = create_topic.sync(client=writer, body=Topic(name="Made by one generated client"))
assert isinstance(topic, TopicDocument), topic
change = StatusChange(
    status=Status.NO_VERIFIED_PROGRESS, reason="Nothing was found.", effective_on="2025-06-30",
    sources_reviewed_up_to=date(2025, 6, 30),
)
recorded = record_status_change.sync("guatemala-border-task-force", client=writer, body=change)
assert isinstance(recorded, StatusChangeDocument), recorded
again = record_status_change.sync("no-such-pledge", client=writer, body=change)
assert isinstance(again, Problem), again
"""

OPENAPI_GENERATOR = """
import sys

from pacta_client import ApiClient, Configuration, PledgesApi, StatusApi, StatusChange, Topic, TopicsApi
from pacta_client.exceptions import NotFoundException

url, key = sys.argv[1:]
with ApiClient(Configuration(host=url)) as reader:
    pledges = PledgesApi(reader)
    page = pledges.list_pledges(limit=200)
    assert page.items
    for item in page.items:
        one = pledges.get_pledge(item.actual_instance.id)
        assert one.actual_instance == item.actual_instance
    try:
        pledges.get_pledge("no-such-pledge")
    except NotFoundException as error:
        assert error.data.type == "/problems/not-found"
    else:
        raise AssertionError
with ApiClient(Configuration(host=url, access_token=key)) as writer:
    topic = TopicsApi(writer).create_topic(Topic(name="Made by another generated client"))
    assert topic.id == "made-by-another-generated-client"
    change = StatusChange(
        status="no_verified_progress", reason="Nothing was found.", effective_on="2025-06-30",
        sources_reviewed_up_to="2025-06-30",
    )
    assert StatusApi(writer).record_status_change("us-army-corps-port-plans", change).version > 1
"""


def use(tools: Tools, service: Service, program: str) -> None:
    tools.run("python", tools.write("uses.py", program), service.url, service.keys["write"])


def test_datamodel_code_generator(tools: Tools, generated_for: Service) -> None:
    tools.run(
        "datamodel-codegen",
        "--input=openapi.json",
        "--input-file-type=openapi",
        "--output=models.py",
        "--output-model-type=pydantic_v2.BaseModel",
        "--target-python-version=3.11",
    )
    use(tools, generated_for, MODELS)


def files_sent(contract: Contract) -> Iterator[tuple[str, str]]:
    """Yield what openapi-python-client warns of: it makes no bodies but of JSON and forms, which are taken, too."""
    for path, item in contract.document["paths"].items():
        for method, operation in item.items():
            for media_type in operation.get("requestBody", {}).get("content", {}):
                if not media_type.endswith(("/json", "+json")) and media_type not in FORMS:
                    known_as = "text/plain" if media_type in TEXTS else media_type
                    yield f"{method.upper()} {path}", f"Unsupported content type {known_as}"


def test_openapi_python_client(tools: Tools, generated_for: Service, contract: Contract) -> None:
    config = tools.write("texts.json", json.dumps({"content_type_overrides": dict.fromkeys(TEXTS, "text/plain")}))
    said = tools.run(
        "openapi-python-client",
        "generate",
        "--path=openapi.json",
        "--output-path=pacta_client",
        "--meta=none",
        f"--config={config}",
    )
    warnings = re.findall(r"^WARNING parsing (\w+ \S+) within \w+\.\n\n(.+)$", said, re.MULTILINE)
    assert len(warnings) == said.count("WARNING")
    assert sorted(warnings) == sorted(files_sent(contract))
    use(tools, generated_for, OPENAPI_PYTHON_CLIENT)


def test_openapi_generator(tools: Tools, generated_for: Service) -> None:
    tools.run("rm", "-rf", "pacta_client")
    tools.generate("python", ".", "--additional-properties=packageName=pacta_client")
    use(tools, generated_for, OPENAPI_GENERATOR)
