"""Layers of many points, and how many of them lie in each cell of the equal-area plane, by kind and day.

Revision ID: 0002
"""

from alembic import op
from sqlalchemy import text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# The loader alone writes here, in one transaction with the layer: a foreign key looked up for each of a million points
# would double its time. How many points a cell holds up to a day is looked up, not counted: days ascend, upto[i] holds
# all up to days[i]. Kind '' counts all kinds. Rows stay in the table itself, so that a look-up reads one place.
TABLES = """
CREATE TABLE geodata.point_layer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name geodata.code NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    loaded_by text NOT NULL DEFAULT session_user,
    note text NOT NULL DEFAULT '',
    points bigint NOT NULL CHECK (points > 0),
    kinds text[] NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    plane text NOT NULL,
    cell_m integer NOT NULL CHECK (cell_m > 0),
    levels smallint NOT NULL CHECK (levels > 0),
    box integer[] NOT NULL CHECK (array_length(box, 1) = 4)
);
COMMENT ON TABLE geodata.point_layer IS
    'A layer of many points; the newest of a name counts. Its cells are cell_m wide at level 0, twice that a level on.';

CREATE TABLE geodata.point (
    layer bigint NOT NULL,
    geometry {postgis}.geometry(Point, 4326) NOT NULL,
    kind geodata.maybe_code NOT NULL,
    day date NOT NULL
);
CREATE INDEX point_geometry ON geodata.point USING gist (geometry);

CREATE TABLE geodata.point_bin (
    layer bigint NOT NULL,
    level smallint NOT NULL,
    kind text NOT NULL,
    bx integer NOT NULL,
    by integer NOT NULL,
    points integer NOT NULL CHECK (points > 0),
    days integer[] NOT NULL,
    upto integer[] NOT NULL,
    PRIMARY KEY (layer, level, kind, bx, by)
);
ALTER TABLE geodata.point_bin ALTER days SET STORAGE PLAIN, ALTER upto SET STORAGE PLAIN;
COMMENT ON TABLE geodata.point_bin IS
    'Points of a layer in a cell: in all, and up to each of its days (days since 1970-01-01).';
"""


def upgrade() -> None:
    """Make the tables."""
    postgis = (
        op.get_bind()
        .execute(text("SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'postgis'"))
        .scalar_one()
    )
    op.execute(TABLES.format(postgis=postgis))
    for table in ("point_layer", "point", "point_bin"):
        op.execute(
            f"CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON geodata.{table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION geodata.keep()"
        )
