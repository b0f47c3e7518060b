"""Where the console script `pd-intake` begins."""

from pd_intake_bot.cli import run


def main() -> None:
    """Run the command line."""
    run.main()


if __name__ == "__main__":
    main()
