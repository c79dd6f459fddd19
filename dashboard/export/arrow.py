"""Records as Arrow tables: what GeoPackage and GeoParquet are written from."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dashboard.export.columns import BOOLEAN, DATE, INTEGER, LIST, NUMBER, SEPARATOR, Column
from dashboard.export.table import Record
from dashboard.text.i18n import Words

if TYPE_CHECKING:
    import pyarrow as pa

# GDAL writes this key of a field as the description of a column, others show it as it stands.
DESCRIPTION = "GDAL:OGR:comment"


def arrow_table(
    found: Sequence[Record], table: str, columns: Sequence[Column], words: Words, lists: bool = True
) -> "pa.Table":
    """Return records as an Arrow table, with the descriptions of its columns in the reader's language.

    Parameters
    ----------
    found : sequence of Record
        The records.
    table : str
        Their name: `rows`, `claims` or `sources`.
    columns : sequence of Column
        Their columns, in order.
    words : Words
        The language of the descriptions.
    lists : bool
        Whether a list stays one; else its texts are joined.
    """
    described = [(column.name, column.type, column.described(words, table)) for column in columns]
    return typed_table(found, described, lists)


def typed_table(
    found: Iterable[Mapping[str, Any]], described: Sequence[tuple[str, str, str]], lists: bool = True
) -> "pa.Table":
    """Return records as an Arrow table whose columns have their types also where every cell is empty.

    Parameters
    ----------
    found : iterable of mapping of str to object
        The records.
    described : sequence of tuple of str
        The columns in order: name, type as in `dashboard.export.columns`, description. Another type is text.
    lists : bool
        Whether a list stays one; else its texts are joined.
    """
    import pyarrow as pa

    held = list(found)
    types: Mapping[str, pa.DataType] = {
        INTEGER: pa.int64(),
        NUMBER: pa.float64(),
        BOOLEAN: pa.bool_(),
        DATE: pa.date32(),
        LIST: pa.list_(pa.string()) if lists else pa.string(),
    }
    fields, cells = [], []
    for name, form, description in described:
        values = [record[name] for record in held]
        if form == LIST and not lists:
            values = [SEPARATOR.join(value) for value in values]
        kind = types.get(form, pa.string())
        fields.append(pa.field(name, kind, metadata={DESCRIPTION: description}))
        cells.append(pa.array(values, kind))
    return pa.Table.from_arrays(cells, schema=pa.schema(fields))
