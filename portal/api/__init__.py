"""The root of the API and its OpenAPI document."""
