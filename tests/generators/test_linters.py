"""Linters of OpenAPI documents have nothing to say of ours, hints included."""

import re

from tests.generators.conftest import Tools

UNUSED_BUT_BY_WEBHOOKS = {"Unused model: WebhookEvent", "Unused model: EventData"}
"""OpenAPI Generator looks for what uses a model in paths and components alone, and has no option to pass over one."""


def test_redocly(tools: Tools) -> None:
    tools.run("redocly", "lint", "--extends=recommended-strict", "openapi.json")


def test_spectral(tools: Tools) -> None:
    ruleset = tools.write("spectral.yaml", 'extends: ["spectral:oas"]\n')
    tools.run("spectral", "lint", "--fail-severity=hint", f"--ruleset={ruleset}", "openapi.json")


def test_openapi_generator(tools: Tools) -> None:
    said = tools.run("openapi-generator-cli", "validate", "--recommend", "-i", "openapi.json")
    found = set(re.findall(r"^\t- (.+)$", said, re.MULTILINE))
    assert found == UNUSED_BUT_BY_WEBHOOKS, said
