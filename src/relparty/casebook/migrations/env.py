"""What Alembic runs: the versions on the connection that `relparty.casebook.migrating` holds in its one transaction."""

from __future__ import annotations

from alembic import context

from relparty.casebook import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
