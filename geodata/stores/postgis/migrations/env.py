"""What alembic runs: the steps, on the connection and in the transaction of whoever migrates."""

from alembic import context

from geodata.stores.postgis.connection import SCHEMA

connection = context.config.attributes["connection"]
context.configure(connection=connection, version_table_schema=SCHEMA, transaction_per_migration=False)
with context.begin_transaction():
    context.run_migrations()
