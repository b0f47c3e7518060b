"""What speaks with Telegram; `lean` loads aiogram before any file here names it."""

from pd_intake_bot.telegram import lean

lean.load()
