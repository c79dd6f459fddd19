"""The table of operations: each address, its parameters, what it sends, and who writes it.

Requests are routed by it, and the OpenAPI document is written from it, so that the two cannot disagree.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from dashboard.api import features, memento, package, parameters, qgis, schemas
from dashboard.api.catalogue import COLLECTIONS, Collection
from dashboard.api.formats import CSV, GEOJSON, MEDIA, PARQUET, write_csv, write_geojson, write_json, write_parquet
from dashboard.api.links import Links
from dashboard.api.parameters import DEFAULT_LIMIT, Parameter
from dashboard.api.problems import RequestError
from dashboard.api.selecting import page, selected
from dashboard.release import Release

JSON = features.JSON
FORMAT = "format"
Parameters = tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, read and found usable.

    Parameters
    ----------
    release : Release
        Whose evidence.
    values : mapping of str to object
        The parameters by name, as values.
    variables : mapping of str to str
        The parts of the path that vary.
    query : mapping of str to str
        The parameters as text, as they stand in links.
    links : Links
        Writes addresses.
    """

    release: Release
    values: Mapping[str, Any]
    variables: Mapping[str, str]
    query: Mapping[str, str]
    links: Links


@dataclass(frozen=True, eq=False, slots=True)
class Operation:
    """One address, or several that differ in one part.

    Parameters
    ----------
    path : str
        Below `/data/v1/`; a part in braces varies.
    name : str
        Its id in the description.
    summary : str
        What it gives.
    media : mapping of str to str
        The media types that it sends: by ending where the path names a format, else one under the empty text.
    write : callable
        Writes the answer.
    parameters : Parameters
        Those of the query.
    schema : mapping of str to object
        An answer in JSON, as JSON Schema.
    variable : tuple of str
        The values of the part that varies; empty where any text may be one.
    dated : bool
        Whether it depends on the day of knowledge: then it is a Memento resource.
    """

    path: str
    name: str
    summary: str
    media: Mapping[str, str]
    write: Callable[[Question], bytes]
    parameters: Parameters = ()
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "object"})
    variable: tuple[str, ...] = ()
    dated: bool = False

    def kind(self, variables: Mapping[str, str]) -> str:
        """Return the media type that an address sends."""
        return self.media.get(variables.get(FORMAT, ""), "")


def _file(collection: Collection) -> Operation:
    def write(question: Question) -> bytes:
        found = selected(question.release, collection, question.values)
        shown = page(found, question.values, None)
        ending = question.variables[FORMAT]
        if ending == CSV:
            return write_csv(shown, collection.properties)
        if ending == PARQUET:
            return write_parquet(shown, collection.properties)
        about = {"name": collection.name, "numberMatched": len(found), "numberReturned": len(shown)}
        return write_geojson(shown, about)

    return Operation(
        f"{collection.name}.{{{FORMAT}}}",
        f"{collection.name}File",
        f"{collection.title} as a file. {collection.description}",
        MEDIA,
        write,
        _parameters(collection, parameters.clocks_of(collection), parameters.LIMIT),
        schemas.page(collection),
        tuple(MEDIA),
        collection.known,
    )


def _parameters(collection: Collection, clocks: Parameters, limit: Parameter) -> Parameters:
    areas = (parameters.AREA,) if collection.weighed else ()
    first_parameters = (parameters.BBOX, *areas, parameters.DATETIME, limit, parameters.OFFSET)
    return (*clocks, *first_parameters, *parameters.filters_of(collection))


def _items(collection: Collection) -> Operation:
    path = f"collections/{collection.name}/items"

    def write(question: Question) -> bytes:
        found = selected(question.release, collection, question.values)
        shown = page(found, question.values, DEFAULT_LIMIT)
        limit = int(question.values.get("limit", DEFAULT_LIMIT))
        links = features.page_links(question.links, path, question.query, len(found), limit)
        return write_geojson(shown, {"links": links, "numberMatched": len(found), "numberReturned": len(shown)})

    return Operation(
        path,
        f"{collection.name}Items",
        f"A page of: {collection.title}.",
        {"": MEDIA[GEOJSON]},
        write,
        _parameters(collection, parameters.CLOCKS, parameters.PAGE_LIMIT),
        schemas.page(collection),
        dated=collection.known,
    )


def _item(collection: Collection) -> Operation:
    def write(question: Question) -> bytes:
        wanted = question.variables["id"]
        found = [one for one in selected(question.release, collection, question.values) if one.id == wanted]
        if not found:
            raise RequestError(404, f"{collection.name} has no feature of this id on these clocks")
        return write_json(features.one_feature(question.links, collection, found[0], question.query))

    return Operation(
        f"collections/{collection.name}/items/{{id}}",
        f"{collection.name}Item",
        f"One feature of: {collection.title}.",
        {"": MEDIA[GEOJSON]},
        write,
        parameters.CLOCKS,
        schemas.feature(collection),
        dated=collection.known,
    )


