"""Runs the migrations on the connection that the store gives."""

from alembic import context

from reviewer.store.schema import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=Base.metadata, transaction_per_migration=False
)
context.run_migrations()
