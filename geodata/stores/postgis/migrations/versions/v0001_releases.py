"""Releases of the evidence, the parts that they are made of, and views of the newest one.

A part is one table or one layer as it stood; releases that hold it alike share it. Nothing is changed or deleted.

Revision ID: 0001
"""

from alembic import op
from sqlalchemy import text

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# "" is what the codebook calls empty: nobody said. So no column is NULL, and reading gives back what was loaded.
DOMAINS = r"""
CREATE DOMAIN geodata.code AS text CHECK (VALUE ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$');
CREATE DOMAIN geodata.maybe_code AS text CHECK (VALUE ~ '^([A-Za-z0-9][A-Za-z0-9_-]{0,59})?$');
CREATE DOMAIN geodata.codes AS text CHECK (
    char_length(VALUE) <= 1000 AND VALUE ~ '^([A-Za-z0-9][A-Za-z0-9_-]*(;[A-Za-z0-9][A-Za-z0-9_-]*)*)?$');
CREATE DOMAIN geodata.origins AS text CHECK (char_length(VALUE) <= 1000 AND VALUE ~ '^[A-Za-z0-9_;#-]*$');
CREATE DOMAIN geodata.words AS text CHECK (
    char_length(VALUE) <= 2000 AND VALUE !~ '[\x01-\x1f\x7f]' AND VALUE = btrim(VALUE) AND VALUE !~ '^[=+@]');
CREATE DOMAIN geodata.said AS geodata.words CHECK (VALUE <> '');
CREATE DOMAIN geodata.day AS text CHECK (VALUE ~ '^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$');
CREATE DOMAIN geodata.clock AS text CHECK (VALUE ~ '^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|latest|all)$');
CREATE DOMAIN geodata.whole AS text CHECK (VALUE ~ '^([0-9]{1,6})?$');
CREATE DOMAIN geodata.degrees AS text CHECK (VALUE ~ '^(-?[0-9]{1,3}(\.[0-9]{1,6})?)?$');
CREATE DOMAIN geodata.address AS text CHECK (char_length(VALUE) <= 2000 AND VALUE ~ '^(https?://\S+)?$');
"""

RELEASES = """
CREATE TABLE geodata.part (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL CHECK (name ~ '^[a-z_]+$'),
    digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
    reading json NOT NULL,
    UNIQUE (name, digest),
    UNIQUE (id, name)
);
COMMENT ON TABLE geodata.part IS
    'A table or layer as it stood in one or more releases; reading holds what could not be read as rows.';

CREATE TABLE geodata.release (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    loaded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    loaded_by text NOT NULL DEFAULT session_user,
    based_on bigint UNIQUE REFERENCES geodata.release CHECK (based_on < id),
    folder text NOT NULL,
    note text NOT NULL DEFAULT '',
    digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
    problems integer NOT NULL CHECK (problems >= 0)
);
CREATE UNIQUE INDEX one_first_release ON geodata.release ((true)) WHERE based_on IS NULL;
COMMENT ON TABLE geodata.release IS
    'What was loaded, by whom and when. No two are based on one: the second of two editors is told.';

CREATE TABLE geodata.release_part (
    release bigint NOT NULL REFERENCES geodata.release,
    name text NOT NULL,
    part bigint NOT NULL,
    PRIMARY KEY (release, name),
    FOREIGN KEY (part, name) REFERENCES geodata.part (id, name)
);

CREATE TABLE geodata.malformed_row (
    part bigint NOT NULL REFERENCES geodata.part,
    position integer NOT NULL CHECK (position > 0),
    line integer NOT NULL,
    cells json NOT NULL,
    PRIMARY KEY (part, position)
);
COMMENT ON TABLE geodata.malformed_row IS
    'Rows that break the form of their table; they are kept as they stand, and every reader sets them aside.';
"""

