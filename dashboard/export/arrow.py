"""Records as Arrow tables: what GeoPackage and GeoParquet are written from."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

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
    """Return records as an Arrow table whose columns have their types also where every cell is empty.

    Parameters
    ----------
    found
        The records.
    table
        Their name: `rows`, `claims` or `sources`.
    columns
        Their columns, in order.
    words
        The language of the descriptions.
    lists
        Whether a list stays one; else its texts are joined.
    """
    import pyarrow as pa

    types: Mapping[str, pa.DataType] = {
        INTEGER: pa.int64(),
        NUMBER: pa.float64(),
        BOOLEAN: pa.bool_(),
        DATE: pa.date32(),
        LIST: pa.list_(pa.string()) if lists else pa.string(),
    }
    fields, cells = [], []
    for column in columns:
        values = [record[column.name] for record in found]
        if column.type == LIST and not lists:
            values = [SEPARATOR.join(value) for value in values]
        kind = types.get(column.type, pa.string())
        fields.append(pa.field(column.name, kind, metadata={DESCRIPTION: column.described(words, table)}))
        cells.append(pa.array(values, kind))
    return pa.Table.from_arrays(cells, schema=pa.schema(fields))
