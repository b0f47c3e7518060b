"""Intake of data-subject requests from a mailbox and a Telegram conversation into one queue."""