def _timemap(original: Operation) -> Operation:
    def write(question: Question) -> bytes:
        path = original.path.format(**question.variables)
        return memento.timemap(question.release.atlas, question.links, path, question.query)

    return Operation(
        f"{memento.TIMEMAP}/{original.path}",
        f"{original.name}TimeMap",
        f"All days of knowledge (RFC 7089). {original.summary}",
        dict.fromkeys(original.media, memento.LINK_FORMAT),
        write,
        tuple(one for one in original.parameters if one.name != parameters.KNOWN_BY.name),
        variable=original.variable,
    )


def _layer_file(collection: Collection) -> Operation:
    def write(question: Question) -> bytes:
        if not question.links.base:
            raise RequestError(404, "QGIS needs the whole address of this server, and its operator has not set it")
        return qgis.layer_file(collection, question.links.root(question.query))

    return Operation(
        f"{collection.name}.qlr",
        f"{collection.name}Layer",
        f"{collection.title}, to open in QGIS.",
        {"": qgis.MEDIA},
        write,
        parameters.CLOCKS,
    )


def _described(collection: Collection) -> Operation:
    return Operation(
        f"collections/{collection.name}",
        f"{collection.name}Collection",
        f"What {collection.name} holds.",
        {"": JSON},
        lambda question: write_json(features.described(question.release, collection, question.links, question.query)),
        parameters.CLOCKS,
        schemas.COLLECTION,
    )


def _json(path: str, name: str, summary: str, write: Callable[[Question], Any], schema: Mapping[str, Any]) -> Operation:
    return Operation(
        path, name, summary, {"": JSON}, lambda question: write_json(write(question)), parameters.CLOCKS, schema
    )


def _table() -> Iterator[Operation]:
    yield _json(
        "",
        "landingPage",
        "Where everything is.",
        lambda question: features.landing(question.links, question.query),
        schemas.LANDING,
    )
    yield _json(
        "conformance",
        "conformance",
        "Which standard it follows.",
        lambda _: features.conformance(),
        schemas.CONFORMANCE,
    )
    yield _json(
        "collections",
        "collections",
        "All collections.",
        lambda question: features.collections(question.release, question.links, question.query),
        schemas.COLLECTIONS,
    )
    for collection in COLLECTIONS.values():
        pages = (_file(collection), _items(collection), _item(collection))
        yield from (_described(collection), _layer_file(collection), *pages)
        yield from (_timemap(one) for one in pages if one.dated)
    yield Operation(
        package.DESCRIPTION,
        "dataPackage",
        "The evidence as a Frictionless data package.",
        {"": JSON},
        lambda question: write_json(package.description(question.release.atlas)),
        schema={"type": "object", "required": ["name", "resources"]},
    )
    yield Operation(
        "datapackage.zip",
        "dataPackageZip",
        "The same, with its tables, as one file.",
        {"": "application/zip"},
        lambda question: package.zipped(question.release.atlas),
    )
    yield Operation(
        f"{package.FOLDER}/{{table}}.csv",
        "evidenceTable",
        "A table of the data package, as it stands in its file.",
        {"": MEDIA[CSV]},
        lambda question: package.table_csv(question.release.atlas, question.variables["table"]),
        variable=package.TABLES,
    )


OPERATIONS: tuple[Operation, ...] = tuple(_table())
_VARIES = re.compile(r"\{(\w+)\}")


def _pattern(operation: Operation) -> re.Pattern[str]:
    parts = _VARIES.split(operation.path)
    any_of = "|".join(map(re.escape, operation.variable)) or "[^/]{1,80}"
    return re.compile(
        "".join(f"(?P<{part}>{any_of})" if odd % 2 else re.escape(part) for odd, part in enumerate(parts))
    )


_FIXED = {operation.path: operation for operation in OPERATIONS if "{" not in operation.path}
_VARYING = tuple((_pattern(operation), operation) for operation in OPERATIONS if "{" in operation.path)


def find(path: str) -> tuple[Operation, dict[str, str]]:
    """Find the operation of a path and the parts of it that vary.

    Parameters
    ----------
    path : str
        Below `/data/v1/`.

    Raises
    ------
    RequestError
        When there is none.
    """
    if path in _FIXED:
        return _FIXED[path], {}
    for pattern, operation in _VARYING:
        match = pattern.fullmatch(path)
        if match:
            return operation, match.groupdict()
    raise RequestError(404, _instead(path))


def _instead(path: str) -> str:
    """Say what there is in the place of what is not: a collection in its formats, else where all is listed."""
    near = get_close_matches(path.partition(".")[0], COLLECTIONS, n=1)
    files = " or ".join(f"{near[0]}.{ending}" for ending in MEDIA) if near else ""
    return f"nothing is here; {f'write {files}; ' if files else ''}/data/v1/ lists what there is"


def known_by_of(values: Mapping[str, Any]) -> date | None:
    """Return the day of knowledge of a query; None for everything."""
    found = values.get("known_by")
    return found if isinstance(found, date) else None
