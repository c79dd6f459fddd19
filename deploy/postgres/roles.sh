#!/bin/sh
# Run once by the image of the database, when its volume is empty: the roles and the schema of docs/postgresql.md.
set -eu
psql --set ON_ERROR_STOP=1 --username postgres \
     --set owner="$ARCTIC_OWNER_PASSWORD" --set reader="$ARCTIC_READER_PASSWORD" <<'SQL'
CREATE ROLE arctic_owner LOGIN PASSWORD :'owner';
CREATE ROLE arctic_reader LOGIN PASSWORD :'reader';
CREATE DATABASE arctic OWNER arctic_owner;
\connect arctic
CREATE EXTENSION postgis;
CREATE SCHEMA geodata AUTHORIZATION arctic_owner;
GRANT USAGE ON SCHEMA geodata TO arctic_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE arctic_owner IN SCHEMA geodata GRANT SELECT ON TABLES TO arctic_reader;
SQL
