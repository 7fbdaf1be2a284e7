"""The door of the command. Free of imports: every child process imports it again."""


def main() -> None:
    """Runs the command and ends the process with its exit code."""
    import gc
    import sys

    gc.disable()  # what is imported stays; looking through it again and again costs an eighth of the start
    from compendium.cli.main import run

    sys.exit(run())
