"""The answers as JSON Schema, as the OpenAPI document holds them."""

from typing import Any

from dashboard.api.catalogue import Collection

Schema = dict[str, Any]
LINK: Schema = {
    "type": "object",
    "required": ["href", "rel"],
    "properties": {name: {"type": "string"} for name in ("href", "rel", "type", "title")},
}
LINKS: Schema = {"type": "array", "items": {"$ref": "#/components/schemas/link"}}
LANDING: Schema = {
    "type": "object",
    "required": ["links"],
    "properties": {"title": {"type": "string"}, "description": {"type": "string"}, "links": LINKS},
}
CONFORMANCE: Schema = {
    "type": "object",
    "required": ["conformsTo"],
    "properties": {"conformsTo": {"type": "array", "items": {"type": "string"}}},
}
COLLECTION: Schema = {
    "type": "object",
    "required": ["id", "links"],
    "properties": {
        "id": {"type": "string"},
        "title": {"type": "string"},
        "description": {"type": "string"},
        "links": LINKS,
        "extent": {"type": "object"},
        "itemType": {"type": "string"},
        "crs": {"type": "array", "items": {"type": "string"}},
    },
}
COLLECTIONS: Schema = {
    "type": "object",
    "required": ["links", "collections"],
    "properties": {"links": LINKS, "collections": {"type": "array", "items": COLLECTION}},
}
GEOMETRY: Schema = {
    "type": ["object", "null"],
    "required": ["type", "coordinates"],
    "properties": {
        "type": {"type": "string", "enum": ["Point", "MultiPoint", "Polygon", "MultiPolygon"]},
        "coordinates": {"type": "array", "items": {}},
    },
}


def feature(collection: Collection) -> Schema:
    """Describe one feature of a collection by reference."""
    return {"$ref": f"#/components/schemas/{collection.name}"}


def page(collection: Collection) -> Schema:
    """Describe a page of features of a collection."""
    count = {"type": "integer", "minimum": 0}
    return {
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": feature(collection)},
            "links": LINKS,
            "numberMatched": count,
            "numberReturned": count,
        },
    }


def described(collection: Collection) -> Schema:
    """Describe one feature of a collection: its geometry and each of its properties."""
    properties = {prop.name: prop.schema() for prop in collection.properties}
    return {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "string"},
            "geometry": {"$ref": "#/components/schemas/geometry"},
            "properties": {"type": "object", "required": list(properties), "properties": properties},
            "links": LINKS,
        },
    }
