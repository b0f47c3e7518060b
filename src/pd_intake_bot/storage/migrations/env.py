"""Runs the revisions on the connection that `migrations` opened."""

from alembic import context

from pd_intake_bot.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    # For the names of constraints; the tables of a revision are written out in it.
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
