"""The service's own web server; `lean` loads aiohttp before any file here names it."""

from pd_intake_bot.http import lean

lean.load()
