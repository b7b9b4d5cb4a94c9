"""The OpenAPI document, as FastAPI derives it and Pacta completes it."""
