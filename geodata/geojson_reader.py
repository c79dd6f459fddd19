"""Takes a layer of GeoJSON apart into features; what is none is told with its place, and costs only itself."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from geodata.errors import named, quoted
from geodata.file_reader import Log, first_wrong, line_at, unreadable, wrong_byte
from geodata.schema.fields import FIELDS, LISTS, NUMBERS, YES_NO, Field
from geodata.tables import Feature, Row

LONGEST_NUMBER = 30
"""Digits; a longer one is no coordinate, and Python refuses to read one of thousands."""

_COLLECTION = re.compile(r'"FeatureCollection"')
_ID = re.compile(r'"id"\s*:\s*"([^"\\]{1,60})"')


class _Twice(dict[str, Any]):
    """An object in which a name stands twice; JSON does not say which of the two values counts."""

    names: tuple[str, ...] = ()


def features_of(text: str, layer: str, log: Log) -> Iterator[Feature]:
    """Read the features of a layer.

    Parameters
    ----------
    text : str
        The file.
    layer : str
        Its name.
    log : Log
        Is told what cannot be read.

    Yields
    ------
    Feature
        Those with an id and all properties of the codebook.

    Raises
    ------
    GeodataError
        When the file is no GeoJSON FeatureCollection.
    """
    collection = _collection(text, log)
    if "crs" in collection:
        remedy = "the layer without it: RFC 7946 knows only degrees, lon first (in QGIS: export with RFC7946=YES)"
        log.tell(1, "", "crs", quoted(_text(collection["crs"])), remedy)
    features = _with_ids(collection["features"], log)
    fields = FIELDS.get(layer, ())
    missing = _missing_in_all(features, fields, log)
    needed = {field.name for field in fields if field.needed} & set(missing)
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            log.tell(number, f"feature number {number}", "properties", "nothing", "an object with an id")
            continue
        row = {str(key): _text(value) for key, value in properties.items()}
        if not row.get("id"):
            remedy = "an id that no other feature has"
            log.tell(number, f"feature number {number}", "id", quoted(row.get("id", "")), remedy)
            continue
        log.lines.setdefault(row["id"], number)
        if _is_sound(number, row, feature, fields, missing, log) and not needed:
            yield Feature(row["id"], feature.get("geometry"), row | dict.fromkeys(missing, ""))
        else:
            log.unread.add(row["id"])


def _collection(text: str, log: Log) -> dict[str, Any]:
    if (wrong := first_wrong(text)) >= 0:
        line = line_at(text, wrong)
        name = _ID.search(text.split("\n")[line - 1]) if _COLLECTION.search(text) else None
        place = f"line {line}" + (f" (feature {name[1]})" if name else "")
        unreadable(log.file, wrong_byte(text[wrong]), "the file in UTF-8", place, line)
    try:
        collection = json.loads(text, parse_constant=_no_constant, parse_int=_whole, object_pairs_hook=_object_of)
    except json.JSONDecodeError as error:
        fault = f"no JSON ({error.msg}, at sign {error.colno} of the line)"
        unreadable(log.file, fault, "the layer as GeoJSON", f"line {error.lineno}", error.lineno)
    except ValueError as error:
        unreadable(log.file, f"no JSON ({error})", "the layer as GeoJSON")
    except RecursionError:
        unreadable(log.file, "lists nested too deeply", "the layer as GeoJSON")
    if not isinstance(collection, dict) or not isinstance(collection.get("features"), list):
        unreadable(log.file, "no list of features", "a GeoJSON FeatureCollection")
    if isinstance(collection, _Twice):
        for twice in collection.names:
            log.tell(1, "", named(twice), "the name twice in one object", "it once")
    return collection


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= LONGEST_NUMBER else float(digits)


def _object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    times = Counter(name for name, _ in pairs)
    twice = _Twice(found)
    twice.names = tuple(name for name in found if times[name] > 1)
    return twice


def _with_ids(features: Sequence[Any], log: Log) -> list[Any]:
    """Take an id that stands beside the properties, as QGIS writes it, for the one that belongs among them."""
    beside = [
        feature
        for feature in features
        if isinstance(feature, dict)
        and isinstance(feature.get("id"), str)
        and isinstance(feature.get("properties"), dict)
        and not feature["properties"].get("id")
    ]
    if not beside:
        return list(features)
    fault = f'{len(beside)} ids stand beside "properties"' if len(beside) > 1 else 'an id stands beside "properties"'
    example = named(beside[0]["id"])
    log.tell(1, "", "id", "", f"{fault}; write each inside, as the first property, e.g. that of {example}")
    moved = {id(one): one | {"properties": one["properties"] | {"id": one["id"]}} for one in beside}
    return [moved.get(id(feature), feature) for feature in features]


def _missing_in_all(features: Sequence[Any], fields: Sequence[Field], log: Log) -> tuple[str, ...]:
    """Tell a property that no feature has once; where it may be empty, the features are read as if it were."""
    found = [each.get("properties") for each in features if isinstance(each, dict)]
    rows = [properties for properties in found if isinstance(properties, dict)]
    names = [field.name for field in fields if field.name != "id"]
    missing = tuple(name for name in names if len(rows) > 1 and not any(name in row for row in rows))
    for name in missing:
        log.tell(1, "", name, f"no such property in any of {len(rows)} features", 'it, "" where nothing is known')
    return missing


def _is_sound(
    number: int, row: Row, feature: dict[str, Any], fields: Sequence[Field], missing: tuple[str, ...], log: Log
) -> bool:
    """Tell what is wrong with the properties of a feature as JSON; what they say is judged later."""
    place, before = f"feature {named(row['id'])}", len(log.faults)
    properties = feature["properties"]
    for each in (feature, properties, feature.get("geometry")):
        for name in each.names if isinstance(each, _Twice) else ():
            log.tell(number, place, named(name), "the name twice in one object", "it once", row["id"])
    for field in (field for field in fields if field.name not in missing):
        if field.name not in row:
            log.tell(number, place, field.name, "no such property", 'it, "" where nothing is known', row["id"])
            continue
        value = properties[field.name]
        if field.form in LISTS and isinstance(value, list) and all(isinstance(part, str) for part in value):
            row[field.name] = ";".join(value)
        elif found := _wrong_type(value, field):
            wanted = "a list of texts, or one text joined by ';'" if field.form in LISTS else "a text in quotes"
            log.tell(number, place, field.name, f"{found}, {quoted(_text(value))}", wanted, row["id"])
    return len(log.faults) == before


def _wrong_type(value: Any, field: Field) -> str:
    """Name the type of a value that is not meant as a text, a number where one belongs, or nothing."""
    if value is None or isinstance(value, str):
        return ""
    if isinstance(value, bool):
        return "" if field.choices[:2] == YES_NO else "true or false"
    if isinstance(value, int | float):
        return "" if field.form in NUMBERS else "a number"
    return "a list" if isinstance(value, list) else "an object"


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