TABLES = {
    "claims": """id code, origin origins, subject code, attribute said, value said, low whole, high whole, day day,
        day_to day, due day, basis said, said_by maybe_code, programme words, part_of maybe_code, disputes codes,
        counts words, rounded words, place maybe_code, place_precision words, confidence said, sources codes,
        text said""",
    "sources": """id code, publisher said, title words, url address, published day, published_basis words,
        language said, kind said, rests_on words, same_as maybe_code""",
    "events": """id code, date day, date_precision said, title said, title_da words, summary said, summary_da words,
        kind said, nations codes, place maybe_code, lat degrees, lon degrees, confidence said, sources codes,
        same_as codes""",
    "contingents": """id code, actor code, task said, task_da words, programme said, part_of maybe_code, label said,
        label_da words, note words, note_da words, origin origins""",
    "actors": """id code, kind said, name said, name_da said, capital words, capital_lat degrees, capital_lon degrees,
        nato_since whole, eu words, nordic words, arctic_council words, sources codes""",
    "opening": "id code, label said, as_of clock, known_by clock, note words",
}

LAYERS = ("places", "sites", "diplomatic_posts", "contributing_nations", "deployments", "greenland", "pituffik")

# The geometry follows from the feature as it was written, so the two can never say different things. A height is left
# out: the maps are flat. What PostGIS cannot read has no geometry here; the checks say why.
FEATURES = """
CREATE FUNCTION geodata.geometry_of(feature json) RETURNS {postgis}.geometry
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = {postgis}, pg_temp
AS $$
BEGIN
    RETURN ST_Force2D(ST_SetSRID(ST_GeomFromGeoJSON(feature ->> 'geometry'), 4326));
EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
END $$;

CREATE FUNCTION geodata.id_of(feature json) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN feature #>> '{{properties,id}}';
EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
END $$;

CREATE TABLE geodata.feature (
    part bigint NOT NULL REFERENCES geodata.part,
    position integer NOT NULL CHECK (position > 0),
    feature json NOT NULL,
    id text GENERATED ALWAYS AS (geodata.id_of(feature)) STORED,
    geometry {postgis}.geometry(Geometry, 4326) GENERATED ALWAYS AS (geodata.geometry_of(feature)) STORED,
    PRIMARY KEY (part, position)
);
CREATE INDEX feature_geometry ON geodata.feature USING gist (geometry);
COMMENT ON TABLE geodata.feature IS
    'The features of all layers, each as GeoJSON as it was written and as a geometry in WGS 84 (EPSG:4326).';
"""

KEPT = """
CREATE FUNCTION geodata.keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'releases are kept as they were loaded: load a new one'
        USING HINT = 'python -m geodata.load_postgis FOLDER', ERRCODE = 'object_not_in_prerequisite_state';
END $$;
"""

CURRENT = """
CREATE VIEW geodata.current_release AS SELECT * FROM geodata.release ORDER BY id DESC LIMIT 1;
CREATE VIEW geodata.current_part AS
    SELECT held.name, held.part FROM geodata.release_part held
    WHERE held.release = (SELECT max(id) FROM geodata.release);
"""


def upgrade() -> None:
    """Make everything."""
    connection = op.get_bind()
    op.execute("SET LOCAL check_function_bodies = off")
    postgis = connection.execute(
        text("SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'postgis'")
    ).scalar_one()
    for statement in (DOMAINS, RELEASES, FEATURES.format(postgis=postgis), KEPT, CURRENT):
        op.execute(statement)
    for table, columns in TABLES.items():
        typed = ", ".join("{} geodata.{} NOT NULL".format(*column.split()) for column in columns.split(","))
        op.execute(
            f"CREATE TABLE geodata.{table} (part bigint NOT NULL REFERENCES geodata.part, "
            f"position integer NOT NULL CHECK (position > 0), line integer NOT NULL, {typed}, "
            "PRIMARY KEY (part, position), UNIQUE (part, id))"
        )
        op.execute(
            f"CREATE VIEW geodata.current_{table} AS SELECT own.* FROM geodata.{table} own "  # noqa: S608 (our names)
            f"JOIN geodata.current_part held ON held.part = own.part WHERE held.name = '{table}'"
        )
    for layer in LAYERS:
        op.execute(
            f"CREATE VIEW geodata.current_{layer} AS SELECT own.id, own.feature -> 'properties' AS properties, "  # noqa: S608
            "own.geometry FROM geodata.feature own JOIN geodata.current_part held ON held.part = own.part "
            f"WHERE held.name = '{layer}'"
        )
    for table in ("part", "release", "release_part", "malformed_row", "feature", *TABLES):
        op.execute(
            f"CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON geodata.{table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION geodata.keep()"
        )
