"""What is kept, on SQLite and on PostgreSQL; `lean` loads SQLAlchemy before any file names it."""

from pd_intake_bot.storage.sql import lean

lean.load()
