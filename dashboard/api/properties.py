"""The properties of a collection: their names, types, codes and meanings, and how a text becomes a value."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dashboard.api.codebook import meanings
from dashboard.export.columns import BOOLEAN, DATE, INTEGER, LIST, NUMBER, STRING
from geodata.schema.fields import FIELDS, Field
from geodata.tables import listed

DAY = "day"
FORMS = {
    "day": DAY,
    "number": INTEGER,
    "year": INTEGER,
    "degrees": NUMBER,
    "texts": LIST,
    "keys": LIST,
    "origins": LIST,
}
DAY_PATTERN = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a feature, which is one column of a table.

    Parameters
    ----------
    name : str
        As in the file.
    type : str
        ``string``, ``day`` (YYYY, YYYY-MM or YYYY-MM-DD, as the evidence has it), ``date`` (YYYY-MM-DD), ``integer``,
        ``number``, ``boolean`` or ``list`` (of texts).
    meaning : str
        What it holds, in a few words.
    codes : tuple of str
        All values that may stand there; empty where there is no such list.
    """

    name: str
    type: str
    meaning: str
    codes: tuple[str, ...] = ()

    def schema(self) -> dict[str, Any]:
        """Describe a value as JSON Schema; null is what nobody said."""
        text = {"type": ["string", "null"], "description": self.meaning}
        if self.type == LIST:
            return {"type": "array", "items": {"type": "string"}, "description": self.meaning}
        if self.type == DAY:
            return {**text, "pattern": DAY_PATTERN}
        if self.type == DATE:
            return {**text, "format": "date"}
        if self.codes:
            return {**text, "enum": [*self.codes, None]}
        return {**text, "type": [self.type, "null"]}


def of_table(table: str) -> tuple[Property, ...]:
    """Return the properties of a table of the evidence, in the order of its file.

    Parameters
    ----------
    table : str
        A name in ``geodata.schema.fields.FIELDS``.
    """
    return tuple(_of_field(field, meanings()[table][field.name]) for field in FIELDS[table])


def _of_field(field: Field, meaning: str) -> Property:
    codes = field.choices if field.form == "choice" and field.choices != ("yes",) else ()
    kind = BOOLEAN if field.choices == ("yes",) else FORMS.get(field.form, STRING)
    return Property(field.name, kind, meaning, codes)


def typed(prop: Property, text: str) -> Any:
    """Turn the text of a cell into a value; None, or an empty list, where nobody said."""
    if prop.type == LIST:
        return list(listed(text))
    if prop.type == BOOLEAN:
        return text in ("yes", "True", "true")
    if not text:
        return None
    if prop.type == INTEGER:
        return int(text)
    return float(text) if prop.type == NUMBER else text


def named(lines: Iterable[str]) -> tuple[Property, ...]:
    """Read properties that are written one a line: name, type, meaning, parted by bars."""
    parts = ([part.strip() for part in line.split("|")] for line in lines)
    return tuple(Property(name, kind, meaning) for name, kind, meaning in parts)
