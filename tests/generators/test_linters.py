"""Linters of OpenAPI documents have nothing to say of ours, hints included."""

from tests.generators.conftest import Tools


def test_redocly(tools: Tools) -> None:
    tools.run("redocly", "lint", "--extends=recommended-strict", "openapi.json")


def test_spectral(tools: Tools) -> None:
    ruleset = tools.write("spectral.yaml", 'extends: ["spectral:oas"]\n')
    tools.run("spectral", "lint", "--fail-severity=hint", f"--ruleset={ruleset}", "openapi.json")


def test_openapi_generator(tools: Tools) -> None:
    said = tools.run("openapi-generator-cli", "validate", "--recommend", "-i", "openapi.json")
    assert "No validation issues detected." in said, said
