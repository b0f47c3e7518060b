"""The command that writes everything about one case to a file."""
