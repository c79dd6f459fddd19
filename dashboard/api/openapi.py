"""The OpenAPI document, written from the table by which requests are routed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dashboard.api import features, problems, schemas
from dashboard.api.catalogue import COLLECTIONS
from dashboard.api.operations import OPERATIONS, Operation
from dashboard.api.parameters import Parameter

V31, V30 = "3.1.1", "3.0.3"
DOCUMENTS = {"openapi.json": V31, "openapi-3.0.json": V30}
"""Path below `/data/v1/` to the version of OpenAPI in which the document is written."""
MEDIA = {V31: features.OPENAPI_31, V30: features.OPENAPI_30}
_VARIES = re.compile(r"\{(\w+)\}")


def document(version: str, server: str) -> dict[str, Any]:
    """Write the document.

    Parameters
    ----------
    version : str
        `V31` or `V30`; they differ in how a value that may be null is described.
    server : str
        The address of `/data/v1`.
    """
    named = {_key(name, one): _parameter(one) for name, one in _all_parameters()}
    made = {
        "openapi": version,
        "info": {"title": features.TITLE, "version": "1", "description": features.DESCRIPTION},
        "servers": [{"url": server}],
        "paths": {f"/{operation.path}": {"get": _operation(operation)} for operation in OPERATIONS},
        "components": {
            "parameters": named,
            "responses": {
                "problem": {
                    "description": "What is wrong, and what to write instead (RFC 9457).",
                    "content": {problems.MEDIA: {"schema": {"$ref": "#/components/schemas/problem"}}},
                },
            },
            "schemas": {
                "link": schemas.LINK,
                "geometry": schemas.GEOMETRY,
                "problem": problems.SCHEMA,
                **{name: schemas.described(one) for name, one in COLLECTIONS.items()},
            },
        },
    }
    return made if version == V31 else _older(made)


def _collection_of(operation: Operation) -> str:
    return next((name for name in COLLECTIONS if re.search(rf"\b{name}\b", operation.path)), "")


def _all_parameters() -> Iterator[tuple[str, Parameter]]:
    for operation in OPERATIONS:
        for one in operation.parameters:
            yield _collection_of(operation), one


def _key(collection: str, one: Parameter) -> str:
    """Name a parameter among the components: those that all collections share by themselves."""
    is_property = (
        one.name in {prop.name for prop in COLLECTIONS[collection].properties} if collection in COLLECTIONS else False
    )
    if one.name == "limit":
        return "pageLimit" if "default" in one.schema else "limit"
    return f"{collection}.{one.name}" if is_property and one.name not in ("as_of", "known_by") else one.name


def _parameter(one: Parameter) -> dict[str, Any]:
    return {
        "name": one.name,
        "in": "query",
        "required": False,
        "description": one.meaning,
        "schema": dict(one.schema),
        **one.more,
    }


def _operation(operation: Operation) -> dict[str, Any]:
    variables = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", **({"enum": list(operation.variable)} if operation.variable else {})},
        }
        for name in _VARIES.findall(operation.path)
    ]
    collection = _collection_of(operation)
    references = [{"$ref": f"#/components/parameters/{_key(collection, one)}"} for one in operation.parameters]
    if operation.dated:
        references.append(_ACCEPT_DATETIME)
    wrong = {str(status): {"$ref": "#/components/responses/problem"} for status in _statuses(operation)}
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [collection or "all"],
        **({"parameters": variables + references} if variables or references else {}),
        "responses": {"200": {"description": operation.summary, "content": _content(operation)}, **wrong},
    }


_ACCEPT_DATETIME: dict[str, Any] = {
    "name": "Accept-Datetime",
    "in": "header",
    "required": False,
    "description": "As known_by, as a moment of HTTP (RFC 7089), e.g. Thu, 15 Jan 2026 00:00:00 GMT.",
    "schema": {"type": "string"},
}


def _statuses(operation: Operation) -> tuple[int, ...]:
    """List with which statuses an operation may refuse: a part of the path that nobody has is not found."""
    missing = (404,) if "{" in operation.path or operation.path.endswith(".qlr") else ()
    return (400, *missing, 405, 406, 503)


def _content(operation: Operation) -> dict[str, Any]:
    """Describe what is sent, by media type without its parameters."""
    kinds = dict.fromkeys(kind.partition(";")[0] for kind in operation.media.values())
    json = ("application/json", "application/geo+json")
    binary: Mapping[str, Any] = {"type": "string"}
    return {kind: {"schema": dict(operation.schema if kind in json else binary)} for kind in kinds}


def _older(value: Any) -> Any:
    """Write what may be null as OpenAPI 3.0 does."""
    if isinstance(value, list):
        return [_older(one) for one in value]
    if not isinstance(value, dict):
        return value
    made = {name: _older(one) for name, one in value.items()}
    kinds = made.get("type")
    if isinstance(kinds, list):
        made |= {"type": next(kind for kind in kinds if kind != "null"), "nullable": True}
    return made
